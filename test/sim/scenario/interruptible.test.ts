/**
 * Interruptible: a signal is heard while a scenario runs, and nothing else is different for it.
 */

import { expect, test } from 'vitest';
import { Interrupted, InterruptibleTarget } from '../../../sim/scenario/interruptible.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { readInline } from '../../support/inline-scenario.ts';

const charge = ['plug in', 'car in', 'expect phase energized within 5 s'];

test('the trace is the same, over waits that are parted too', async () => {
  const scenario = readInline(...charge, 'after 3 min car out', 'expect phase idle within 20 min');
  const plain = await runScenario(scenario, new SimTarget());
  const heard = await runScenario(scenario, new InterruptibleTarget(new SimTarget(), () => false));
  expect(heard).toEqual(plain);
});

/** Whoever is waiting gets a turn, and ends it. */
async function interruptAfter(ms: number, ...lines: string[]): Promise<number> {
  let isInterrupted = false;
  const timer = setTimeout(() => {
    isInterrupted = true;
  }, ms);
  const startedMs = performance.now();
  const target = new InterruptibleTarget(new SimTarget(), () => isInterrupted);
  await expect(runScenario(readInline(...lines), target)).rejects.toBeInstanceOf(Interrupted);
  clearTimeout(timer);
  return performance.now() - startedMs;
}

test('it ends within a long wait, and between many lines that take no time', async () => {
  // Without being heard, both would take many seconds. A busy computer may be slow to begin.
  expect(await interruptAfter(100, 'given jitter 1 ms', ...charge, 'after 9000 h')).toBeLessThan(
    5000,
  );
  const turns = ['repeat 400000 times', 'push', 'end'];
  expect(await interruptAfter(100, 'plug in', ...turns)).toBeLessThan(5000);
});
