/**
 * Session: who may start and stop energy, and when the lock is wanted.
 *
 * Starts: plug-in, or `start` where authorisation is required. Stops: button, console or app; the
 * vehicle's going; a fault. The isolator does not end a session, it interrupts it.
 */

import { NOT_SO, reached } from './age.ts';
import { Action, actionOf } from './faults.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { vehicleWants } from './open-conditions.ts';
import { retryAtOnce } from './release.ts';
import { Latch, Pilot, Proximity, type Signals } from './signals.ts';
import { Advert, Phase, Session, type State, touch } from './state.ts';

/** A vehicle answers on the pilot: B, C or D. */
export function vehicleThere(seen: Signals): boolean {
  return seen.pilot >= Pilot.B && seen.pilot <= Pilot.D;
}

/** The vehicle has left: A, for long enough not to be a disturbance. Our own F is not A. */
export function vehicleGone(state: State, seen: Signals, limits: Limits): boolean {
  return seen.pilot === Pilot.A && reached(state, state.pilotForMs, limits.goneForMs);
}

function setSession(state: State, session: Session): void {
  if (state.session === session) return;
  state.session = session;
  touch(state);
}

/** A new session at plug-in. */
export function beginSession(state: State, limits: Limits): void {
  setSession(state, limits.authorization ? Session.Waiting : Session.Permitted);
}

/** A fault, or a person, ends the session; the owner's unlock is not weakened by it. */
export function endSession(state: State): void {
  if (state.session !== Session.None && state.session !== Session.Unlocking) {
    setSession(state, Session.Stopped);
  }
}

/** The owner has unlocked, and the plug was not pulled: the unlock is over. */
export function endUnlock(state: State): void {
  if (state.session === Session.Unlocking) setSession(state, Session.Stopped);
}

/** Permitted, and no vehicle has come for it yet. */
export function isAhead(state: State): boolean {
  return state.session === Session.Permitted && state.aheadForMs >= 0;
}

/** The vehicle or the plug has gone: the session is deleted. */
export function forgetSession(state: State): void {
  setSession(state, Session.None);
  state.aheadForMs = NOT_SO;
  state.isRecalled = false;
  state.leftOffer = false;
  state.retries = 0;
  state.simplified = false;
}

/** What people ask for. Stop wins over start, unlock over both. */
export function takeRequests(state: State, seen: Signals, limits: Limits): void {
  if (seen.unlock) {
    setSession(state, Session.Unlocking);
    retryAtOnce(state, seen, limits);
  } else if (seen.stop) {
    // A stop is heard before its session has begun as well: whatever is plugged in is not wanted now,
    // not even when a fault that refuses it has cleared.
    const isEmpty = state.phase === Phase.Idle && seen.proximity === Proximity.Absent;
    if (!isEmpty && state.session === Session.None) {
      setSession(state, Session.Stopped);
    }
    endSession(state);
    retryAtOnce(state, seen, limits);
  } else if (seen.start && mayStart(state, seen)) {
    setSession(state, Session.Permitted);
    state.retries = 0;
    state.isRecalled = false;
    // Given before plug or vehicle is there: the time for which it is kept begins now.
    const isServed = state.phase !== Phase.Idle && vehicleThere(seen);
    state.aheadForMs = isServed ? NOT_SO : 0;
    touch(state);
  } else if (state.session === Session.Waiting && !limits.authorization) {
    setSession(state, Session.Permitted);
  }
}

/** A start counts where nothing has to be undone first: with a plug in, or before it comes. */
export function mayStart(state: State, seen: Signals): boolean {
  if (state.phase === Phase.Idle) return true;
  const isSeated = seen.proximity === Proximity.Seated;
  if (state.phase === Phase.Fault) {
    return actionOf(state.fault) < Action.Hold && (isSeated || seen.proximity === Proximity.Absent);
  }
  const isQuiet =
    state.phase === Phase.Ready || state.phase === Phase.Locking || state.phase === Phase.Released;
  return isQuiet && isSeated;
}

