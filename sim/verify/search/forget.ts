/**
 * Forget: memory that no continuation can read, at one value, so that states which differ in nothing else are one
 * state. An age counts only up to the largest limit that the phase, the advert or the pilot of this state still
 * compares it with, and only up to one tick less: it grows by a tick before it is compared again. What is overwritten
 * before it is read counts not at all.
 *
 * Nothing is lost, if every rule here is right. Tests attack that: over whole plain searches, a state and the same
 * state after forgetting put out the same, break the same, and lead to the same states (`plain-search.test.ts`,
 * `reductions.test.ts`).
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import { Action, actionOf, Fault } from '../../../firmware/control/faults.ts';
import { type Limits, LockPolicy, Master } from '../../../firmware/control/limits.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import { openTimeOf } from '../../../firmware/control/retries.ts';
import { Hold, Pilot, type Signals } from '../../../firmware/control/signals.ts';
import {
  Advert,
  Phase,
  Session,
  type State,
  Stroke,
  Wake,
} from '../../../firmware/control/state.ts';
import type { BistableLock } from '../../../firmware/drivers/bistable-lock.ts';
import type { HoldToLock } from '../../../firmware/drivers/hold-to-lock.ts';
import { least, most, nearly, proven, TICK_MS } from './caps.ts';
import { WATCHED_MS } from './drawn-signals.ts';
import { endsProof, forgetUnpermitted, forgetUnstarted } from './forget-barred.ts';
import { forgetGuard } from './forget-guard.ts';
import { forgetUnoffered } from './forget-pilot.ts';
import { Permission } from './session-watch.ts';
import type { System } from './system.ts';

/** The phase's own age: few phases ask for it. */
function phaseCap(state: State, l: Limits): number {
  const phase = state.phase;
  if (phase === Phase.Ready) {
    const pauseMs = l.lockPolicy === LockPolicy.WhileCharging ? l.pauseForMs : 0;
    return most(most(l.goneForMs, pauseMs), l.authorization ? l.authorizationMs : 0);
  }
  if (phase === Phase.Released) return l.lockPolicy === LockPolicy.Permanent ? l.lockAgainMs : 0;
  if (phase === Phase.Service) return l.serviceMs;
  if (phase !== Phase.Energized) return 0;
  return most(state.isLoadNoted ? l.loadProofMs : 0, state.retries > 0 ? l.retryMostMs : 0);
}

/** The pilot's age is compared with the limits of what the pilot says, and begins again when that changes. */
function pilotCap(state: State, l: Limits): number {
  const pilot = state.pilot;
  const pauseMs = l.lockPolicy === LockPolicy.WhileCharging ? l.pauseForMs : 0;
  if (pilot > Pilot.D) return pauseMs;
  if (pilot <= Pilot.B) return most(l.goneForMs, pauseMs);
  return most(most(l.goneForMs, pauseMs), most(l.wantForMs, l.steadyMs));
}

/**
 * A vehicle sleeps when both it and the offer are old enough: what it is older than the offer never counts. But a late
 * tick ages the offer more than the vehicle, by all of it that was not watched.
 */
function sleepCap(state: State, l: Limits): number {
  if (state.pilot !== Pilot.B) return 0;
  const afterMs = most(l.wakeAfterMs, l.wakeAgainMs);
  const unwatchedMs = most(afterMs - WATCHED_MS, 0);
  const offeredMs = state.advert === Advert.Offer ? state.advertForMs : 0;
  return least(most(afterMs - TICK_MS, 0), offeredMs + unwatchedMs);
}

function forgetPilot(state: State, l: Limits): void {
  const cap = pilotCap(state, l);
  state.pilotForMs = least(state.pilotForMs, most(cap - TICK_MS, sleepCap(state, l)));
  // Whichever of the faulty values it was: only its age could tell them apart.
  if (state.pilot > Pilot.D && cap === 0) state.pilot = Pilot.Invalid;
}

