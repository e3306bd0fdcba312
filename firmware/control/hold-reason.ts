/**
 * Hold reason: why the plug is held or free, for people. Every state of the lock has a reason.
 */

import { Action, actionOf, Fault } from './faults.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { isFree, isStuck } from './release.ts';
import { isHoldingOff } from './retries.ts';
import { Latch, Pilot, type Signals } from './signals.ts';
import { Phase, Session, type State, Wake } from './state.ts';

export enum Why {
  /** The socket does not hold the plug. */
  Free,
  /** Power has just returned: the lock is being reset. */
  Restarting,
  Locking,
  /** Energy flows. */
  Charging,
  /** Locked, waiting for somebody to authorise. */
  Unauthorized,
  /** Locked, and the vehicle has not asked for energy yet. */
  WaitingForVehicle,
  /** Locked, and the vehicle sleeps through the offer: a change of the pilot is to wake it. */
  WakingVehicle,
  /** Locked, and the charger holds the charge back (limit, minimum off time, outage delay). */
  Paused,
  /** Locked: faults have opened the contactor again and again, and the next try is kept waiting. */
  HoldingOff,
  /** Complete but connected: locked as theft protection until Stop, or until unplugged at the car. */
  Finished,
  /** Stop was asked for, and the vehicle still draws. */
  Stopping,
  /** Open commanded, and not proven dead yet. */
  ProvingDead,
  Releasing,
  /** Strokes did not free the pin; push the plug in. */
  Stuck,
  /** The contactor is welded: the socket may be live. */
  Welded,
  /** The same, and the pin is sensed back: the socket does not hold the plug, and must not be used. */
  WeldedFree,
  /** Locked, as far as the sense says; it has not proven itself, and nothing flows. */
  SenseUnproven,
  /** The owner keeps this cable locked. */
  Permanent,
  /** Supply is lost, and the owner holds the plug meanwhile. */
  PowerLost,
  /** A fault holds the plug until it clears, or until Stop. */
  FaultHolds,
}

/** The vehicle has left an offer that stands, and rests in B: complete, or pausing by itself. */
export function isFinished(state: State, seen: Signals): boolean {
  return state.leftOffer && seen.pilot === Pilot.B;
}

function whyReady(state: State, seen: Signals, limits: Limits): Why {
  if (state.session === Session.Waiting) return Why.Unauthorized;
  if (isFinished(state, seen)) return Why.Finished;
  if (limits.lockPolicy === LockPolicy.Permanent && state.session !== Session.Permitted) {
    return Why.Permanent;
  }
  if (state.fault === Fault.LatchUnproven) return Why.SenseUnproven;
  if (state.wake !== Wake.Rest) return Why.WakingVehicle;
  if (state.offerMilliamps > 0) return Why.WaitingForVehicle;
  return isHoldingOff(state, limits) ? Why.HoldingOff : Why.Paused;
}

function whyFaulted(state: State, limits: Limits): Why {
  if (limits.lockPolicy === LockPolicy.Permanent && state.session !== Session.Unlocking) {
    // A pin that could not go in keeps nothing for the owner.
    return state.fault === Fault.LockJam ? Why.FaultHolds : Why.Permanent;
  }
  const isEnded = state.session !== Session.Permitted && state.session !== Session.Waiting;
  if (isEnded || actionOf(state.fault) === Action.Release) return Why.Releasing;
  return state.fault === Fault.PowerLoss ? Why.PowerLost : Why.FaultHolds;
}

/** Why the plug is held, or that it is not. */
export function whyHeld(state: State, seen: Signals, limits: Limits): Why {
  if (state.welded) return seen.latch === Latch.Unlocked ? Why.WeldedFree : Why.Welded;
  const phase = state.phase;
  if (phase === Phase.Energized) {
    return state.session === Session.Permitted ? Why.Charging : Why.Stopping;
  }
  if (phase === Phase.Opening) return Why.ProvingDead;
  if (phase === Phase.Ready) return whyReady(state, seen, limits);
  if (phase === Phase.Locking) return Why.Locking;
  if (isFree(state, seen)) return Why.Free;
  // Nothing is released before the outgoing side is proven dead, whatever else is wanted.
  if (state.fault === Fault.ContactsUnsteady) return Why.ProvingDead;
  if (isStuck(state, seen, limits)) return Why.Stuck;
  if (phase === Phase.Fault) return whyFaulted(state, limits);
  return phase === Phase.Restart ? Why.Restarting : Why.Releasing;
}
