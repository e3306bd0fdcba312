/**
 * Release: the effort that gets the plug out.
 *
 * A burst of strokes inside the part's duty, the person being asked to push the plug in (it unloads the
 * pin) as soon as one has failed; a pause, a second burst, then the fault and slow retries that never
 * end (L2); any action of a person starts a burst at once. There is exactly one veto: the outgoing side is not proven dead, or is welded.
 */

import { reached } from './age.ts';
import { Fault } from './faults.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { LockOrder } from './outputs.ts';
import { Heat, Hold, Latch, Motion, Proximity, type Signals } from './signals.ts';
import { Phase, Session, type State, Stroke, touch } from './state.ts';

/** Strokes in one burst; more when cold, because seals stiffen. */
function burstOf(seen: Signals, limits: Limits): number {
  return seen.heat === Heat.Cold ? limits.coldBurstStrokes : limits.burstStrokes;
}

/** A stroke has not freed the pin: while the part rests, the person can help by pushing the plug in. */
export function asksForPush(state: State): boolean {
  return state.strokes >= 1;
}

/**
 * Two bursts have not freed the pin, or as much time has passed as a person waits: the plug is held by a
 * fault, until it is free.
 */
export function isStuck(state: State, seen: Signals, limits: Limits): boolean {
  if (state.fault === Fault.ReleaseJam || state.strokes >= 2 * burstOf(seen, limits)) return true;
  return reached(state, state.releaseForMs, limits.jamMs);
}

/**
 * The pin is back: it is sensed so, and what was driven says the same. A sense that reads unlocked after an
 * extend stroke is wrong, or the pin has not moved: only a whole stroke towards release leaves the plug free
 * in both cases.
 */
export function isFree(state: State, seen: Signals): boolean {
  return seen.latch === Latch.Unlocked && !state.isReleaseOwed;
}

/** A stroke towards release has begun, now or earlier in this effort, and the pin is not seen back. */
export function isReleaseUnseen(state: State, seen: Signals): boolean {
  const phase = state.phase;
  const works = phase === Phase.Releasing || phase === Phase.Restart || phase === Phase.Fault;
  if (!works || (isFree(state, seen) && state.stroke === Stroke.None)) return false;
  const begins = state.lockOrder === LockOrder.Retract && state.stroke === Stroke.Moving;
  return begins || state.releaseForMs >= 0;
}

/** A weld is proven now, and a plug is in: it must be held, whatever asked for its release. */
export function mustHold(state: State, seen: Signals): boolean {
  return state.welded && state.unopenForMs >= 0 && seen.proximity !== Proximity.Absent;
}

/**
 * Works the lock towards a held plug behind a weld. A stroke towards locked is finished; one towards release
 * has been braked by the veto and is reversed, after the pause that the part asks for.
 */
export function workLock(state: State, seen: Signals, limits: Limits): void {
  if (state.stroke !== Stroke.None) {
    if (state.lockOrder === LockOrder.Retract) restLock(state);
    return;
  }
  if (seen.latch === Latch.Locked && isHeld(seen)) return;
  const pauseMs = state.strokes < limits.lockStrokes ? 0 : limits.slowRetryMs;
  if (reached(state, state.effortForMs, pauseMs)) askStroke(state, LockOrder.Extend);
}

/** The pin is held by what was commanded; where it stands is another question. */
export function isHeld(seen: Signals): boolean {
  return seen.hold >= Hold.Driven;
}

/** Takes every order back. */
export function restLock(state: State): void {
  if (state.lockOrder === LockOrder.Rest) return;
  state.lockOrder = LockOrder.Rest;
  state.stroke = Stroke.Ended;
  touch(state);
}

/**
 * Somebody acted: the next stroke is due now, however long the slow retries would still wait. A plug that is
 * said to be free, and asked for, gets a stroke more: the sense may be wrong.
 */
