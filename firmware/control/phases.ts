/**
 * Phases: one function each, from what is seen and remembered to the next phase. A phase works the
 * lock; the pilot, the self-test and the indicator follow from what the phase has become (step.ts).
 */

import { NOT_SO, reached } from './age.ts';
import { faultOnOpening, faultWhileClosed, raise } from './fault-detection.ts';
import { Action, actionOf, Fault } from './faults.ts';
import { AfterPowerLoss, type Limits, LockPolicy, OnPowerLoss } from './limits.ts';
import { noteLoad, proveLoad, strikeLoad } from './load-proof.ts';
import { asksForProof, lockAnew } from './lock-anew.ts';
import { demandsOpen, vehicleWants } from './open-conditions.ts';
import { LockOrder } from './outputs.ts';
import { askStroke, isFree, isHeld, mustHold, restLock, workLock, workRelease } from './release.ts';
import { countOpening, forgetOpenings, hasRested } from './retries.ts';
import { beginsService, inService } from './service.ts';
import {
  beginSession,
  endSession,
  endUnlock,
  forgetSession,
  isAhead,
  reviewPermission,
  vehicleGone,
  vehicleThere,
  wantsLock,
} from './session.ts';
import { Hold, Latch, Proximity, SelfTest, Service, type Signals } from './signals.ts';
import { Advert, Phase, Session, type State, Stroke } from './state.ts';

/**
 * A pin that nobody saw to lock proves nothing by reading locked, and one that power has left half-way never will: it is
 * released, and locked again. One burst must do: a stuck sense is no reason to leave a plug free that is to be held.
 */
function isRelocking(state: State, seen: Signals, limits: Limits): boolean {
  if (!limits.relock || !seen.supply || seen.hold === Hold.Proven) return false;
  const isAtIt =
    (limits.lockPolicy === LockPolicy.Permanent && seen.latch === Latch.Unknown) ||
    seen.latch === Latch.Locked ||
    state.stroke !== Stroke.None;
  return isAtIt && state.strokes < limits.burstStrokes;
}

/** Position unknown: prove dead, release whatever is believed, verify; only then go on. */
function restart(state: State, seen: Signals, limits: Limits): Phase {
  // Power that has returned asks for a stroke of its own: what was driven before it proves nothing.
  if (state.supplyLost && seen.supply) {
    state.isReleaseOwed = true;
    state.strokes = 0;
  }
  const isAskedFor = state.session === Session.Stopped || state.session === Session.Unlocking;
  const mayWork = seen.supply || isAskedFor || limits.onPowerLoss === OnPowerLoss.Release;
  reviewPermission(state, seen, limits);
  if (seen.sensorsRead && mustHold(state, seen)) {
    workLock(state, seen, limits);
    return Phase.Restart;
  }
  if (!seen.sensorsRead || !mayWork) {
    restLock(state);
    return Phase.Restart;
  }
  const isPermanent =
    limits.lockPolicy === LockPolicy.Permanent &&
    state.session !== Session.Unlocking &&
    seen.proximity !== Proximity.Absent;
  const keepsLock =
    isPermanent ||
    (limits.afterPowerLoss === AfterPowerLoss.ResumeLocked && state.session === Session.Permitted);
  const relocks = isRelocking(state, seen, limits);
  if (keepsLock && seen.supply && !relocks) {
    // The stroke that was to lock it anew is not wanted any more, and must not begin behind a pin that counts as held.
    if (state.lockOrder === LockOrder.Retract) restLock(state);
    const isLocked = reached(state, state.lockedForMs, limits.latchProofMs);
    if (isLocked && isHeld(seen)) return Phase.Ready;
    if (isLocked || (isPermanent && seen.proximity === Proximity.Seated)) return Phase.Locking;
  }
  if (isPermanent && !relocks) return Phase.Restart;
  if (!workRelease(state, seen, limits) || !seen.supply) return Phase.Restart;
  if (state.session === Session.Permitted) {
    if (limits.afterPowerLoss === AfterPowerLoss.Release) endSession(state);
  } else if (state.session === Session.Waiting) {
    forgetSession(state);
  }
  return seen.proximity === Proximity.Absent ? Phase.Idle : Phase.Released;
}

/** Stopped before the session had begun: kept for as long as plug and vehicle are there. */
function isStale(state: State, seen: Signals, limits: Limits): boolean {
  if (isAhead(state)) return false;
  return seen.proximity === Proximity.Absent || vehicleGone(state, seen, limits);
}

/** On to Locking, with the stroke asked for in the same step: a lock command is not a tick late. */
function lockNow(state: State): Phase {
  state.strokes = 0;
  askStroke(state, LockOrder.Extend);
  return Phase.Locking;
}

