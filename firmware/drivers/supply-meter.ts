/**
 * Supply meter: supply voltage and a broken PEN conductor. Optional; UK practice.
 *
 * Wiring: a meter that gives the supply's rms voltage and the voltage of protective earth against a
 * reference, or a relay's contact in the place of the latter. Outside of 207 to 253 V (UK, single phase; a
 * setting) must be open within 5 s (M), with more than 70 V to earth at once. Opening L and N is no protection
 * against a broken PEN conductor: that takes a device which switches the protective earth.
 *
 * From the first reading outside of its window nothing is offered, so that most vehicles have opened before the
 * contactor must. Out of the window for 3 s is a fault, a voltage to earth with the second reading. Both are over
 * after 5 s well inside of the window: the vehicle's own load must
 * not bring the supply back out as soon as it flows again.
 */

import { grown, leaked, NOT_SO } from '../control/age.ts';
import { Mains, type Signals } from '../control/signals.ts';

export const EARTH_DECIVOLTS = 700;
/** A supply in doubt is good again only so far inside of its window. [D: two or three volts] */
export const HYSTERESIS_DECIVOLTS = 30;
export const BELIEVE_MS = 3000;
/** Less than the time between two readings at any tick. */
export const EARTH_MS = 300;
const RECOVER_MS = 5000;

/** The owner's window: outside of it nothing is charged from the supply. */
export interface SupplyWindow {
  readonly lowSupplyDecivolts: number;
  readonly highSupplyDecivolts: number;
}

export interface SupplySense {
  /** Evidence that the supply is bad, in ms: it leaks away with good readings. NOT_SO for none. */
  badForMs: number;
  /** How long the readings have been good in a doubt. */
  goodForMs: number;
}

export function createSupplySense(): SupplySense {
  return { badForMs: NOT_SO, goodForMs: NOT_SO };
}

function mainsOf(
  supplyDecivolts: number,
  earthDecivolts: number,
  insideDecivolts: number,
  window: SupplyWindow,
): Mains {
  if (earthDecivolts > EARTH_DECIVOLTS - insideDecivolts) return Mains.EarthFault;
  if (supplyDecivolts < window.lowSupplyDecivolts + insideDecivolts) return Mains.Low;
  return supplyDecivolts > window.highSupplyDecivolts - insideDecivolts ? Mains.High : Mains.Good;
}

function believeAfterMs(mains: Mains): number {
  return mains === Mains.EarthFault ? EARTH_MS : BELIEVE_MS;
}

/** Casts or keeps the doubt. */
function doubt(seen: Signals): boolean {
  if (seen.mainsDoubted) return false;
  seen.mainsDoubted = true;
  return true;
}

/**
 * Looks at one reading. Without supply nothing is evaluated: the isolator's sense reports the loss.
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
  window: SupplyWindow,
): boolean {
  const inside = seen.mainsDoubted ? HYSTERESIS_DECIVOLTS : 0;
  const mains = mainsOf(supplyDecivolts, earthDecivolts, inside, window);
  const isBad = mains !== Mains.Good;
  const isBelieved = isBad ? mains === seen.mains : !seen.mainsDoubted;
  if (!seen.supply || (isBelieved && sense.badForMs < 0)) {
    sense.badForMs = NOT_SO;
    sense.goodForMs = NOT_SO;
    return false;
  }
  // Low, high and earth fault in turn count as one bad supply. Good readings only reduce its evidence.
  sense.badForMs = isBad
    ? grown(sense.badForMs, true, elapsedMs)
    : leaked(sense.badForMs, elapsedMs);
  sense.goodForMs = grown(sense.goodForMs, !isBad, elapsedMs);
  const changed = isBad && doubt(seen);
  if (isBad ? sense.badForMs < believeAfterMs(mains) : sense.goodForMs < RECOVER_MS) return changed;
  const isNews = seen.mains !== mains || seen.mainsDoubted !== isBad;
  sense.badForMs = NOT_SO;
  sense.goodForMs = NOT_SO;
  seen.mains = mains;
  seen.mainsDoubted = isBad;
  return isNews;
}

/** Whether nothing is pending that the next quiet ticks could change. */
export function isSupplySettled(sense: SupplySense): boolean {
  return sense.badForMs < 0 && sense.goodForMs < 0;
}
