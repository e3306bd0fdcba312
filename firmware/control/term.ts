/**
 * Term: how long the last limit is still in force, counted by control and by the guard, each for itself.
 *
 * A master that dies is not heard of any more: its limit ends with its term, and what stands then is the owner's
 * choice (`Master`).
 */

import { type Due, reached } from './age.ts';
import { type Limits, Master } from './limits.ts';
import type { Signals } from './signals.ts';

/**
 * The next time that is left of the term, in ms.
 *
 * @param leftMs before: 0 when the term is over, NOT_SO when the last limit has none
 */
export function nextTerm(due: Due, leftMs: number, seen: Signals): number {
  let nextMs = leftMs;
  if (seen.limited) nextMs = seen.termMs;
  else if (leftMs > 0) nextMs = leftMs > seen.elapsedMs ? leftMs - seen.elapsedMs : 0;
  if (nextMs > 0) reached(due, 0, nextMs);
  return nextMs;
}

/** The master has not spoken, or not for too long: the safe limit stands. */
export function isUnled(leftMs: number, limits: Limits): boolean {
  if (limits.master === Master.None || leftMs > 0) return false;
  return limits.master === Master.Required || leftMs === 0;
}

/** What the operator or the master allows now, in mA. */
export function allowedMilliamps(leftMs: number, seen: Signals, limits: Limits): number {
  if (leftMs > 0) return seen.termMilliamps;
  return isUnled(leftMs, limits) ? limits.safeMilliamps : seen.externalMilliamps;
}
