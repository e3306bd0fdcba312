/**
 * Step: the one place that decides. From the signals and the state to the next outputs.
 *
 * Ages grow, the vehicle and the stroke are followed, requests are taken, faults are found; then the
 * phase changes (phases.ts), and the orders follow from it. Nothing else is read, nothing waits.
 */

import { grown, grownDead, reached } from './age.ts';
import { followBars, updateFault } from './fault-detection.ts';
import { Action, actionOf } from './faults.ts';
import { isFinished } from './hold-reason.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { advertise } from './offer.ts';
import { offerForbidden } from './open-conditions.ts';
import { Light, LockOrder, type Outputs } from './outputs.ts';
import { nextPhase } from './phases.ts';
import { asksForPush, followStroke, isReleaseUnseen, vetoRelease } from './release.ts';
import { followVehicle, forgetSession, isAhead, takeRequests } from './session.ts';
import { Contacts, Hold, Latch, Pilot, SelfTest, type Signals } from './signals.ts';
import { enter, Phase, type State, touch } from './state.ts';
import { nextTerm } from './term.ts';

/** Grows every age by the time since the last step; proofs only by the time that was watched. */
function growAges(state: State, seen: Signals, outputs: Outputs, limits: Limits): void {
  const elapsedMs = seen.elapsedMs;
  const watchedMs = seen.watchedMs;
  const isOpen = !outputs.contactorClosed;
  state.phaseForMs += elapsedMs;
  state.advertForMs += elapsedMs;
  state.offerForMs += elapsedMs;
  state.effortForMs += elapsedMs;
  if (state.aheadForMs >= 0) state.aheadForMs += elapsedMs;
  state.testedForMs += elapsedMs;
  state.pilotForMs += watchedMs;
  state.openForMs = grown(state.openForMs, isOpen, watchedMs);
  const isProof = seen.supply || limits.mirrorFitted;
  const isSensedOpen = seen.contacts === Contacts.Open;
  state.deadForMs = grownDead(state.deadForMs, isOpen && isSensedOpen, isProof, watchedMs);
  // Only watched time counts: a stalled tick is no evidence of a weld.
  const isUndead = isOpen && state.deadForMs < limits.deadProofMs;
  state.undeadForMs = grown(state.undeadForMs, isUndead, watchedMs);
  state.unopenForMs = grown(state.unopenForMs, isOpen && !isSensedOpen, watchedMs);
  const isClosed = seen.contacts === Contacts.Closed;
  state.unclosedForMs = grown(state.unclosedForMs, !isOpen && !isClosed, watchedMs);
  state.hasClosed = !isOpen && (isClosed || state.hasClosed);
  state.releaseForMs = grown(state.releaseForMs, isReleaseUnseen(state, seen), elapsedMs);
  state.lockedForMs = grown(state.lockedForMs, seen.latch === Latch.Locked, watchedMs);
  state.supplyForMs = grown(state.supplyForMs, seen.supply, watchedMs);
  if (state.holdOffMs > 0) passHoldOff(state, elapsedMs);
  state.termLeftMs = nextTerm(state, state.termLeftMs, seen);
}

/** The random delay after an outage passes. */
function passHoldOff(state: State, elapsedMs: number): void {
  state.holdOffMs = state.holdOffMs > elapsedMs ? state.holdOffMs - elapsedMs : 0;
  if (!reached(state, 0, state.holdOffMs)) return;
  touch(state);
}

/** The residual-current sensor is tested with the contactor proven open and nothing offered. */
function wantsSelfTest(state: State, seen: Signals, limits: Limits): boolean {
  if (seen.selfTest === SelfTest.Running) return seen.supply;
  const isLive = state.phase === Phase.Energized || state.phase === Phase.Opening;
  // A sensor that is still tripped has nothing to prove yet.
  if (isLive || !seen.supply || seen.residual || state.offerMilliamps > 0) return false;
  if (!reached(state, state.deadForMs, limits.deadProofMs)) return false;
  if (seen.selfTest === SelfTest.Untested) return true;
  if (seen.selfTest === SelfTest.Failed) {
    return reached(state, state.testedForMs, limits.slowRetryMs);
  }
  if (seen.pilot !== Pilot.A) return false;
  return state.testDue || reached(state, state.testedForMs, limits.selfTestEveryMs);
}

function lightOf(state: State, seen: Signals): Light {
  const phase = state.phase;
  const works = state.lockOrder === LockOrder.Retract || seen.latch !== Latch.Unlocked;
  const frees = phase === Phase.Releasing || phase === Phase.Restart || phase === Phase.Fault;
  if (frees && works && asksForPush(state)) return Light.PushPlugIn;
  if (phase === Phase.Fault || actionOf(state.fault) >= Action.Refuse) return Light.Fault;
  if (phase === Phase.Idle || phase === Phase.Released) return Light.Ready;
  if (phase === Phase.Locking) return Light.Locked;
  if (phase === Phase.Energized) return Light.Charging;
  if (phase === Phase.Ready) {
    return isFinished(state, seen) ? Light.Finished : Light.Locked;
  }
  return Light.Releasing;
}

/**
 * One step.
 *
 * @param state remembered; changed in place; `state.dueMs` says when the next step is due if no input
 *   changes
 * @param seen what the drivers believe; `elapsedMs` since the last step
 * @param outputs in: as it was last put out; out: the next one, but for the nets that a driver makes from
 *   an order: the lock's drive and coil, the self-test's current
 */
export function step(state: State, seen: Signals, outputs: Outputs, limits: Limits): void {
  state.dueMs = limits.ageCapMs;
  followBars(state, seen, limits);
  growAges(state, seen, outputs, limits);
  followVehicle(state, seen, limits);
  followStroke(state, seen, limits);
  const faultBefore = state.fault;
  updateFault(state, seen, limits);
  // After the faults: the start that clears a fault is also a start.
  takeRequests(state, seen, limits);
  if (!seen.supply && !state.supplyLost) state.supplyLost = true;

  const next = nextPhase(state, seen, limits);
  if (next !== state.phase) {
    enter(state, next);
    // What was permitted ahead waits for the next plug as well.
    if (next === Phase.Idle && !isAhead(state)) forgetSession(state);
    if (next === Phase.Restart) {
      state.holdOffMs = seen.outageDelayMs;
      state.isReleaseOwed = true;
    }
  }
  if (next === Phase.Restart && seen.supply) state.supplyLost = false;
  // Whatever the phases did: an order to release does not outlive the proof it stands on.
  vetoRelease(state, limits);

  const isAlarm = state.fault !== faultBefore && actionOf(state.fault) >= Action.Hold;
  // Energy is offered only behind sensors that have proven themselves: a vehicle in C must not have to wait.
  const asksFirst = limits.lockPolicy === LockPolicy.WhileCharging && state.phase !== Phase.Ready;
  const isRefused =
    actionOf(state.fault) >= Action.Refuse ||
    seen.selfTest !== SelfTest.Passed ||
    (seen.hold !== Hold.Proven && !asksFirst) ||
    offerForbidden(seen, limits);
  advertise(state, seen, outputs, limits, isRefused, isAlarm);
  if (wantsSelfTest(state, seen, limits) !== outputs.selfTest) {
    outputs.selfTest = !outputs.selfTest;
    if (outputs.selfTest) state.testDue = false;
    state.testedForMs = 0;
    touch(state);
  }
  outputs.contactorClosed = state.phase === Phase.Energized;
  outputs.lockOrder = state.lockOrder;
  outputs.tripped = state.welded && reached(state, state.unopenForMs, limits.tripMs);
  outputs.light = lightOf(state, seen);
}
