/**
 * Steady: where a quiet tick does not look, looking would have changed nothing. Every belief of the
 * pilot and the latch, every reading in steps, every duty.
 */

import { expect, test } from 'vitest';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../../firmware/control/outputs.ts';
import { createSignals } from '../../../firmware/control/signals.ts';
import {
  createControlPilot,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createLatchSense, observeLatch } from '../../../firmware/drivers/latch-sense.ts';
import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import {
  ALL_CHANGED,
  ChangedInput,
  changedInputs,
  createQuietWindow,
  createReadings,
} from '../../../firmware/drivers/quiet-window.ts';

const TICK_MS = 10;

test('the first sample is looked at whatever it reads', () => {
  for (const millivolts of [-12000, -1, 0, 1, 2, 3300, 12000]) {
    const readings = {
      pilotHighMillivolts: millivolts,
      pilotLowMillivolts: millivolts,
      latchMillivolts: millivolts,
      levels: 0,
    };
    expect(changedInputs(readings, createQuietWindow()), `${millivolts} mV`).toBe(ALL_CHANGED);
  }
  expect(ALL_CHANGED).toBe(ChangedInput.Levels | ChangedInput.Pilot | ChangedInput.Latch);
});

test('before the first sample every reading is zero', () => {
  expect(createReadings()).toEqual({
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
  });
});

test('a window holds its own edges, and nothing beyond them', () => {
  const quietWindow = {
    pilotHighFromMillivolts: 7000,
    pilotHighToMillivolts: 9000,
    pilotLowToMillivolts: -10000,
    latchFromMillivolts: 100,
    latchToMillivolts: 700,
    levels: 5,
    doubted: 0,
  };
  const found = (high: number, low: number, latch: number, levels: number): ChangedInput =>
    changedInputs(
      {
        pilotHighMillivolts: high,
        pilotLowMillivolts: low,
        latchMillivolts: latch,
        levels: levels,
      },
      quietWindow,
    );
  expect(found(7000, -10000, 100, 5)).toBe(0);
  expect(found(9000, -20000, 700, 5)).toBe(0);
  expect(found(6999, -10000, 100, 5)).toBe(ChangedInput.Pilot);
  expect(found(9001, -10000, 100, 5)).toBe(ChangedInput.Pilot);
  expect(found(8000, -9999, 100, 5)).toBe(ChangedInput.Pilot);
  expect(found(8000, -10000, 99, 5)).toBe(ChangedInput.Latch);
  expect(found(8000, -10000, 701, 5)).toBe(ChangedInput.Latch);
  expect(found(8000, -10000, 400, 4)).toBe(ChangedInput.Levels);
  expect(found(0, 0, 0, 0)).toBe(ALL_CHANGED);
});

/** Positive and negative peaks that bring every belief about: A, B, C, D, E, F, no diode, invalid. */
const pilotBeliefs: [highMillivolts: number, lowMillivolts: number][] = [
  [12000, -12000],
  [9000, -12000],
  [6000, -12000],
  [3000, -12000],
  [0, 0],
  [-12000, -12000],
  [9000, -6000],
  [14000, 14000],
];

test.each([DUTY_STEADY, 533, 100, DUTY_UNAVAILABLE])(
  'a steady pilot is one that looking would not change (duty %i permille)',
  (dutyPermille) => {
    let steadyOnes = 0;
    for (const [beliefHigh, beliefLow] of pilotBeliefs) {
      for (let high = -13500; high <= 14000; high += 250) {
        for (const low of [-12500, -12000, -10000, -9999, 0, high]) {
          const pilot = createControlPilot();
          const seen = createSignals();
          const quietWindow = createQuietWindow();
          const readings = createReadings();
          quietWindow.levels = readings.levels;
          quietWindow.latchToMillivolts = 0;
          quietWindow.latchFromMillivolts = 0;
          retunePilot(pilot, dutyPermille, seen, quietWindow);
          readings.pilotHighMillivolts = beliefHigh;
          readings.pilotLowMillivolts = beliefLow;
          for (let i = 0; i < 20; i++) observePilot(pilot, readings, TICK_MS, 0, seen, quietWindow);
          readings.pilotHighMillivolts = high;
          readings.pilotLowMillivolts = low;
          if ((changedInputs(readings, quietWindow) & ChangedInput.Pilot) !== 0) continue;
          steadyOnes++;
          const before = { ...pilot };
          const changed = observePilot(pilot, readings, TICK_MS, 0, seen, quietWindow);
          const about = `from ${beliefHigh}/${beliefLow} mV to ${high}/${low} mV`;
          expect([changed, pilot], about).toEqual([false, before]);
        }
      }
    }
    expect(steadyOnes).toBeGreaterThan(50);
  },
);

const parts = [...createBistableParts(), ...createHoldToLockParts()];

test.each(parts)('a steady latch is one that looking would not change ($name)', ({ sense }) => {
  const windows = sense;
  if (windows === null) return;
  let steadyOnes = 0;
  for (let believed = 0; believed <= 3300; believed += 100) {
    for (let found = 0; found <= 3300; found += 50) {
      const latch = createLatchSense(windows);
      const seen = createSignals();
      const quietWindow = createQuietWindow();
      const readings = createReadings();
      quietWindow.levels = readings.levels;
      quietWindow.pilotHighFromMillivolts = 0;
      quietWindow.pilotLowToMillivolts = 0;
      readings.latchMillivolts = believed;
      for (let i = 0; i < 5; i++) observeLatch(latch, readings, TICK_MS, seen, quietWindow);
      readings.latchMillivolts = found;
      if ((changedInputs(readings, quietWindow) & ChangedInput.Latch) !== 0) continue;
      steadyOnes++;
      const before = { ...latch };
      expect([observeLatch(latch, readings, TICK_MS, seen, quietWindow), latch]).toEqual([
        false,
        before,
      ]);
    }
  }
  expect(steadyOnes).toBeGreaterThan(50);
});
