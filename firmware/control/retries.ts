/**
 * Retries: how long the contactor stays open before it is closed again.
 *
 * The owner's minimum in general. Openings that neither the vehicle nor a person asked for (the supply leaves
 * its window, the pilot is shorted, the socket is hot) clear by themselves and come again: each doubles the
 * time, and from the last one that is counted on it is the longest. So there are never more than
 * `retries` closings within `retryMostMs`. A person, the vehicle's leaving, or energy for that long resets the
 * count.
 */

import { reached } from './age.ts';
import type { Limits } from './limits.ts';
import { inputForbids } from './open-conditions.ts';
import { Latch, Pilot, type Signals } from './signals.ts';
import { Session, type State, touch } from './state.ts';

/** The time open before the next close, in ms. */
export function openTimeOf(state: State, limits: Limits): number {
  if (state.retries === 0) return limits.minOpenMs;
  let waitMs = limits.retryMs;
  for (let i = 1; i < state.retries; i++) waitMs += waitMs;
  if (state.retries >= limits.retries || waitMs > limits.retryMostMs) waitMs = limits.retryMostMs;
  return waitMs > limits.minOpenMs ? waitMs : limits.minOpenMs;
}

/** The contactor has been open for long enough to close again. */
export function hasRested(state: State, limits: Limits): boolean {
  return reached(state, state.openForMs, openTimeOf(state, limits));
}

/** Openings by faults have made the pause longer than the owner's minimum, and it still lasts. */
export function isHoldingOff(state: State, limits: Limits): boolean {
  return state.retries > 0 && !hasRested(state, limits);
}

/** Counts an opening that came from neither the vehicle nor a person. */
export function countOpening(state: State, seen: Signals, limits: Limits): void {
  const isVehicles =
    seen.pilot <= Pilot.B &&
    seen.latch === Latch.Locked &&
    !seen.mainsDoubted &&
    !inputForbids(seen);
  if (isVehicles || state.session !== Session.Permitted) return;
  if (state.retries < limits.retries) state.retries++;
}

/** Energy has flowed for long: earlier openings no longer count. */
export function forgetOpenings(state: State, limits: Limits): void {
  if (state.retries === 0 || !reached(state, state.phaseForMs, limits.retryMostMs)) return;
  state.retries = 0;
  touch(state);
}
