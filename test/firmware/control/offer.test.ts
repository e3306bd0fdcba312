/**
 * The offer: which duty stands for which current (IEC 61851-1 Annex A, read second-hand), and that
 * never more is offered than was asked for.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimits } from '../../../firmware/control/limits.ts';
import { currentOf, dutyOf } from '../../../firmware/control/offer.ts';
import { createSignals, type Signals } from '../../../firmware/control/signals.ts';
import { createState } from '../../../firmware/control/state.ts';

/** The current that a vehicle reads from a duty, in mA: the formulas of the standard the other way. */
function readByVehicle(dutyPermille: number): number {
  const percent = dutyPermille / 10;
  if (percent < 10 || percent > 96) return 0;
  return percent <= 85 ? percent * 600 : (percent - 64) * 2500;
}

for (const [amps, percent] of [
  [6, 10.0],
  [10, 16.67],
  [13, 21.67],
  [16, 26.67],
  [20, 33.33],
  [32, 53.33],
  [63, 89.2],
  [80, 96.0],
] as const) {
  test(`${amps} A is ${percent} %, rounded down to a permille`, () => {
    const duty = dutyOf(amps * 1000);
    expect(duty).toBeLessThanOrEqual(percent * 10);
    expect(duty).toBeGreaterThan(percent * 10 - 1);
  });
}

test('between 51 A and 52.5 A there is no duty: 51 A is offered', () => {
  for (const milliamps of [51000, 51001, 51250, 51600, 52000, 52499]) {
    expect(dutyOf(milliamps), `${milliamps} mA`).toBe(850);
  }
});

test('the two formulas meet at 85 %', () => {
  expect(dutyOf(50999)).toBe(849);
  expect(dutyOf(52500)).toBe(850);
  expect(dutyOf(52750)).toBe(851);
});

test('below 6 A there is no offer but steady +12 V', () => {
  for (const milliamps of [0, 1, 4800, 5400, 5999]) expect(dutyOf(milliamps)).toBe(1000);
  expect(dutyOf(6000)).toBe(100);
});

test('never more is offered than was asked for, and never a permille less than could be', () => {
  for (let milliamps = 6000; milliamps <= 80000; milliamps++) {
    const duty = dutyOf(milliamps);
    const offered = readByVehicle(duty);
    if (!(offered >= 6000 - 1e-6 && offered <= milliamps + 1e-6)) {
      expect.fail(`${milliamps} mA asked, ${offered} mA offered by ${duty} permille`);
    }
    const more = readByVehicle(duty + 1);
    const couldBeMore = milliamps < 80000 && more > 0 && more <= milliamps;
    if (couldBeMore) expect.fail(`${milliamps} mA asked, ${duty + 1} permille would do`);
  }
});

test('a duty is a whole permille of 10 to 96 %, never that of digital communication', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80000 }), (milliamps) => {
      const duty = dutyOf(milliamps);
      expect(Number.isInteger(duty)).toBe(true);
      expect(duty === 1000 || (duty >= 100 && duty <= 960)).toBe(true);
    }),
  );
});

function offered(change: (seen: Signals) => void, simplified = false): number {
  const limits = createLimits();
  const state = createState({ session: 0, welded: false, bars: 0 }, 0);
  const seen = createSignals();
  seen.cableMilliamps = 63000;
  seen.thermalMilliamps = 80000;
  change(seen);
  state.simplified = simplified;
  return currentOf(state, seen, limits);
}

test('the least of installation, cable, temperature and operator is offered', () => {
  expect(offered(() => undefined)).toBe(32000);
  expect(offered((seen) => (seen.cableMilliamps = 20000))).toBe(20000);
  expect(offered((seen) => (seen.thermalMilliamps = 16000))).toBe(16000);
  expect(offered((seen) => (seen.externalMilliamps = 7000))).toBe(7000);
});

test('a vehicle that does not read the duty is offered 10 A at most', () => {
  expect(offered(() => undefined, true)).toBe(10000);
  expect(offered((seen) => (seen.externalMilliamps = 7000), true)).toBe(7000);
});

test('what is below 6 A is no offer', () => {
  expect(offered((seen) => (seen.externalMilliamps = 5999))).toBe(0);
  expect(offered((seen) => (seen.externalMilliamps = 6000))).toBe(6000);
  expect(offered((seen) => (seen.thermalMilliamps = 0))).toBe(0);
  expect(offered((seen) => (seen.cableMilliamps = 0))).toBe(0);
});
