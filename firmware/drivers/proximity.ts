/**
 * Proximity: whether a plug is in, and the rating of its cable.
 *
 * Wiring: the PP contact through 1 kΩ to 3.3 V, the cable's coding resistor to PE. Bands in ohms (H):
 * below 75 short · 75–150 63 A · 150–330 32 A · 330–1000 20 A · 1000–2200 13 A · above 2200 no plug.
 * Four different answers, never one code: absent, short, a rating, or unstable.
 *
 * The rating is taken when the plug comes in. A lower reading later lowers it; a higher one does not
 * raise it before the plug has been out.
 */

import { Proximity, type Signals } from '../control/signals.ts';

/** A reading must repeat over this time before it is accepted. [D; lock command by 100 ms] */
const SETTLE_MS = 30;
/** Each change of band adds this much unrest, and time takes it away again. [D] */
const UNREST_MS = 300;
/** Unrest from here on has a value of its own: a half-inserted plug. [D] */
const UNSTABLE_MS = 1500;
/** A plug that was unstable must be stable for this long. [D] */
const CALM_MS = 1500;

/** A reading's band: 0 absent, 1 short, otherwise the cable's rating in mA. */
type Band = number;
const ABSENT: Band = 0;
const SHORT: Band = 1;
/** No reading yet. */
const NOTHING: Band = -1;

export interface ProximitySense {
  believed: Band;
  candidate: Band;
  candidateForMs: number;
  /** The lowest rating read since the plug came in, in mA; 0 while it is out. */
  ratingMilliamps: number;
  /** How much the readings have wandered lately, in ms; 0 when they have settled. */
  unrestMs: number;
}

export function createProximity(): ProximitySense {
  return {
    believed: NOTHING,
    candidate: NOTHING,
    candidateForMs: 0,
    ratingMilliamps: 0,
    unrestMs: 0,
  };
}

/** Thresholds at 1 kΩ to 3.3 V, in mV: 3300 × R / (1000 + R). */
function bandOf(millivolts: number): Band {
  if (millivolts > 2269) return ABSENT;
  if (millivolts > 1650) return 13000;
  if (millivolts > 819) return 20000;
  if (millivolts > 430) return 32000;
  return millivolts >= 230 ? 63000 : SHORT;
}

/** Accepts the band, and writes it into the signals. */
function believe(sense: ProximitySense, band: Band, seen: Signals): boolean {
  let proximity = Proximity.Seated;
  sense.believed = band;
  if (band === ABSENT) {
    proximity = Proximity.Absent;
    sense.ratingMilliamps = 0;
  } else if (band === SHORT) proximity = Proximity.Short;
  else if (sense.ratingMilliamps === 0 || band < sense.ratingMilliamps)
    sense.ratingMilliamps = band;
  const milliamps = proximity === Proximity.Seated ? sense.ratingMilliamps : 0;
  if (seen.proximity === proximity && seen.cableMilliamps === milliamps) return false;
  seen.proximity = proximity;
  seen.cableMilliamps = milliamps;
  return true;
}

/** Follows the candidate, and how restless the readings are. */
function follow(sense: ProximitySense, band: Band, elapsedMs: number): void {
  if (band === sense.candidate) {
    sense.candidateForMs += elapsedMs;
    sense.unrestMs = sense.unrestMs > elapsedMs ? sense.unrestMs - elapsedMs : 0;
  } else {
    sense.candidate = band;
    sense.candidateForMs = 0;
    if (sense.unrestMs <= UNSTABLE_MS) sense.unrestMs += UNREST_MS;
  }
}

/**
 * Looks at one reading.
 *
 * @param elapsedMs time since the last reading of this net
 * @returns whether a signal has changed
 */
export function observeProximity(
  sense: ProximitySense,
  millivolts: number,
  elapsedMs: number,
  seen: Signals,
): boolean {
  const band = bandOf(millivolts);
  if (band === sense.believed && isProximitySettled(sense, seen)) return false;
  follow(sense, band, elapsedMs);
  if (seen.proximity === Proximity.Unstable) {
    if (sense.candidateForMs < CALM_MS) return false;
  } else {
    if (sense.unrestMs > UNSTABLE_MS) {
      seen.proximity = Proximity.Unstable;
      seen.cableMilliamps = 0;
      return true;
    }
    if (sense.candidateForMs < SETTLE_MS) return false;
  }
  return believe(sense, band, seen);
}

/** Whether the readings have settled: nothing is pending that the next quiet ticks could change. */
export function isProximitySettled(sense: ProximitySense, seen: Signals): boolean {
  return sense.unrestMs === 0 && seen.proximity !== Proximity.Unstable;
}
