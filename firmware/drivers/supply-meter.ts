/**
 * Supply meter: supply voltage and a broken PEN conductor. Optional; UK practice.
 *
 * Wiring: a meter that gives the supply's rms voltage and the voltage of protective earth against a
 * reference. Below 207 V or above 253 V must be open within 5 s (M), more than 70 V to earth at once.
 *
 * The first reading outside of its window casts a doubt: nothing is offered from then on, so that most
 * vehicles have opened before the contactor must. Out of the window for 3 s is believed, a voltage to earth
 * with the second reading. Both are over after 5 s well inside of the window: the vehicle's own load must
 * not bring the supply back out as soon as it flows again.
 */

import { NOT_SO } from '../control/age.ts';
import { Mains, type Signals } from '../control/signals.ts';

export const EARTH_DECIVOLTS = 700;
export const LOW_DECIVOLTS = 2070;
export const HIGH_DECIVOLTS = 2530;
/** A supply in doubt is good again only so far inside of its window. [D: two or three volts] */
export const HYSTERESIS_DECIVOLTS = 30;
export const BELIEVE_MS = 3000;
/** Less than the time between two readings at any tick. */
export const EARTH_MS = 300;
const RECOVER_MS = 5000;

export interface SupplySense {
  /** How long the readings have said something else than what is believed; NOT_SO while they do not. */
  otherForMs: number;
  /** They were bad. */
  wasBad: boolean;
}

export function createSupplySense(): SupplySense {
  return { otherForMs: NOT_SO, wasBad: false };
}

function mainsOf(supplyDecivolts: number, earthDecivolts: number, insideDecivolts: number): Mains {
  if (earthDecivolts > EARTH_DECIVOLTS - insideDecivolts) return Mains.EarthFault;
  if (supplyDecivolts < LOW_DECIVOLTS + insideDecivolts) return Mains.Low;
  return supplyDecivolts > HIGH_DECIVOLTS - insideDecivolts ? Mains.High : Mains.Good;
}

function believeAfterMs(mains: Mains): number {
  if (mains === Mains.Good) return RECOVER_MS;
  return mains === Mains.EarthFault ? EARTH_MS : BELIEVE_MS;
}

/** Casts or keeps the doubt. */
function doubt(seen: Signals): boolean {
  if (seen.mainsDoubted) return false;
  seen.mainsDoubted = true;
  return true;
}

/**
 * Looks at one reading. Without supply there is nothing to judge: the isolator's sense says so.
 *
 * @param elapsedMs time since the last reading of this net
 * @returns whether a belief has changed
 */
export function observeSupply(
  sense: SupplySense,
  supplyDecivolts: number,
  earthDecivolts: number,
  elapsedMs: number,
  seen: Signals,
): boolean {
  const inside = seen.mainsDoubted ? HYSTERESIS_DECIVOLTS : 0;
  const mains = mainsOf(supplyDecivolts, earthDecivolts, inside);
  const isBad = mains !== Mains.Good;
  const isBelieved = isBad ? mains === seen.mains : !seen.mainsDoubted;
  if (!seen.supply || isBelieved) {
    sense.otherForMs = NOT_SO;
    return false;
  }
  const changed = isBad && doubt(seen);
  // Low, high and earth fault in turn are one bad supply; only Good starts anew.
  const goesOn = sense.otherForMs >= 0 && sense.wasBad === isBad;
  sense.otherForMs = goesOn ? sense.otherForMs + elapsedMs : 0;
  sense.wasBad = isBad;
  if (sense.otherForMs < believeAfterMs(mains)) return changed;
  sense.otherForMs = NOT_SO;
  seen.mains = mains;
  seen.mainsDoubted = isBad;
  return true;
}

/** Whether nothing is pending that the next quiet ticks could change. */
export function isSupplySettled(sense: SupplySense): boolean {
  return sense.otherForMs < 0;
}
