/**
 * Outgoing current: is more drawn than was offered? Optional.
 *
 * Wiring: a current transformer or meter; the board gives the highest phase in mA, so that each phase is
 * judged. The vehicle has 7 s to follow a lowered offer (H: not before 6 s): what it draws is judged against
 * the highest offer of the last 7 s, however often the offer falls meanwhile. Where nothing was offered for
 * so long, control's own limit for a vehicle that ignores a stop decides; the limits of cable and installation
 * apply all the same.
 */

import type { Outputs } from '../control/outputs.ts';
import type { Signals } from '../control/signals.ts';

/** Tolerance above the offer: a tenth and one ampere. [D] */
/** The offer's own part of the tolerance: one in so many. */
export const TOLERANCE_DIVISOR = 10;
export const TOLERANCE_MILLIAMPS = 1000;
export const FOLLOW_MS = 7000;
/** Over the limit for this long: inrush is shorter. [D] */
const OVER_MS = 1000;

/** Offers that were lowered within `FOLLOW_MS`, and are kept: no more are possible, except withdrawals. */
const PAST_OFFERS = 4;

export interface OutgoingCurrent {
  offerMilliamps: number;
  /** What was offered before it was lowered, and how long ago that was, in ms; `FOLLOW_MS` = over. */
  readonly pastMilliamps: number[];
  readonly pastForMs: number[];
  /** Where the next one is stored. */
  next: number;
  overForMs: number;
}

export function createOutgoingCurrent(): OutgoingCurrent {
  const sense: OutgoingCurrent = {
    offerMilliamps: 0,
    pastMilliamps: [],
    pastForMs: [],
    next: 0,
    overForMs: 0,
  };
  for (let i = 0; i < PAST_OFFERS; i++) {
    sense.pastMilliamps.push(0);
    sense.pastForMs.push(FOLLOW_MS);
  }
  return sense;
}

/** The highest offer of the last `FOLLOW_MS`, in mA. */
function followOffer(sense: OutgoingCurrent, offerMilliamps: number, elapsedMs: number): number {
  let highest = offerMilliamps;
  for (let i = 0; i < PAST_OFFERS; i++) {
    const ageMs = (sense.pastForMs[i] as number) + elapsedMs;
    sense.pastForMs[i] = ageMs < FOLLOW_MS ? ageMs : FOLLOW_MS;
    const past = sense.pastMilliamps[i] as number;
    if (ageMs < FOLLOW_MS && past > highest) highest = past;
  }
  const before = sense.offerMilliamps;
  sense.offerMilliamps = offerMilliamps;
  if (offerMilliamps >= before) return highest;
  sense.pastMilliamps[sense.next] = before;
  sense.pastForMs[sense.next] = 0;
  sense.next = (sense.next + 1) % PAST_OFFERS;
  return before > highest ? before : highest;
}

/**
 * Looks at one reading.
 *
 * @param milliamps the highest phase
 * @param elapsedMs time since the last reading of this net
 * @param installationMilliamps what the installation bears
 * @returns whether the accepted state has changed
 */
export function observeOutgoingCurrent(
  sense: OutgoingCurrent,
  milliamps: number,
  elapsedMs: number,
  seen: Signals,
  outputs: Outputs,
  installationMilliamps: number,
): boolean {
  let allowed = followOffer(sense, outputs.offerMilliamps, elapsedMs);
  if (allowed === 0) {
    allowed = installationMilliamps;
    if (seen.cableMilliamps < allowed) allowed = seen.cableMilliamps;
  }
  const limit = allowed + Math.floor(allowed / TOLERANCE_DIVISOR) + TOLERANCE_MILLIAMPS;
  const isOver = outputs.contactorClosed && milliamps > limit;
  if (!isOver) sense.overForMs = 0;
  else if (sense.overForMs === 0) sense.overForMs = 1;
  else if (sense.overForMs < OVER_MS) sense.overForMs += elapsedMs;
  const over = sense.overForMs >= OVER_MS;
  if (over === seen.overCurrent) return false;
  seen.overCurrent = over;
  return true;
}

/** Whether nothing is pending that the next quiet ticks could change. */
export function isCurrentSettled(sense: OutgoingCurrent): boolean {
  for (let i = 0; i < PAST_OFFERS; i++) {
    if ((sense.pastForMs[i] as number) < FOLLOW_MS) return false;
  }
  return sense.overForMs === 0;
}
