/**
 * Pilot shares: how soon a pilot that is bad for a share of the looks is believed to be bad, in whatever order they
 * come (docs/safety.md, "The pilot's evidence").
 */

import { expect, test } from 'vitest';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import { createControlPilot, observePilot } from '../../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';

const LOOKS = 200;

/** @returns from the first two bad looks in a row until C is left, in ms; null where it never is */
function timeToLeave(looks: readonly boolean[], lapMs: number): number | null {
  const pilot = createControlPilot();
  const seen = createSignals();
  const quietWindow = createQuietWindow();
  const readings = createReadings();
  const look = (millivolts: number): Pilot => {
    readings.pilotHighMillivolts = millivolts;
    observePilot(pilot, readings, lapMs, 0, seen, quietWindow);
    return seen.pilot;
  };
  for (let i = 0; i < 12; i++) look(6000);
  const isBad = (i: number): boolean => looks[i % looks.length] === true;
  let begun = 0;
  while (!(isBad(begun) && isBad(begun + 1))) begun++;
  for (let i = 0; i < LOOKS; i++) {
    if (look(isBad(i) ? 9000 : 6000) !== Pilot.C) return (i - begun) * lapMs;
  }
  return null;
}

/** Every order of up to ten looks, over and over, in which two bad ones stand in a row, and a share at least is bad. */
function orders(share: number): boolean[][] {
  const found: boolean[][] = [];
  for (let period = 1; period <= 10; period++) {
    for (let bits = 1; bits < 1 << period; bits++) {
      const looks = Array.from({ length: period }, (_, i) => ((bits >> i) & 1) !== 0);
      const hasPair = looks.some((bad, i) => bad && looks[(i + 1) % period] === true);
      if (hasPair && looks.filter((bad) => bad).length >= share * period) found.push(looks);
    }
  }
  return found;
}

test.each([
  [1, 10, 30],
  [0.75, 10, 80],
  [0.6, 10, 200],
  [1, 20, 40],
  [0.75, 20, 120],
  [0.6, 20, 200],
])('with a share of %d bad at a tick of %d ms, C is left within %d ms', (share, lapMs, mostMs) => {
  const times = orders(share).map((looks) => timeToLeave(looks, lapMs) ?? Infinity);
  expect(Math.max(...times)).toBe(mostMs);
});

test('half of them bad, two by two, is believed within 250 ms; with each alone but for a rare pair, never', () => {
  const [bad, good] = [true, false];
  expect(timeToLeave([bad, bad, good, good], 10)).toBe(250);
  expect(timeToLeave([bad, bad, good, bad, good, bad, good, bad, good, good], 10)).toBeNull();
});
