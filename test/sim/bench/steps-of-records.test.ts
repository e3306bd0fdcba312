/**
 * Steps of a build in which records stay records: the count sees what arrays buy.
 */

import { expect, test } from 'vitest';
import { bundleForBench } from '../../../build.mjs';
import { measureSteps } from '../../../sim/bench/steps.ts';

test('a build without records as arrays takes 1.3 times the steps and more: the count sees what they buy', async () => {
  const arrays = measureSteps(await bundleForBench('jerry'), 10);
  const records = measureSteps(await bundleForBench('jerry', false), 10);
  for (const part of ['reflex', 'quiet', 'worst'] as const) {
    expect(records[part], part).toBeGreaterThan(1.3 * arrays[part]);
  }
});
