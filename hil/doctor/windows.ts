/**
 * Windows: the readings of a healthy board on the bench. They are narrower than the firmware's own bands: a
 * board that only just works today may fail in service. A test keeps each window inside the firmware's band.
 */

import { EARTH_DECIVOLTS } from '../../firmware/drivers/supply-meter.ts';
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

/** Readings of one plug, or of none, differ by no more than this. */
export const PROXIMITY_NOISE_MILLIVOLTS = 500;
/** Nothing plugged in: 1 kOhm to 3.3 V. */
export const noPlugWindow = millivolts(3100, 3400);
/** With any plug: 75 Ohm to 2200 Ohm. */
export const plugWindow = millivolts(231, 2269);

/** 12 V, buffered; no stroke starts below 10 V. */
export const lockSupplyWindow = millivolts(10000, 14000);
/** The voltage that must remain during a stroke. */
export const strokeSupplyWindow = millivolts(9000, 14000);

/** −10 to 45 °C at 10 kOhm NTC (B = 3950) to ground, 10 kOhm to 3.3 V. */
export const thermometerWindow = millivolts(1000, 2800);
export const currentWindow: Window = { from: 0, to: 500, unit: 'mA' };
export const earthWindow: Window = { from: 0, to: EARTH_DECIVOLTS / 10, unit: 'V' };
/**
 * The duty at CP, around the one that is put out, in permille: ±5 µs (second-hand), and as much for a meter that
 * shows a duty; more where it is calculated from a mean voltage.
 */
export const DUTY_PERMILLE = 10;
export const DUTY_BY_MEAN_PERMILLE = 15;

/**
 * From the firmware's detection that the pilot has left C until every proof shows open: drop-out, debounce,
 * and decay on the outgoing side. The command is given at the detection.
 */
export const OPENS_WITHIN_MS = 150;
