/**
 * The firmware behind a line of text, in Node itself: what differs here is the line's fault, and no engine's.
 */

import { expect, test } from 'vitest';
import { compareTraces } from '../../../sim/engine/compare.ts';
import type { Engine } from '../../../sim/engine/engine.ts';
import { exchange } from '../../../sim/engine/pipe-board.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';

const overLine: Engine = { name: 'the line', exchange, close: () => undefined };

test.each([
  // The last slot of the storage has two digits, and is written between two starts.
  'test/scenarios/service/a-real-stall.scenario',
  'test/scenarios/console/unlock-during-charge.scenario',
])('%s: the same trace over the line', async (file) => {
  const scenario = readScenarios(file)[0];
  if (scenario === undefined) throw new Error(`${file} has no scenario`);
  expect(await compareTraces(scenario, overLine)).toBe('');
});
