/**
 * Burst: a disturbance of some milliseconds that every input sees at once, each in its own way.
 */

import type { Readings } from '../../firmware/hal.ts';
import { noiseAt } from '../random.ts';

const PILOT_MILLIVOLTS = 13000;
const LATCH_MILLIVOLTS = 3600;
/** Bits of every digital input there may be. */
const LEVEL_BITS = 0xffff;

/** Puts in the place of every reading what a burst makes of it. */
export function disturb(readings: Readings, nowUs: number): void {
  readings.pilotHighMillivolts = Math.round(PILOT_MILLIVOLTS * noiseAt(11, nowUs));
  readings.pilotLowMillivolts = Math.round(PILOT_MILLIVOLTS * noiseAt(13, nowUs));
  readings.latchMillivolts = Math.round((LATCH_MILLIVOLTS * (1 + noiseAt(17, nowUs))) / 2);
  readings.levels ^= Math.floor(((1 + noiseAt(19, nowUs)) / 2) * LEVEL_BITS);
}

/**
 * What a burst makes of a slow input: any value of its range.
 *
 * @param most the end of the range
 */
export function disturbSlow(most: number, salt: number, nowUs: number): number {
  return Math.round((most * (1 + noiseAt(salt, nowUs))) / 2);
}
