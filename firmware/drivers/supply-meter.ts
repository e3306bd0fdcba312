/**
 * Supply meter: supply voltage and a broken PEN conductor. Optional; UK practice.
 *
 * Wiring: a meter that gives the supply's rms voltage and the voltage of protective earth against a
 * reference. More than 70 V to earth, or below 207 V or above 253 V, must open within 5 s (M): a
 * reading is believed after 3 s, and believed to be over after 5 s.
 */

import { Mains, type Signals } from '../control/signals.ts';

export const EARTH_DECIVOLTS = 700;
export const LOW_DECIVOLTS = 2070;
export const HIGH_DECIVOLTS = 2530;
export const BELIEVE_MS = 3000;
const RECOVER_MS = 5000;

export interface SupplySense {
  candidate: Mains;
  candidateForMs: number;
}

export function createSupplySense(): SupplySense {
  return { candidate: Mains.Good, candidateForMs: 0 };
}

function mainsOf(supplyDecivolts: number, earthDecivolts: number): Mains {
  if (earthDecivolts > EARTH_DECIVOLTS) return Mains.EarthFault;
  if (supplyDecivolts < LOW_DECIVOLTS) return Mains.Low;
  return supplyDecivolts > HIGH_DECIVOLTS ? Mains.High : Mains.Good;
}

/**
 * Looks at one reading. Without supply there is nothing to judge: the isolator's sense says so.
 *
 * @param elapsedMs time since the last reading of this net
 * @returns whether the belief has changed
 */
export function observeSupply(
  sense: SupplySense,
  supplyDecivolts: number,
  earthDecivolts: number,
  elapsedMs: number,
  seen: Signals,
): boolean {
  const mains = seen.supply ? mainsOf(supplyDecivolts, earthDecivolts) : seen.mains;
  if (mains === seen.mains) {
    sense.candidateForMs = 0;
    sense.candidate = mains;
    return false;
  }
  // Low, high and earth fault in turn are one bad supply; only Good starts anew.
  const goesOn =
    sense.candidate !== seen.mains && (mains === Mains.Good) === (sense.candidate === Mains.Good);
  sense.candidateForMs = goesOn ? sense.candidateForMs + elapsedMs : 0;
  sense.candidate = mains;
  if (sense.candidateForMs < (mains === Mains.Good ? RECOVER_MS : BELIEVE_MS)) return false;
  sense.candidateForMs = 0;
  seen.mains = mains;
  return true;
}

/** Whether nothing is pending that the next quiet ticks could change. */
export function isSupplySettled(sense: SupplySense, seen: Signals): boolean {
  return sense.candidate === seen.mains;
}
