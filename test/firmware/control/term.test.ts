/** The term of a limit: how it passes, and what may be offered when it is over. */
import { expect, test } from 'vitest';
import { NOT_SO } from '../../../firmware/control/age.ts';
import { createLimits, Master } from '../../../firmware/control/limits.ts';
import { createSignals, type Signals } from '../../../firmware/control/signals.ts';
import { allowedMilliamps, isUnled, nextTerm } from '../../../firmware/control/term.ts';

function after(leftMs: number, seen: Partial<Signals>): [leftMs: number, dueMs: number] {
  const due = { dueMs: 5000 };
  return [nextTerm(due, leftMs, { ...createSignals(), ...seen }), due.dueMs];
}

test('a term begins when the limit is given, passes, and is due at its end', () => {
  expect(after(NOT_SO, { limited: true, termMs: 1000, elapsedMs: 10 })).toEqual([1000, 1000]);
  expect(after(1000, { elapsedMs: 10 })).toEqual([990, 990]);
  expect(after(11, { elapsedMs: 10 })).toEqual([1, 1]);
  expect(after(10, { elapsedMs: 10 })).toEqual([0, 5000]);
  expect(after(5, { elapsedMs: 10 })).toEqual([0, 5000]);
  expect(after(0, { elapsedMs: 10 })).toEqual([0, 5000]);
});

test('time that was not watched passes as well', () => {
  expect(after(1000, { elapsedMs: 600, watchedMs: 20 })).toEqual([400, 400]);
});

test('a limit without a term ends the one before; one that has run out is over at once', () => {
  expect(after(1000, { limited: true, termMs: NOT_SO })).toEqual([NOT_SO, 5000]);
  expect(after(1000, { limited: true, termMs: 0 })).toEqual([0, 5000]);
  expect(after(1000, { limited: true, termMs: 9000 })).toEqual([9000, 5000]);
  expect(after(NOT_SO, { elapsedMs: 10 })).toEqual([NOT_SO, 5000]);
});

for (const [master, none, over, running] of [
  [Master.None, false, false, false],
  [Master.Optional, false, true, false],
  [Master.Required, true, true, false],
] as const) {
  test(`who is without a master that is ${Master[master]}`, () => {
    const limits = { ...createLimits(), master };
    expect(isUnled(NOT_SO, limits)).toBe(none);
    expect(isUnled(0, limits)).toBe(over);
    expect(isUnled(1, limits)).toBe(running);
    const seen = { ...createSignals(), externalMilliamps: 20000, termMilliamps: 16000 };
    const allowed = (leftMs: number): number => allowedMilliamps(leftMs, seen, limits);
    expect(allowed(NOT_SO)).toBe(none ? 6000 : 20000);
    expect(allowed(0)).toBe(over ? 6000 : 20000);
    expect(allowed(1)).toBe(16000);
  });
}
