/**
 * Pilot windows: the decision table to the millivolt, and the windows of the quiet tick, which are
 * exactly the levels at which a belief stands.
 */

import { expect, test } from 'vitest';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../../firmware/control/outputs.ts';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import {
  createControlPilot,
  LEFT_C_MILLIVOLTS,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';

const levels: Partial<Record<Pilot, number>> = {
  [Pilot.A]: 12000,
  [Pilot.B]: 9000,
  [Pilot.C]: 6000,
  [Pilot.D]: 3000,
  [Pilot.E]: 0,
};
const states = [Pilot.A, Pilot.B, Pilot.C, Pilot.D, Pilot.E];
const { A, B, C, D, E, NoDiode, Invalid } = Pilot;

function createLine(duty = DUTY_STEADY) {
  const pilot = createControlPilot();
  const quietWindow = createQuietWindow();
  const seen = createSignals();
  const readings = createReadings();
  const sample = (high: number, low: number): void => {
    readings.pilotHighMillivolts = high;
    readings.pilotLowMillivolts = low;
    observePilot(pilot, readings, 10, 0, seen, quietWindow);
  };
  const hold = (high: number, low = -12000): Pilot => {
    for (let i = 0; i < 12; i++) sample(high, low);
    return seen.pilot;
  };
  retunePilot(pilot, duty, seen, quietWindow);
  return {
    pilot,
    quietWindow,
    seen,
    sample,
    hold,
    tune: (to: number) => retunePilot(pilot, to, seen, quietWindow),
  };
}

test.each([
  [A, 13401, Invalid],
  [B, 13400, A],
  [A, 13400, A],
  [B, 10700, A],
  [B, 10699, B],
  [C, 10699, B],
  [A, 10300, A],
  [A, 10299, B],
  [C, 7650, B],
  [C, 7649, C],
  [A, 7250, B],
  [B, 7250, B],
  [B, 7249, C],
  [D, 4600, C],
  [D, 4599, D],
  [E, 4599, D],
  [B, 4200, C],
  [C, 4200, C],
  [C, 4199, D],
  [E, 2000, D],
  [E, 1999, E],
  [C, 1600, D],
  [D, 1600, D],
  [D, 1599, E],
  [A, -1000, E],
  [A, -1001, Invalid],
  [E, -2000, E],
  [E, -2001, Invalid],
])('from %i, %i mV is %i', (before, millivolts, expected) => {
  const line = createLine();
  expect(line.hold(levels[before] as number)).toBe(before);
  expect(line.hold(millivolts)).toBe(expected);
});

test('a negative half is there from -10 V on, and only looked for under PWM', () => {
  for (const [duty, low, expected] of [
    [533, -10000, C],
    [533, -9999, NoDiode],
    [DUTY_STEADY, -9999, C],
  ] as const) {
    expect(createLine(duty).hold(6000, low)).toBe(expected);
  }
});

test.each(states)('while %i is believed, its window is exactly where it stands', (state) => {
  const line = createLine();
  line.hold(levels[state] as number);
  const { pilotHighFromMillivolts: from, pilotHighToMillivolts: to } = line.quietWindow;
  const wrong: number[] = [];
  for (let high = -14000; high <= 14000; high++) {
    line.pilot.candidateForMs = -1;
    line.sample(high, -12000);
    const stands = line.pilot.candidateForMs < 0;
    if (stands !== (high >= from && high <= to)) wrong.push(high);
  }
  expect(wrong).toEqual([]);
});

test('the window of the negative half: under PWM only, and not while there is no diode', () => {
  const window = (duty: number, high: number, low: number): number => {
    const line = createLine(duty);
    line.hold(high, low);
    return line.quietWindow.pilotLowToMillivolts;
  };
  expect(window(533, 6000, -12000)).toBe(-10000);
  expect(window(1, 6000, -12000)).toBe(-10000);
  expect(window(533, 6000, 0)).toBeGreaterThan(14000);
  expect(window(DUTY_STEADY, 6000, 0)).toBeGreaterThan(14000);
});

test('our own F stands at any level; when it has ended, every sample is looked at', () => {
  const line = createLine();
  line.hold(9000);
  line.tune(DUTY_UNAVAILABLE);
  expect(line.seen.pilot).toBe(Pilot.F);
  expect(line.quietWindow.pilotHighFromMillivolts).toBeLessThan(-14000);
  expect(line.quietWindow.pilotHighToMillivolts).toBeGreaterThan(14000);
  expect(line.quietWindow.pilotLowToMillivolts).toBeGreaterThan(14000);
  line.tune(DUTY_STEADY);
  expect(line.quietWindow.pilotHighFromMillivolts).toBeGreaterThan(
    line.quietWindow.pilotHighToMillivolts,
  );
  expect(line.hold(15000)).toBe(Invalid);
  expect(line.quietWindow.pilotHighFromMillivolts).toBeGreaterThan(
    line.quietWindow.pilotHighToMillivolts,
  );
});

test('what looks beside the interpreter takes C for left at the level at which the driver does', () => {
  const line = createLine();
  expect(line.hold(6000)).toBe(C);
  expect(line.hold(LEFT_C_MILLIVOLTS - 1)).toBe(C);
  expect(line.hold(LEFT_C_MILLIVOLTS)).toBe(B);
});
