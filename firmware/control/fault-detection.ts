/**
 * Fault detection: which fault stands. One at a time, by the table's precedence; a milder one that still holds
 * is found again when the graver one has cleared.
 */

import { reached } from './age.ts';
import { Action, actionOf, Clears, clearsOf, Fault } from './faults.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { failsUnderLoad } from './load-proof.ts';
import { Bar, causesOf, isLatchLost, nextBars } from './reclose.ts';
import { isFree, isStuck } from './release.ts';
import { endSession, vehicleGone, vehicleThere } from './session.ts';
import {
  Contacts,
  Heat,
  Hold,
  Mains,
  Pilot,
  Proximity,
  SelfTest,
  type Signals,
} from './signals.ts';
import { Phase, type State, Stroke, touch } from './state.ts';

/**
 * Open has been commanded for long, and the proofs have neither said dead without a break nor closed for the
 * verdict of a weld: they change to and fro.
 */
function isUnsteady(state: State, limits: Limits): boolean {
  return reached(state, state.undeadForMs, limits.unprovenMs);
}

/** The gravest fault whose own condition stands now. */
function activeFault(state: State, seen: Signals, limits: Limits): Fault {
  if (state.welded) return Fault.Welded;
  const bars = state.bars;
  if ((bars & Bar.ResidualCurrent) !== 0) return Fault.ResidualCurrent;
  if ((bars & Bar.EmergencyStop) !== 0) return Fault.EmergencyStop;
  if (!seen.supply) return Fault.PowerLoss;
  if (isUnsteady(state, limits)) return Fault.ContactsUnsteady;
  // Nothing is said about the rest before every sensor has answered.
  if (!seen.sensorsRead) return Fault.None;
  if (seen.mains !== Mains.Good) {
    if (seen.mains === Mains.EarthFault) return Fault.EarthFault;
    return seen.mains === Mains.Low ? Fault.Undervoltage : Fault.Overvoltage;
  }
  if (failsUnderLoad(state, limits)) return Fault.SupplyUnderLoad;
  if (seen.heat >= Heat.Hot) {
    return seen.heat === Heat.Hot ? Fault.OverTemperature : Fault.ThermometerLost;
  }
  if ((bars & Bar.OverCurrent) !== 0) return Fault.OverCurrent;
  if ((bars & Bar.LatchLost) !== 0) return Fault.LatchLost;
  if ((bars & Bar.LatchLostOpening) !== 0) return Fault.LatchLostOpening;
  if (seen.pilot > Pilot.D) {
    if (seen.pilot === Pilot.NoDiode) return Fault.PilotDiode;
    // 0 V is ours only without supply, which was excluded above; F is what we show ourselves.
    if (seen.pilot === Pilot.E) return Fault.PilotShort;
    if (seen.pilot === Pilot.Invalid) return Fault.PilotInvalid;
  }
  return refusing(state, seen, limits);
}

/** A vehicle on the pilot and no plug, for longer than the two contacts of one plug part in time. */
function lacksPlug(state: State, seen: Signals, limits: Limits): boolean {
  return (
    state.phase === Phase.Idle &&
    seen.proximity === Proximity.Absent &&
    vehicleThere(seen) &&
    reached(state, state.pilotForMs, limits.goneForMs)
  );
}

/** The pin reads locked in Ready, and proves nothing by it: it holds the plug, and allows no energy. */
function isLatchUnproven(state: State, seen: Signals, limits: Limits): boolean {
  if (state.phase !== Phase.Ready || seen.hold === Hold.Proven) return false;
  return reached(state, state.phaseForMs, limits.goneForMs);
}

/** A release is being worked at, and has not been seen to succeed. */
function isReleasing(state: State, seen: Signals): boolean {
  const works =
    state.phase === Phase.Releasing || state.phase === Phase.Restart || state.phase === Phase.Fault;
  return works && !isFree(state, seen);
}

/** The gravest of the faults that only refuse, or are only shown. */
function refusing(state: State, seen: Signals, limits: Limits): Fault {
  if ((state.bars & Bar.Unknown) !== 0) return Fault.JournalUnreadable;
  if (isLatchUnproven(state, seen, limits)) return Fault.LatchUnproven;
  if (seen.reflexStopped) return Fault.ReflexStopped;
  if (seen.selfTest === SelfTest.Failed) return Fault.SelfTestFailed;
  if (seen.proximity === Proximity.Short) return Fault.ProximityShort;
  if (seen.proximity === Proximity.Unstable) return Fault.PartialInsertion;
  if (lacksPlug(state, seen, limits)) return Fault.NoPlug;
  if (seen.pilot === Pilot.D && !limits.ventilation) return Fault.VentilationRequired;
  if (state.stroke === Stroke.Asked && !seen.lockSupply) return Fault.LockSupplyLow;
  if (isReleasing(state, seen) && isStuck(state, seen, limits)) return Fault.ReleaseJam;
  return seen.settingsLost ? Fault.SettingsLost : Fault.None;
}

/**
 * What was raised says that the plug is free, and it is not: that is told instead. The session has ended with it,
 * and starts as it would have: by a person.
 */
