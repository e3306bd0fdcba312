/**
 * The probes show what a meter in the plant would show, and the trace carries it.
 */

import { expect, test } from 'vitest';
import type { Result } from '../../../sim/scenario/run.ts';
import { runInline } from '../../support/inline-scenario.ts';

const run = (...lines: string[]): Promise<Result> => runInline(lines);

/** The values of one name since the story began, as numbers. */
function valuesOf(result: Result, name: string): { ms: number; value: number }[] {
  return result.events
    .filter((event) => event.name === name && event.atUs >= result.startUs)
    .map(({ atUs, value }) => ({
      ms: (atUs - result.startUs) / 1000,
      value: Number.parseFloat(value),
    }));
}

const charge = ['plug in', 'car in', 'expect contacts closed within 5 s'];

test('the pilot shows +12, +9 and +6 V, and −12 V below while it is modulated', async () => {
  const result = await run(...charge);
  const highs = valuesOf(result, 'pilot-high').map(({ value }) => Math.round(value / 100) / 10);
  expect(highs).toEqual([9, 6]);
  expect(valuesOf(result, 'pilot-low').at(-1)?.value).toBe(-12000);
});

test('a spike is seen with its length', async () => {
  const result = await run(...charge, 'after 1 s spike 12 V for 5 ms', 'after 1 s');
  const [up, down] = valuesOf(result, 'pilot-high').slice(-2);
  expect(up?.value).toBe(12000);
  expect((down?.ms ?? 0) - (up?.ms ?? 0)).toBe(5);
});

test('the outgoing side discharges by its time constant', async () => {
  const result = await run(
    'given outgoing decay 100 ms',
    ...charge,
    'after 5 s car out',
    'after 5 s',
  );
  const volts = valuesOf(result, 'outgoing');
  const cut = volts.map(({ value }) => value).lastIndexOf(325000);
  const decay = volts.slice(cut + 1);
  expect(decay.length).toBeGreaterThan(10);
  expect(decay.at(-1)?.value).toBe(0);
  const first = decay[0] as { ms: number; value: number };
  for (const { ms, value } of decay) {
    const expected = first.value * Math.exp(-(ms - first.ms) / 100);
    expect(Math.abs(value - expected)).toBeLessThan(1500);
  }
});

test('the pin travels, and holds', async () => {
  const result = await run(...charge, 'after 1 s');
  const places = valuesOf(result, 'pin-position').map(({ value }) => value);
  expect(places.length).toBeGreaterThan(5);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // The driver ends the stroke when the latch is sensed, which is before the end of the travel.
  expect(places.at(-1)).toBeGreaterThanOrEqual(850);
});

test('what is done stands in the trace, without its wait', async () => {
  const result = await run('after 1 s plug in', 'after 20 ms', 'hello');
  const actions = result.events.filter((event) => event.name === 'action');
  expect(actions.map(({ value }) => value)).toEqual(['plug in', 'hello']);
});

test('a check remembers what it looked at, and from when to when', async () => {
  const result = await run(
    'after 1 s plug in',
    'never socket live until phase energized',
    'car in',
    'expect drive extend not-before 1 ms within 100 ms',
    'expect phase not fault for 2 s',
    'never phase fault for 1 s',
  );
  const { checks, watches, startUs, endUs } = result;
  expect(checks.map(({ kind, names }) => [kind, ...names])).toEqual([
    ['expect', 'drive'],
    ['hold', 'phase'],
    ['never', 'phase'],
  ]);
  expect(checks[0]).toMatchObject({
    fromUs: startUs + 1000000,
    notBeforeUs: 1000,
    limitUs: 100000,
  });
  expect(checks[2]).toMatchObject({ fromUs: endUs - 1000000, atUs: endUs });
  expect(watches).toHaveLength(1);
  expect(watches[0]).toMatchObject({ names: ['socket'], fromUs: startUs + 1000000, passed: true });
  expect(watches[0]?.atUs).toBeLessThan(endUs);
});
