/**
 * The thresholds that a map is checked against are those at which the shipping drivers decide.
 */

import { expect, test } from 'vitest';
import { thresholdsOf } from '../../../build/boards/drivers.ts';
import { createSignals } from '../../../firmware/control/signals.ts';
import { createProximity, observeProximity } from '../../../firmware/drivers/proximity.ts';
import { createThermometer, observeThermometer } from '../../../firmware/drivers/thermometer.ts';

const thresholds = thresholdsOf('kuester-02s');

/** What proximity believes of a level that stands. */
function proximityAt(millivolts: number): string {
  const sense = createProximity();
  const seen = createSignals();
  for (let i = 0; i < 400; i++) observeProximity(sense, millivolts, 10, seen);
  return `${seen.proximity} ${seen.cableMilliamps}`;
}

/** What the thermometer believes of a level that stands. */
function heatAt(millivolts: number): number {
  const sense = createThermometer();
  const seen = createSignals();
  for (let i = 0; i < 4; i++) observeThermometer(sense, millivolts, seen);
  return seen.heat;
}

test('each threshold of proximity parts two answers', () => {
  expect(thresholds.proximity).toHaveLength(5);
  for (const { at, what } of thresholds.proximity) {
    expect(proximityAt(at - 2), what).not.toBe(proximityAt(at + 2));
  }
});

test('each threshold of the thermometer parts two answers', () => {
  expect(thresholds.thermometer).toHaveLength(5);
  for (const { at, what } of thresholds.thermometer) {
    expect(heatAt(at - 2), what).not.toBe(heatAt(at + 2));
  }
});

test("the pilot's thresholds are the ends of the driver's own windows, without a gap", () => {
  const levels = thresholds.pilotHigh.map(({ at }) => at);
  expect(Math.max(...levels)).toBeGreaterThan(12600);
  expect(Math.min(...levels)).toBeLessThan(0);
  // A begins below where B ends: the hysteresis.
  expect(levels[0]).toBeLessThan(levels[3] as number);
  expect(thresholds.pilotLow.map(({ at }) => at)).toEqual([-10000]);
});

test('the latch is checked with the windows of the fitted part', () => {
  const ends = thresholdsOf('kuester-04s').latch.map(({ at }) => at);
  expect(ends).toEqual([100, 1950, 2700, 3300]);
});
