/**
 * Thermometer: an NTC at the socket-outlet's contacts.
 *
 * Wiring: 10 kΩ to 3.3 V, which is the converter's reference as well, and the NTC to ground (10 kΩ at 25 °C, B = 3950,
 * insulated for mains). Where a board's converter is narrower, pull-up and divider are one pair of resistors, and the pin
 * map brings the reading back to this scale.
 *
 * Colder reads higher. A cut wire reads the rail, a short reads 0: both are Unknown, and no energy flows while the
 * temperature is Unknown. Thresholds are ours (D); the vehicle is offered less from 60 °C on, and nothing from 75 °C.
 */

import { Heat, type Signals } from '../control/signals.ts';

/** Cold below 0 °C: seals stiffen, the release gets more strokes. */
const COLD_MILLIVOLTS = 2543;
/** Warm from 60 °C. */
const WARM_MILLIVOLTS = 657;
/** What `HOT_MILLIVOLTS` is, for people. */
export const HOT_CELSIUS = 75;
/** Hot from 75 °C. */
const HOT_MILLIVOLTS = 428;
/** A step back down needs about 5 K, so that the offer does not oscillate. */
const HYSTERESIS_MILLIVOLTS = 90;
const CUT_MILLIVOLTS = 3250;
const SHORT_MILLIVOLTS = 100;

const WARM_MILLIAMPS = 16000;
const UNLIMITED_MILLIAMPS = 80000;

function heatOf(millivolts: number, believed: Heat): Heat {
  if (millivolts > CUT_MILLIVOLTS || millivolts < SHORT_MILLIVOLTS) return Heat.Unknown;
  const hotFrom = believed === Heat.Hot ? HOT_MILLIVOLTS + HYSTERESIS_MILLIVOLTS : HOT_MILLIVOLTS;
  if (millivolts < hotFrom) return Heat.Hot;
  const wasWarm = believed === Heat.Warm || believed === Heat.Hot;
  if (millivolts < (wasWarm ? WARM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS : WARM_MILLIVOLTS)) {
    return Heat.Warm;
  }
  const coldFrom =
    believed === Heat.Cold ? COLD_MILLIVOLTS - HYSTERESIS_MILLIVOLTS : COLD_MILLIVOLTS;
  return millivolts > coldFrom ? Heat.Cold : Heat.Normal;
}

/** What the temperature allows, in mA. */
export function thermalMilliampsAt(heat: Heat): number {
  if (heat === Heat.Warm) return WARM_MILLIAMPS;
  return heat >= Heat.Hot ? 0 : UNLIMITED_MILLIAMPS;
}

export interface Thermometer {
  /** The class of the last reading: a new one is accepted when the next reading agrees. */
  candidate: Heat;
}

export function createThermometer(): Thermometer {
  return { candidate: Heat.Normal };
}

/**
 * Looks at one reading.
 *
 * @returns whether the accepted class has changed
 */
export function observeThermometer(sense: Thermometer, millivolts: number, seen: Signals): boolean {
  const heat = heatOf(millivolts, seen.heat);
  const agrees = heat === sense.candidate;
  sense.candidate = heat;
  const isFirst = seen.thermalMilliamps === 0 && heat < Heat.Hot;
  if (!agrees || (heat === seen.heat && !isFirst)) return false;
  seen.heat = heat;
  seen.thermalMilliamps = thermalMilliampsAt(heat);
  return true;
}

/** Whether no reading waits for the next to agree. */
export function isThermometerSettled(sense: Thermometer, seen: Signals): boolean {
  return sense.candidate === seen.heat;
}

/** No thermometer is fitted: nothing counts as cold, and nothing is limited. */
export function assumeNormal(seen: Signals): void {
  seen.heat = Heat.Normal;
  seen.thermalMilliamps = UNLIMITED_MILLIAMPS;
}
