/**
 * Latch contact: one answer whatever the pin does, and old answers for as long as it bounces.
 */

import { expect, test } from 'vitest';
import { findBistablePart, senseOf } from '../../../firmware/drivers/lock-parts.ts';
import { Clock } from '../../../sim/clock.ts';
import { LatchContact } from '../../../sim/plant/latch-contact.ts';
import { LockCapacitor } from '../../../sim/plant/lock-capacitor.ts';
import { Pin } from '../../../sim/plant/pin.ts';

const windows = senseOf(findBistablePart('kuester-02s'), null);
const LOCKED = 400;
const UNLOCKED = 3100;

function make() {
  const clock = new Clock();
  const capacitor = new LockCapacitor(clock);
  const pin = new Pin(clock, capacitor, () => latch.follow());
  const latch = new LatchContact(clock, pin, () => undefined);
  return { clock, pin, latch, read: () => latch.millivolts(windows) };
}

test('it says where the pin is', () => {
  const { pin, read } = make();
  expect(read()).toBe(UNLOCKED);
  pin.place(1);
  expect(read()).toBe(LOCKED);
  pin.place(0.5);
  expect(read()).toBe(1800);
});

test('stuck, it says the same wherever the pin is', () => {
  const { pin, latch, read } = make();
  latch.stuck = 'locked';
  expect(read()).toBe(LOCKED);
  pin.place(1);
  latch.stuck = 'unlocked';
  expect(read()).toBe(UNLOCKED);
});

test('it bounces for as long as it was told, and then no more', () => {
  const { clock, pin, latch, read } = make();
  latch.bounceUs = 20000;
  pin.place(1);
  const seen = new Set<number>();
  for (; clock.nowUs < 20000; clock.nowUs += 700) {
    expect(latch.bounces).toBe(true);
    seen.add(read());
  }
  expect(seen).toEqual(new Set([LOCKED, UNLOCKED]));
  expect(latch.bounces).toBe(false);
  for (let i = 0; i < 50; i++, clock.nowUs += 700) expect(read()).toBe(LOCKED);
});
