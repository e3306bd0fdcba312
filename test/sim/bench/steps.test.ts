/**
 * Steps: what a tick costs on an interpreter does not grow unseen.
 */

import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundleForBench } from '../../../build.mjs';
import { countSteps, measureSteps, type Steps } from '../../../sim/bench/steps.ts';

function run(code: string): [unknown, number] {
  const box: { $steps: number; result?: unknown } = { $steps: 0 };
  runInNewContext(countSteps(code), box);
  return [box.result, box.$steps];
}

test.each([
  ['an addition', 'var result = 2 + 3', 5, 1],
  ['nested operations, each once', 'var result = 2 + 3 * (4 - 1)', 11, 3],
  ['a field by its name', 'var o = { a: 7 }; var result = o.a', 7, 10 + 5],
  ['an element by its index', 'var o = [7]; var result = o[0]', 7, 10 + 3],
  ['a property write', 'var o = { a: 7 }; o.a = 8; var result = o.a', 8, 10 + 6 + 5],
  ['an update of a property', 'var o = { a: 7 }; o.a++; var result = o.a', 8, 10 + 6 + 5],
  ['a write to an element', 'var o = [7]; o[0] = 8; var result = o[0]', 8, 10 + 4 + 3],
  ['a call keeps its receiver', 'var result = [1, 2].concat([3]).length', 3, 10 + 10 + 11 + 5],
  ['what is not reached costs nothing', 'var result = 0 > 1 ? 1 + 1 : 4', 4, 2],
  ['an and that ends early', 'var result = 0 > 1 && 5 > 4 && 3', false, 1 + 1 + 1],
  ['a loop, by its turns', 'var result = 0; for (let i = 0; i < 3; i++) result += i', 3, 4 + 3 + 3],
] as const)('%s', (_what, code, result, steps) => {
  expect(run(code)).toEqual([result, steps]);
});

/**
 * A few steps above what is measured: whoever needs more says so here. A captured name costs nothing in this
 * count, and more than a field does on Kaluma: the loop keeps its memory in a record for that reason. The worst
 * tick, with the emergency stop, holds in control and again in the guard what bars the next closing (R10) and the
 * proof of the latch. The journal remembers the bar in that tick (308 of 2997 steps);
 * the fault's event, and who opened, are told by the next tick. Decision and rules are called by the replay at the start as well, so that they
 * are not written out into the loop any more: 69 steps.
 */
const budget: Steps = { reflex: 140, quiet: 340, worst: 3010 };

test('a tick takes no more steps than it is known to', async () => {
  const steps = measureSteps(await bundleForBench('jerry'), 10);
  for (const part of ['reflex', 'quiet', 'worst'] as const) {
    expect(steps[part], part).toBeLessThanOrEqual(budget[part]);
    // A budget far above what is needed guards nothing.
    expect(steps[part], part).toBeGreaterThan(0.9 * budget[part]);
  }
});