function isBelied(fault: Fault, worst: Fault): boolean {
  const saysFree = fault === Fault.LockJam || fault === Fault.AuthorizationTimeout;
  return saysFree && worst === Fault.ReleaseJam;
}

/** Whether the fault that was raised is cleared by now, its own condition being over. */
function isCleared(state: State, seen: Signals, limits: Limits): boolean {
  const clears = clearsOf(state.fault);
  // What waits for somebody, or for its disproof, is found again as long as it waits (`followBars`, `detectWeld`).
  if (clears === Clears.ByItself || clears >= Clears.Leaving) return true;
  if (clears === Clears.Pilot) {
    return seen.pilot <= Pilot.D && reached(state, state.pilotForMs, limits.goneForMs);
  }
  if (state.phase === Phase.Energized || state.phase === Phase.Opening) return false;
  if (clears === Clears.SelfTest) return seen.selfTest === SelfTest.Passed;
  // A plug that was lost is "absent" by its own fault: only the vehicle's going tells that it is out.
  const isOut = seen.proximity === Proximity.Absent && state.fault !== Fault.PlugLost;
  // A permanent cable stays in while its vehicle comes and goes: that frees no pin which could not go in.
  const staysIn = limits.lockPolicy === LockPolicy.Permanent && state.fault === Fault.LockJam;
  const unplugged = isOut || (!staysIn && vehicleGone(state, seen, limits));
  const acted = seen.stop || seen.start || seen.unlock;
  return unplugged || (acted && clears === Clears.Person);
}

/**
 * Puts a fault into force, unless a graver one is. A fault of action Release ends the session, whatever
 * stands.
 */
export function raise(state: State, fault: Fault): void {
  if (actionOf(fault) === Action.Release) endSession(state);
  if (state.fault !== Fault.None && state.fault <= fault) return;
  state.fault = fault;
  touch(state);
}

/**
 * Follows what bars the next closing (R10), before the ages grow: of the latch, the last look is asked. A
 * cause ends the session even behind a graver fault.
 */
export function followBars(state: State, seen: Signals, limits: Limits): void {
  const before = state.bars;
  const latches = before & (Bar.LatchLost | Bar.LatchLostOpening);
  const isOpening = state.phase === Phase.Opening;
  const isLive = isOpening || state.phase === Phase.Energized || state.welded;
  let causes = causesOf(seen);
  if (isLatchLost(seen, isLive, state.lockedForMs >= 0, latches)) {
    causes |= latches !== 0 ? latches : isOpening ? Bar.LatchLostOpening : Bar.LatchLost;
  }
  if ((before | causes) === 0) return;
  // The age is still that of the last step, which may be as long ago as nothing was due.
  const isAway = state.pilot === Pilot.A && seen.pilot === Pilot.A;
  const hasLeft = isAway && reached(state, state.pilotForMs + seen.watchedMs, limits.goneForMs);
  state.bars = nextBars(before, causes, seen, hasLeft);
  if (causes !== 0) endSession(state);
}

/**
 * Decides the weld (R9): commanded open and not sensed open in time; disproved only by supply there,
 * open commanded and every fitted proof dead for `disproofMs`. Without supply nothing can be live, so
 * a silent outgoing side proves nothing.
 */
function detectWeld(state: State, limits: Limits): void {
  if (state.welded) {
    if (
      reached(state, state.deadForMs, limits.disproofMs) &&
      reached(state, state.supplyForMs, limits.disproofMs)
    ) {
      state.welded = false;
      touch(state);
    }
  } else if (reached(state, state.unopenForMs, limits.weldVerdictMs)) {
    state.welded = true;
    touch(state);
  }
}

/** Brings `state.fault` up to date. */
export function updateFault(state: State, seen: Signals, limits: Limits): void {
  detectWeld(state, limits);
  // Whoever acts has been told, and tries the supply once more.
  if (state.loadResets > 0 && (seen.stop || seen.start || seen.unlock)) state.loadResets = 0;
  const worst = activeFault(state, seen, limits);
  if (worst === state.fault) return;
  const graver = worst !== Fault.None && (state.fault === Fault.None || worst < state.fault);
  if (!graver) {
    if (!isBelied(state.fault, worst) && !isCleared(state, seen, limits)) return;
    state.fault = Fault.None;
    touch(state);
  }
  if (worst !== Fault.None) raise(state, worst);
}

/** Why the contactor had to open, for the reasons that are faults. */
export function faultOnOpening(state: State, seen: Signals): void {
  if (seen.proximity === Proximity.Absent) raise(state, Fault.PlugLost);
  if (seen.proximity === Proximity.Unstable || seen.proximity === Proximity.Short) {
    // The row of its own stands by itself; that a charge was cut off by it ends the session.
    endSession(state);
  }
}

/**
 * Close is commanded, and not every proof says closed. Where one does, the other has not changed with the
 * contactor, or has changed back by itself, and is not believed: nothing is charged behind it. Where none does,
 * the contactor is taken as open: without another proof a dead coil and a false proof look the same.
 */
export function faultWhileClosed(state: State, seen: Signals): Fault {
  if (seen.contacts === Contacts.Unproven) return Fault.ProofStuck;
  return state.hasClosed ? Fault.ContactorDropped : Fault.ContactorOpen;
}
