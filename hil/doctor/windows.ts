/**
 * Windows: what a healthy board reads at the bench. Narrower than what the firmware accepts in service:
 * a board that only just works is a board that will not. A test holds each window inside the firmware's
 * own band.
 */

import type { Window } from './finding.ts';

const millivolts = (from: number, to: number): Window => ({ from, to, unit: 'mV' });

/** Source ±12 V ± 5 %, 1 kOhm ± 3 %, the vehicle's diode 0.55–0.85 V (derived; the norm is second-hand). */
export const pilotWindows = {
  A: millivolts(11400, 12600),
  B: millivolts(8370, 9590),
  C: millivolts(5470, 6530),
  D: millivolts(2590, 3280),
} as const;

/** The negative half under PWM. */
export const negativeWindow = millivolts(-12600, -11400);
/** Peaks of a steady pilot differ by less than this. */
export const PILOT_NOISE_MILLIVOLTS = 400;

/** Nothing plugged in: 1 kOhm to 3.3 V. */
export const noPlugWindow = millivolts(3100, 3400);
/** Some plug: 75 Ohm to 2200 Ohm. */
export const plugWindow = millivolts(231, 2269);

/** 12 V, buffered; no stroke starts below 10 V. */
export const lockSupplyWindow = millivolts(10000, 14000);
/** What may be left of it in a stroke. */
export const strokeSupplyWindow = millivolts(9000, 14000);

/** −10 to 45 °C at 10 kOhm NTC (B = 3950) to ground, 10 kOhm to 3.3 V. */
export const thermometerWindow = millivolts(1000, 2800);
export const currentWindow: Window = { from: 0, to: 500, unit: 'mA' };
/** UK practice, second-hand: 207 to 253 V. */
export const supplyWindow: Window = { from: 2070, to: 2530, unit: 'dV' };
export const earthWindow: Window = { from: 0, to: 700, unit: 'dV' };

/**
 * From the pilot's being believed to have left C to every proof saying open: drop-out, debounce, and the
 * outgoing side's decay. The command itself comes with the belief.
 */
export const OPENS_WITHIN_MS = 150;