function idle(state: State, seen: Signals, limits: Limits): Phase {
  const isPlugged = seen.proximity === Proximity.Seated;
  if (limits.lockPolicy === LockPolicy.Permanent && isPlugged) return lockNow(state);
  if (!isFree(state, seen)) return Phase.Releasing;
  restLock(state);
  if (state.session !== Session.None && isStale(state, seen, limits)) forgetSession(state);
  // A charger that would refuse the charge leaves the plug alone.
  const isRefusing = actionOf(state.fault) >= Action.Refuse;
  if (!isPlugged || !vehicleThere(seen) || isRefusing) return Phase.Idle;
  if (state.session === Session.None) beginSession(state, limits);
  return wantsLock(state, seen, limits) ? lockNow(state) : Phase.Released;
}

function locking(state: State, seen: Signals, limits: Limits): Phase {
  const isGone = limits.lockPolicy !== LockPolicy.Permanent && vehicleGone(state, seen, limits);
  if (isGone || seen.proximity !== Proximity.Seated || !wantsLock(state, seen, limits)) {
    return Phase.Releasing;
  }
  // A stroke that can prove nothing is finished all the same: it is what holds the plug.
  const holds = seen.hold === Hold.Proven || (isHeld(seen) && state.stroke === Stroke.None);
  if (holds && reached(state, state.lockedForMs, limits.latchProofMs)) {
    restLock(state);
    return Phase.Ready;
  }
  if (state.stroke !== Stroke.None || (holds && seen.latch === Latch.Locked)) return Phase.Locking;
  if (state.strokes < limits.lockStrokes) {
    askStroke(state, LockOrder.Extend);
  } else if (reached(state, state.effortForMs, limits.strokeVerdictMs)) {
    raise(state, Fault.LockJam);
    return Phase.Fault;
  }
  return Phase.Locking;
}

/** Everything that must be so before the contactor may close; of sensors that have not answered no fault is told. */
function mayEnergize(state: State, seen: Signals, limits: Limits): boolean {
  return (
    state.session === Session.Permitted &&
    vehicleWants(seen, limits) &&
    state.advert === Advert.Offer &&
    actionOf(state.fault) < Action.Refuse &&
    seen.sensorsRead &&
    seen.selfTest === SelfTest.Passed &&
    seen.hold === Hold.Proven &&
    !demandsOpen(seen, limits) &&
    reached(state, state.lockedForMs, limits.latchProofMs) &&
    reached(state, state.pilotForMs, limits.wantForMs) &&
    reached(state, state.advertForMs, limits.diodeProofMs) &&
    hasRested(state, limits)
  );
}

function ready(state: State, seen: Signals, limits: Limits): Phase {
  restLock(state);
  // A permanent cable whose proximity contact flickers is not released for that.
  const isPermanent = limits.lockPolicy === LockPolicy.Permanent;
  const isOut = seen.proximity === Proximity.Absent && !isPermanent;
  if (isOut || state.session === Session.Unlocking) return Phase.Releasing;
  if (seen.latch !== Latch.Locked || !isHeld(seen)) return Phase.Locking;
  // Of one stroke alone none is left for a second try.
  if (limits.lockStrokes > 1 && asksForProof(seen, limits)) return lockAnew(state);
  if (state.strokes > 0 && reached(state, state.lockedForMs, limits.lockHeldMs)) state.strokes = 0;
  if (state.session === Session.None && vehicleThere(seen)) beginSession(state, limits);
  if (!isPermanent) {
    if (state.session === Session.None || state.session === Session.Stopped) return Phase.Releasing;
    // A permission may wait for its vehicle, a plug that nobody uses is not held for it.
    if (vehicleGone(state, seen, limits)) return Phase.Releasing;
    if (
      limits.lockPolicy === LockPolicy.WhileCharging &&
      !vehicleWants(seen, limits) &&
      reached(state, state.pilotForMs, limits.pauseForMs) &&
      reached(state, state.phaseForMs, limits.pauseForMs)
    ) {
      return Phase.Releasing;
    }
  }
  if (
    state.session === Session.Waiting &&
    limits.authorizationMs > 0 &&
    reached(state, state.phaseForMs, limits.authorizationMs)
  ) {
    raise(state, Fault.AuthorizationTimeout);
    return Phase.Fault;
  }
  if (mayEnergize(state, seen, limits)) return noteLoad(state) ? Phase.Energized : Phase.Ready;
  strikeLoad(state);
  return Phase.Ready;
}

function energized(state: State, seen: Signals, limits: Limits): Phase {
  proveLoad(state, limits);
  forgetOpenings(state, limits);
  if (demandsOpen(seen, limits)) {
    faultOnOpening(state, seen);
    countOpening(state, seen, limits);
    return Phase.Opening;
  }
  // No bar and no fault: what hardware alone has seen counts as an opening that nobody wished.
  if (seen.opened) {
    countOpening(state, seen, limits);
    return Phase.Opening;
  }
  if (reached(state, state.unclosedForMs, limits.closeVerdictMs)) {
    raise(state, faultWhileClosed(state, seen));
    return Phase.Opening;
  }
  // The offer is withdrawn and the vehicle draws on: open under load, but not before its grace.
  const isIgnored =
    state.advert === Advert.Steady && reached(state, state.advertForMs, limits.stopGraceMs);
  return isIgnored ? Phase.Opening : Phase.Energized;
}

