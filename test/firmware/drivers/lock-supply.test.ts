/**
 * Lock supply: ready from 10.0 V, and until it has fallen below 9.5 V.
 */

import { expect, test } from 'vitest';
import { createSignals } from '../../../firmware/control/signals.ts';
import { observeLockSupply } from '../../../firmware/drivers/lock-supply.ts';

test('before the first reading the lock is not supplied', () => {
  expect(createSignals().lockSupply).toBe(false);
});

test('it is ready from 10.0 V on, and not a millivolt earlier', () => {
  const seen = createSignals();
  expect(observeLockSupply(9999, seen)).toBe(false);
  expect(seen.lockSupply).toBe(false);
  expect(observeLockSupply(10000, seen)).toBe(true);
  expect(seen.lockSupply).toBe(true);
});

test('once ready it stays so down to 9.5 V, and no lower', () => {
  const seen = createSignals();
  observeLockSupply(12000, seen);
  expect(observeLockSupply(9500, seen)).toBe(false);
  expect(seen.lockSupply).toBe(true);
  expect(observeLockSupply(9499, seen)).toBe(true);
  expect(seen.lockSupply).toBe(false);
});

test('after it was lost it must reach 10.0 V again', () => {
  const seen = createSignals();
  for (const millivolts of [12000, 9000, 9800]) observeLockSupply(millivolts, seen);
  expect(seen.lockSupply).toBe(false);
  observeLockSupply(10000, seen);
  expect(seen.lockSupply).toBe(true);
});

test('the same answer again is no news', () => {
  const seen = createSignals();
  const readings = [0, 5000, 10000, 12000, 9600, 9000, 0];
  expect(readings.map((millivolts) => observeLockSupply(millivolts, seen))).toEqual([
    false,
    false,
    true,
    false,
    false,
    true,
    false,
  ]);
});
