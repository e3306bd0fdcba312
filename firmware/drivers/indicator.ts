/**
 * Indicator: what the driver of the car sees from three metres away.
 *
 * Wiring: a red-green-blue lamp behind three switches; bits 1 red, 2 green, 4 blue. Each message has a
 * rhythm of its own besides its colour, because one man in twelve cannot tell red from green:
 * ready steady green · locked steady blue · charging slow blue · finished slow green · releasing quick
 * amber · push the plug in double amber flash · fault fast red.
 */

import { Light } from '../control/outputs.ts';

const RED = 1;
const GREEN = 2;
const BLUE = 4;

/** A rhythm: 10 bits, one for each tenth of a second of a one-second cycle, first tenth lowest. */
const STEADY = 0x3ff;
const SLOW = 0x01f;
const QUICK = 0x0c3;
const DOUBLE = 0x005;
const HURRIED = 0x155;

const BEAT_MS = 100;
const BEATS = 10;

export interface Indicator {
  light: Light;
  beat: number;
  beatForMs: number;
  colour: number;
}

export function createIndicator(): Indicator {
  return { light: Light.Dark, beat: 0, beatForMs: 0, colour: 0 };
}

const COLOURS: readonly number[] = [0, GREEN, BLUE, BLUE, GREEN, RED | GREEN, RED | GREEN, RED];
const RHYTHMS: readonly number[] = [0, STEADY, STEADY, SLOW, SLOW, QUICK, DOUBLE, HURRIED];

/** Time until the lamp changes next, in ms; a steady lamp never does. */
export function indicatorDueMs(indicator: Indicator): number {
  const rhythm = RHYTHMS[indicator.light] as number;
  return rhythm === STEADY || rhythm === 0 ? 100000000 : BEAT_MS - indicator.beatForMs;
}

/**
 * Continues the rhythm.
 *
 * @param elapsedMs time since the last call
 * @returns the colour to show
 */
export function playIndicator(indicator: Indicator, light: Light, elapsedMs: number): number {
  if (light !== indicator.light) {
    indicator.light = light;
    indicator.beat = 0;
    indicator.beatForMs = 0;
  } else {
    indicator.beatForMs += elapsedMs;
    while (indicator.beatForMs >= BEAT_MS) {
      indicator.beatForMs -= BEAT_MS;
      indicator.beat = (indicator.beat + 1) % BEATS;
    }
  }
  const isOn = ((RHYTHMS[light] as number) >> indicator.beat) & 1;
  indicator.colour = isOn ? (COLOURS[light] as number) : 0;
  return indicator.colour;
}