function opening(state: State, limits: Limits): Phase {
  state.testDue = true;
  strikeLoad(state);
  // A weld has been judged by now at the latest; it is a fault of its own and holds.
  if (!state.welded && !reached(state, state.deadForMs, limits.deadProofMs)) return Phase.Opening;
  if (actionOf(state.fault) >= Action.Hold) return Phase.Fault;
  const isStopped = state.session === Session.Stopped && limits.lockPolicy !== LockPolicy.Permanent;
  return isStopped || state.session === Session.Unlocking ? Phase.Releasing : Phase.Ready;
}

function releasing(state: State, seen: Signals, limits: Limits): Phase {
  // The lock is wanted again before anything was commanded: nothing has to be undone.
  const isUntouched = seen.latch === Latch.Locked && state.stroke === Stroke.None && isHeld(seen);
  const isPlugged = seen.proximity === Proximity.Seated && vehicleThere(seen);
  if (isUntouched && isPlugged && wantsLock(state, seen, limits)) return Phase.Ready;
  return workRelease(state, seen, limits) ? Phase.Released : Phase.Releasing;
}

/** A permanent cable that was unlocked, and not pulled: for long enough, or somebody has started. */
function isLockedAgain(state: State, limits: Limits): boolean {
  if (limits.lockPolicy !== LockPolicy.Permanent) return false;
  return (
    state.session === Session.Permitted || reached(state, state.phaseForMs, limits.lockAgainMs)
  );
}

function released(state: State, seen: Signals, limits: Limits): Phase {
  if (seen.proximity === Proximity.Absent) return Phase.Idle;
  if (!isFree(state, seen)) return Phase.Releasing;
  restLock(state);
  if (seen.proximity !== Proximity.Seated) state.phaseForMs = 0;
  const isRefusing = actionOf(state.fault) >= Action.Refuse;
  if (seen.proximity !== Proximity.Seated || isRefusing) return Phase.Released;
  if (isLockedAgain(state, limits)) {
    endUnlock(state);
    return lockNow(state);
  }
  if (!vehicleThere(seen)) return Phase.Released;
  if (state.session === Session.None) beginSession(state, limits);
  return wantsLock(state, seen, limits) ? lockNow(state) : Phase.Released;
}

/** In a fault the plug is held or let go, by the fault's action, the owner's policy and the person. */
function faulted(state: State, seen: Signals, limits: Limits): Phase {
  reviewPermission(state, seen, limits);
  const isPermanent = limits.lockPolicy === LockPolicy.Permanent;
  const letsGo =
    state.session === Session.Unlocking ||
    (!isPermanent &&
      (state.session !== Session.Permitted && state.session !== Session.Waiting
        ? true
        : state.fault === Fault.PowerLoss && limits.onPowerLoss === OnPowerLoss.Release));
  if (mustHold(state, seen)) {
    workLock(state, seen, limits);
    return Phase.Fault;
  }
  if (letsGo) workRelease(state, seen, limits);
  else restLock(state);
  // A pin that was drawn back as the fault came is no release that is stuck.
  if (limits.lockStrokes > 1 && !letsGo) state.releaseForMs = NOT_SO;
  if (actionOf(state.fault) >= Action.Hold) return Phase.Fault;
  // Whatever the latch reads in this moment, it is no reason to let a plug go that is to be held.
  if (!letsGo && isHeld(seen)) {
    return limits.lockStrokes > 1 && asksForProof(seen, limits) ? lockAnew(state) : Phase.Ready;
  }
  if (!isFree(state, seen)) return Phase.Releasing;
  return seen.proximity === Proximity.Absent ? Phase.Idle : Phase.Released;
}

export function nextPhase(state: State, seen: Signals, limits: Limits): Phase {
  const phase = state.phase;
  if (phase === Phase.Energized) return energized(state, seen, limits);
  if (phase === Phase.Opening) return opening(state, limits);
  if (phase === Phase.Service) return inService(state, seen, limits);
  if (seen.service !== Service.None && beginsService(state, seen, limits)) {
    forgetSession(state);
    return Phase.Service;
  }
  if (phase === Phase.Restart) return restart(state, seen, limits);
  // Every return of power runs the restart again, whoever supplied the controller meanwhile.
  if (state.supplyLost && seen.supply) return Phase.Restart;
  if (phase === Phase.Fault) return faulted(state, seen, limits);
  if (actionOf(state.fault) >= Action.Hold) return Phase.Fault;
  if (phase === Phase.Idle) return idle(state, seen, limits);
  if (phase === Phase.Locking) return locking(state, seen, limits);
  if (phase === Phase.Ready) return ready(state, seen, limits);
  if (phase === Phase.Releasing) return releasing(state, seen, limits);
  return released(state, seen, limits);
}
