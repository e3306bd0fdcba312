/**
 * Drift: a quantity that moves slowly, and the last that is asked for wins.
 */

import { expect, test } from 'vitest';
import { Clock, ms } from '../../../sim/clock.ts';
import { Drift } from '../../../sim/plant/drift.ts';

function make() {
  const clock = new Clock();
  const seen: number[] = [];
  return { clock, seen, drift: new Drift(clock, (value) => seen.push(value)) };
}

test('it moves in equal steps, and ends where it was sent', () => {
  const { clock, seen, drift } = make();
  drift.run(10, 20, ms(500));
  clock.advanceTo(ms(2000));
  expect(seen).toEqual([12, 14, 16, 18, 20]);
});

test('without any time it is there at once', () => {
  const { seen, drift } = make();
  drift.run(10, 20, 0);
  expect(seen).toEqual([20]);
});

test('another one ends it where it is', () => {
  const { clock, seen, drift } = make();
  drift.run(0, 10, ms(1000));
  clock.advanceTo(ms(250));
  drift.run(seen.at(-1) as number, 0, 0);
  clock.advanceTo(ms(3000));
  expect(seen).toEqual([1, 2, 3, 0]);
});
