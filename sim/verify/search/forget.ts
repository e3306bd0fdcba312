/**
 * Forget: memory that no continuation can read, at one value, so that states which differ in nothing else are one
 * state. An age counts only up to the largest limit that the phase, the advert or the pilot of this state still
 * compares it with; what is overwritten before it is read counts not at all.
 *
 * Nothing is lost, if every rule here is right. Tests attack that: over whole plain searches, a state and the same
 * state after forgetting put out the same, break the same, and lead to the same states (`forget.test.ts`).
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import { type Limits, LockPolicy, Master } from '../../../firmware/control/limits.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import { openTimeOf } from '../../../firmware/control/retries.ts';
import { Hold, Pilot, type Signals } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, type State, Wake } from '../../../firmware/control/state.ts';
import type { BistableLock } from '../../../firmware/drivers/bistable-lock.ts';
import type { HoldToLock } from '../../../firmware/drivers/hold-to-lock.ts';
import { type Guard, isStroke } from '../../../firmware/guard/memory.ts';
import type { System } from './system.ts';

function least(a: number, b: number): number {
  return a < b ? a : b;
}

function most(a: number, b: number): number {
  return a > b ? a : b;
}

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
  if (pilot === Pilot.A) return most(l.goneForMs, pauseMs);
  if (pilot === Pilot.B)
    return most(most(l.goneForMs, pauseMs), most(l.wakeAfterMs, l.wakeAgainMs));
  return most(most(l.goneForMs, pauseMs), most(l.wantForMs, l.steadyMs));
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
  if (state.strokes < fewest) state.effortForMs = 0;
  const works = phase === Phase.Releasing || phase === Phase.Restart || phase === Phase.Fault;
  if (!works) state.releaseForMs = NOT_SO;
}

/** Closed: what is asked of open contacts begins again when they open; and the other way round. */
function forgetContacts(state: State, l: Limits): void {
  if (state.phase === Phase.Energized) {
    state.deadForMs = NOT_SO;
    state.undeadForMs = NOT_SO;
    state.unopenForMs = NOT_SO;
    state.openForMs = NOT_SO;
  } else {
    state.hasClosed = false;
    state.unclosedForMs = NOT_SO;
    state.openForMs = least(state.openForMs, openTimeOf(state, l));
  }
  if (state.welded) {
    if (l.disproofMs >= l.deadProofMs) state.undeadForMs = NOT_SO;
    // The disproof asks for both: supply that has lasted for as long as the other proof is not the later one.
    state.supplyForMs = least(state.supplyForMs, most(state.deadForMs, 0));
  } else {
    // A weld begins with contacts that are not dead: its disproof begins then.
    state.supplyForMs = least(state.supplyForMs, 0);
    state.deadForMs = least(state.deadForMs, most(l.deadProofMs, l.releaseDelayMs));
  }
}

function forgetState(state: State, l: Limits): void {
  state.phaseForMs = least(state.phaseForMs, phaseCap(state, l));
  state.pilotForMs = least(state.pilotForMs, pilotCap(state, l));
  state.advertForMs = least(state.advertForMs, advertCap(state, l));
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

function forgetGuard(guard: Guard, l: Limits): void {
  if (guard.restarted) guard.released = false;
  if (l.master !== Master.Required || guard.termLeftMs <= 0) guard.termLeftMs = NOT_SO;
  if (guard.closed) {
    guard.openForMs = NOT_SO;
    guard.deadForMs = NOT_SO;
    guard.unopenForMs = NOT_SO;
  }
  if (guard.welded) {
    guard.unopenForMs = NOT_SO;
    guard.supplyForMs = least(guard.supplyForMs, most(guard.deadForMs, 0));
  } else {
    guard.supplyForMs = least(guard.supplyForMs, 0);
    guard.deadForMs = least(guard.deadForMs, l.deadProofMs);
  }
  const settleMs = guard.hold === Hold.Free ? l.strokeVerdictMs : 0;
  if (l.isHoldToLock) {
    guard.lastStrokeMs = 0;
    const isPullingIn = guard.coilPermille > l.holdPermille;
    const isOff = guard.coilPermille < l.holdPermille;
    guard.driveForMs = least(
      guard.driveForMs,
      isOff ? 0 : isPullingIn ? l.leastTravelMs : settleMs,
    );
  } else if (isStroke(guard.drive)) {
    guard.lastStrokeMs = 0;
  } else {
    if (guard.driveForMs >= guard.lastStrokeMs * l.restRatio) guard.lastStrokeMs = 0;
    const restMs = guard.lastStrokeMs * l.restRatio;
    guard.driveForMs = least(guard.driveForMs, most(restMs, most(l.reversalMs, settleMs)));
  }
}

function forgetBistable(lock: BistableLock, seen: Signals): void {
  if (lock.drive === Drive.Extend || lock.drive === Drive.Retract) {
    lock.restMs = 0;
    lock.lastStroke = Drive.Off;
    return;
  }
  if (lock.driveForMs >= lock.restMs) lock.restMs = 0;
  const settleMs = seen.hold === Hold.Free ? lock.settleMs : 0;
  const brakeMs = lock.drive === Drive.Brake ? lock.part.brakeMs : 0;
  const pauseMs = most(lock.restMs, lock.part.reversalMs);
  lock.driveForMs = least(lock.driveForMs, most(pauseMs, most(settleMs, brakeMs)));
}

function forgetHoldToLock(lock: HoldToLock, seen: Signals): void {
  const part = lock.part;
  const settleMs = seen.hold === Hold.Free ? lock.settleMs : 0;
  const heldMs = most(part.pullInMs + settleMs, part.leastTravelMs);
  lock.switchedForMs = least(lock.switchedForMs, lock.held ? heldMs : part.returnMs);
}

/** Writes the one value over everything that no continuation can read. */
export function forget(system: System): void {
  const { state, seen, guard, limits } = system;
  forgetState(state, limits);
  forgetGuard(guard, limits);
  if (system.bistable !== null) forgetBistable(system.bistable, seen);
  if (system.holdToLock !== null) forgetHoldToLock(system.holdToLock, seen);
}
