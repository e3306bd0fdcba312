/**
 * Outgoing current: is more drawn than was offered? Optional.
 *
 * Wiring: a current transformer or meter; the board gives the highest phase in mA. The vehicle has time
 * to follow a lowered offer: judgement starts 7 s after the offer was lowered (H: not before 6 s).
 * While nothing is offered, control's own grace for a vehicle that ignores a stop decides instead.
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

export interface OutgoingCurrent {
  offerMilliamps: number;
  /** Time since the offer was lowered, in ms. */
  loweredForMs: number;
  overForMs: number;
}

export function createOutgoingCurrent(): OutgoingCurrent {
  return { offerMilliamps: 0, loweredForMs: FOLLOW_MS, overForMs: 0 };
}

/**
 * Looks at one reading.
 *
 * @param elapsedMs time since the last reading of this net
 * @returns whether the belief has changed
 */
export function observeOutgoingCurrent(
  sense: OutgoingCurrent,
  milliamps: number,
  elapsedMs: number,
  seen: Signals,
  outputs: Outputs,
): boolean {
  if (outputs.offerMilliamps < sense.offerMilliamps) sense.loweredForMs = 0;
  else if (sense.loweredForMs < FOLLOW_MS) sense.loweredForMs += elapsedMs;
  sense.offerMilliamps = outputs.offerMilliamps;
  const limit =
    sense.offerMilliamps +
    Math.floor(sense.offerMilliamps / TOLERANCE_DIVISOR) +
    TOLERANCE_MILLIAMPS;
  const isOver =
    outputs.contactorClosed &&
    sense.offerMilliamps > 0 &&
    sense.loweredForMs >= FOLLOW_MS &&
    milliamps > limit;
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
  return sense.overForMs === 0 && sense.loweredForMs >= FOLLOW_MS;
}