export function retryAtOnce(state: State, seen: Signals, limits: Limits): void {
  const isIn = seen.proximity !== Proximity.Absent;
  const isSaidFree = state.phase === Phase.Released || state.phase === Phase.Fault;
  const mayHave = seen.unlock || limits.lockPolicy !== LockPolicy.Permanent;
  if (isIn && isSaidFree && mayHave) state.isReleaseOwed = true;
  const burst = burstOf(seen, limits);
  if (state.strokes > burst) state.strokes = burst;
  state.effortForMs = limits.ageCapMs;
  // A stroke that was ordered and never began is ordered again.
  if (state.stroke === Stroke.Asked) restLock(state);
  touch(state);
}

/** Follows the stroke that was asked for; counts it when it has ended. */
export function followStroke(state: State, seen: Signals, limits: Limits): void {
  const moving = seen.motion === Motion.Moving;
  if (state.stroke === Stroke.Ended) {
    state.stroke = Stroke.None;
    touch(state);
  } else if (state.stroke === Stroke.Asked && moving) {
    state.stroke = Stroke.Moving;
    if (state.lockOrder === LockOrder.Extend) state.isReleaseOwed = true;
    touch(state);
  } else if (state.stroke === Stroke.Moving && !moving) {
    // An extend stroke that ends during a release is not one of the release's own strokes.
    const locks = state.phase === Phase.Locking || state.welded;
    const isOwn = (state.lockOrder === LockOrder.Extend) === locks;
    if (isOwn && state.strokes < 2 * limits.coldBurstStrokes) state.strokes++;
    // A stroke that is taken back does not get here: this one was whole.
    if (state.lockOrder === LockOrder.Retract) state.isReleaseOwed = false;
    state.stroke = Stroke.Ended;
    state.lockOrder = LockOrder.Rest;
    state.effortForMs = 0;
    touch(state);
  }
}

/** Asks for one stroke; while one is under way in the other direction, waits for its end. */
export function askStroke(state: State, order: LockOrder): void {
  if (state.lockOrder === order || state.stroke >= Stroke.Moving) return;
  state.lockOrder = order;
  state.stroke = Stroke.Asked;
  touch(state);
}

/** The one veto on every release. */
export function isVetoed(state: State, limits: Limits): boolean {
  if (state.welded) return true;
  // A person who unlocks, a failing supply, a restart and a pin that is drawn back to be locked do not wait for the
  // owner's comfort delay; the dead proof itself is never shortened.
  const inHaste =
    (limits.lockStrokes > 1 && state.phase === Phase.Locking) ||
    state.session === Session.Unlocking ||
    state.fault === Fault.PowerLoss ||
    state.phase === Phase.Restart;
  const delayMs =
    inHaste || limits.releaseDelayMs < limits.deadProofMs
      ? limits.deadProofMs
      : limits.releaseDelayMs;
  return !reached(state, state.deadForMs, delayMs);
}

/** Takes an order to release back as soon as it is vetoed. */
export function vetoRelease(state: State, limits: Limits): void {
  if (state.lockOrder === LockOrder.Retract && isVetoed(state, limits)) restLock(state);
}

/** The time to wait before the next stroke of this effort, in ms. */
function pauseBefore(state: State, seen: Signals, limits: Limits): number {
  const burst = burstOf(seen, limits);
  if (state.strokes === burst) return limits.pushPauseMs;
  return state.strokes < 2 * burst ? 0 : limits.slowRetryMs;
}

/**
 * Works the lock towards a free plug, one stroke after another.
 *
 * @returns whether the plug is proven free
 */
export function workRelease(state: State, seen: Signals, limits: Limits): boolean {
  if (isVetoed(state, limits)) {
    restLock(state);
    return false;
  }
  if (state.stroke !== Stroke.None) {
    askStroke(state, LockOrder.Retract);
    return false;
  }
  if (isFree(state, seen)) return true;
  if (reached(state, state.effortForMs, pauseBefore(state, seen, limits))) {
    askStroke(state, LockOrder.Retract);
  }
  return false;
}