/** Whether the lock is wanted, by the owner's policy. */
export function wantsLock(state: State, seen: Signals, limits: Limits): boolean {
  if (state.session === Session.Unlocking) return false;
  if (limits.lockPolicy === LockPolicy.Permanent) return true;
  if (state.session === Session.Waiting) {
    return limits.lockBeforeAuthorization && limits.lockPolicy === LockPolicy.WhileConnected;
  }
  if (state.session !== Session.Permitted) return false;
  // A first stroke that failed has taken the offer away, and with it the vehicle's request: continue to lock.
  const isUnderWay = state.phase === Phase.Locking && state.strokes > 0;
  return (
    limits.lockPolicy === LockPolicy.WhileConnected || isUnderWay || vehicleWants(seen, limits)
  );
}

/** The session is over when the vehicle has gone; one that was permitted ahead waits for it to come. */
function followSession(state: State, seen: Signals, limits: Limits): void {
  const phase = state.phase;
  if (phase === Phase.Energized) return;
  // An authorisation leaves with its vehicle while proofs that flap keep the socket from being proven dead, too.
  const staysOn = !limits.authorization || state.session !== Session.Permitted;
  if (phase === Phase.Opening && staysOn) return;
  if (isAhead(state)) {
    if (vehicleThere(seen) && phase !== Phase.Idle) {
      state.aheadForMs = NOT_SO;
    } else if (limits.authorizationMs > 0) {
      if (reached(state, state.aheadForMs, limits.authorizationMs)) forgetSession(state);
    }
    return;
  }
  const isOver = phase !== Phase.Idle && vehicleGone(state, seen, limits);
  if (isOver && state.session !== Session.None) {
    // An unlock stands until the plug is free; a stop is over when the vehicle has gone.
    if (state.session !== Session.Unlocking || phase === Phase.Released) forgetSession(state);
  }
}

/**
 * Whether a permission still stands that was given before a power cut, or outlived one in which the plug
 * was let go. With authorisation it was given for the plug that was in, and ends with it; if the pin was not
 * locked while it could not be watched, the plug may be another one.
 */
export function reviewPermission(state: State, seen: Signals, limits: Limits): void {
  if (state.session !== Session.Permitted || !seen.sensorsRead) return;
  const isOut = seen.proximity === Proximity.Absent && seen.latch === Latch.Unlocked;
  const isDoubtful = state.isRecalled && limits.authorization && seen.latch !== Latch.Locked;
  if (isDoubtful || (isOut && (state.isRecalled || !isAhead(state)))) forgetSession(state);
  state.isRecalled = false;
}

/** C with nothing offered, for longer than a vehicle may take to open: it does not read the PWM. */
function ignoresPwm(state: State, seen: Signals, limits: Limits): boolean {
  if (state.advert !== Advert.Steady || state.simplified) return false;
  return (
    vehicleWants(seen, limits) &&
    reached(state, state.pilotForMs, limits.steadyMs) &&
    reached(state, state.advertForMs, limits.steadyMs)
  );
}

/** Follows the pilot: how long it has been the same, and what follows about the vehicle. */
export function followVehicle(state: State, seen: Signals, limits: Limits): void {
  if (seen.pilot !== state.pilot) {
    if (state.pilot === Pilot.A && vehicleWants(seen, limits)) state.simplified = true;
    if (seen.pilot === Pilot.B) {
      state.simplified = false;
      // Only at this moment is the cause of B known: the vehicle, if more was offered.
      if (state.phase === Phase.Energized && state.advert === Advert.Offer) state.leftOffer = true;
    }
    state.pilot = seen.pilot;
    state.pilotForMs = 0;
  }
  if (ignoresPwm(state, seen, limits)) state.simplified = true;
  followSession(state, seen, limits);
}