function advertCap(state: State, l: Limits): number {
  if (state.advert === Advert.Offer) {
    return most(l.diodeProofMs, most(l.wakeAfterMs, l.wakeAgainMs));
  }
  if (state.advert === Advert.Unavailable) {
    const isWaking = state.wake === Wake.Unavailable || state.wake === Wake.Broken;
    return most(l.unavailableMs, isWaking ? most(l.wakeUnavailableMs, l.wakeBreakMs) : 0);
  }
  const graceMs = state.phase === Phase.Energized ? l.stopGraceMs : 0;
  return most(most(l.steadyMs, graceMs), state.wake === Wake.Steady ? l.wakeSteadyMs : 0);
}

/** Strokes and their pause: every way out of these phases begins with none. */
function forgetEffort(state: State, l: Limits): void {
  const phase = state.phase;
  if (
    phase === Phase.Idle ||
    phase === Phase.Released ||
    phase === Phase.Energized ||
    phase === Phase.Service
  ) {
    state.strokes = 0;
  }
  // Before so many strokes nobody waits; the stroke that makes them so many begins the pause.
  const fewest = least(l.lockStrokes, least(l.burstStrokes, l.coldBurstStrokes));
  const pauseMs = most(l.pushPauseMs, most(l.slowRetryMs, l.strokeVerdictMs));
  state.effortForMs = state.strokes < fewest ? 0 : nearly(state.effortForMs, pauseMs);
  const works = phase === Phase.Releasing || phase === Phase.Restart || phase === Phase.Fault;
  state.releaseForMs = works ? nearly(state.releaseForMs, l.jamMs) : NOT_SO;
  // That a stroke has ended is asked for by this age alone, before the next step takes note of it.
  if (state.stroke === Stroke.Ended && state.releaseForMs < 0) state.stroke = Stroke.None;
}

/** Closed: what is asked of open contacts begins again when they open; and the other way round. */
function forgetContacts(state: State, l: Limits): void {
  if (state.phase === Phase.Energized) {
    state.deadForMs = NOT_SO;
    state.undeadForMs = NOT_SO;
    state.unopenForMs = NOT_SO;
    state.openForMs = NOT_SO;
    state.unclosedForMs = nearly(state.unclosedForMs, l.closeVerdictMs);
  } else {
    state.hasClosed = false;
    state.unclosedForMs = NOT_SO;
    state.openForMs = nearly(state.openForMs, openTimeOf(state, l));
    state.undeadForMs = nearly(state.undeadForMs, l.unprovenMs);
    state.unopenForMs = nearly(state.unopenForMs, most(l.weldVerdictMs, l.tripMs));
  }
  const disproofMs = state.welded ? l.disproofMs : 0;
  const deadMs = most(disproofMs, most(l.deadProofMs, l.releaseDelayMs));
  state.deadForMs = proven(state.deadForMs, deadMs, l);
  if (state.welded) {
    if (l.disproofMs >= l.deadProofMs) state.undeadForMs = NOT_SO;
    // The disproof asks for both: supply that has lasted for as long as the other proof is not the later one.
    state.supplyForMs = least(state.supplyForMs, most(state.deadForMs, 0));
  } else {
    // A weld begins with contacts that are not dead: its disproof begins then.
    state.supplyForMs = least(state.supplyForMs, 0);
  }
}

/**
 * A mild fault is found again while it stands, and ends by itself: nothing is asked of the one before. But a release that
 * is stuck stays so until the pin is back.
 */
function forgetFault(state: State): void {
  const { phase, fault } = state;
  const works = phase === Phase.Releasing || phase === Phase.Restart || phase === Phase.Fault;
  if (actionOf(fault) < Action.Hold && !(works && fault === Fault.ReleaseJam)) {
    state.fault = Fault.None;
  }
}

