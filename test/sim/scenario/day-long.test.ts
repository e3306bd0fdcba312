/** The one scenario that lasts longer than a day. scenarios.test.ts runs all others. */

import { expect, test } from 'vitest';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';

test('a charge of a day and an hour: nothing expires', async () => {
  const [scenario, ...others] = readScenarios('test/scenarios/field/f24-no-wall-clock.scenario');
  if (scenario === undefined) throw new Error('no scenario');
  expect(others).toEqual([]);
  const result = await runScenario(scenario, new WatchedTarget(targetOf(scenario)));
  expect(result.failure).toBeNull();
  expect(result.endUs).toBeGreaterThan(25 * 3600e6);
});