function forgetState(state: State, l: Limits): void {
  state.phaseForMs = nearly(state.phaseForMs, phaseCap(state, l));
  forgetPilot(state, l);
  state.advertForMs = nearly(state.advertForMs, advertCap(state, l));
  state.offerForMs = nearly(state.offerForMs, l.offerChangeMs);
  state.aheadForMs = nearly(state.aheadForMs, l.authorizationMs);
  state.testedForMs = nearly(state.testedForMs, most(l.slowRetryMs, l.selfTestEveryMs));
  state.lockedForMs = nearly(state.lockedForMs, most(l.latchProofMs, l.lockHeldMs));
  if (state.advert !== Advert.Offer) {
    state.offerForMs = 0;
    if (state.wake === Wake.Rest) state.wakeUps = 0;
  }
  if (state.session !== Session.Permitted) {
    state.aheadForMs = NOT_SO;
    state.isRecalled = false;
  }
  // Only a master that may be silent makes a difference between a term that is over and none.
  if (l.master !== Master.Optional && state.termLeftMs <= 0) state.termLeftMs = NOT_SO;
  forgetEffort(state, l);
  forgetContacts(state, l);
}

/** Towards release, the next look alone says whether an unlocked pin was seen; until then nobody asks. */
function forgetFree(seen: Signals): void {
  if (seen.hold === Hold.Free) seen.hold = Hold.None;
}

function forgetBistable(lock: BistableLock, seen: Signals): void {
  if (lock.drive === Drive.Extend || lock.drive === Drive.Retract) {
    if (lock.drive === Drive.Retract) forgetFree(seen);
    lock.restMs = 0;
    lock.lastStroke = Drive.Off;
    return;
  }
  if (lock.lastStroke !== Drive.Extend) forgetFree(seen);
  if (lock.driveForMs + TICK_MS >= lock.restMs) lock.restMs = 0;
  const settleMs = seen.hold === Hold.Free ? lock.settleMs : 0;
  const brakeMs = lock.drive === Drive.Brake ? lock.part.brakeMs : 0;
  const pauseMs = most(lock.restMs, lock.part.reversalMs);
  lock.driveForMs = nearly(lock.driveForMs, most(pauseMs, most(settleMs, brakeMs)));
}

function forgetHoldToLock(lock: HoldToLock, seen: Signals, coilPermille: number): void {
  const part = lock.part;
  if (coilPermille < part.holdPermille) forgetFree(seen);
  const settleMs = seen.hold === Hold.Free ? lock.settleMs : 0;
  const heldMs = most(part.pullInMs + settleMs, part.leastTravelMs);
  lock.switchedForMs = nearly(lock.switchedForMs, lock.held ? heldMs : part.returnMs);
}

/**
 * Writes the one value over everything in control that no continuation can read.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetControl(system: System, provesNothing: boolean): void {
  // First: what it leaves decides how long the ages below count.
  forgetUnstarted(system, provesNothing);
  if (system.asksDoubt) system.state.isLoadInDoubt = false;
  forgetFault(system.state);
  forgetState(system.state, system.limits);
  forgetUnoffered(system);
}

/**
 * The same in the other half of the tick.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetFollowers(system: System, provesNothing: boolean): void {
  const { seen, guard, limits, watch } = system;
  forgetUnpermitted(system, provesNothing);
  forgetGuard(guard, limits);
  if (system.bistable !== null) forgetBistable(system.bistable, seen);
  if (system.holdToLock !== null) forgetHoldToLock(system.holdToLock, seen, guard.coilPermille);
  // Only an authorisation ends with its vehicle.
  if (!limits.authorization && watch.permission === Permission.Used) {
    watch.permission = Permission.Given;
  }
}

/** Writes the one value over everything that no continuation can read. */
export function forget(system: System): void {
  const provesNothing = endsProof(system);
  forgetControl(system, provesNothing);
  forgetFollowers(system, provesNothing);
}
