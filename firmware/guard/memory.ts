/**
 * Guard: what the rules remember, from what was seen and what was put out alone.
 */

import { capped, type Due, grown, grownDead, NOT_SO, reached } from '../control/age.ts';
import { nextHold } from '../control/latch-proof.ts';
import { AfterPowerLoss, type Limits, LockPolicy } from '../control/limits.ts';
import { Drive, LockOrder, type Outputs } from '../control/outputs.ts';
import { Bar, causesOf, isLatchLost, nextBars } from '../control/reclose.ts';
import { Contacts, Hold, Latch, Pilot, type Signals } from '../control/signals.ts';
import { nextTerm } from '../control/term.ts';

/** What must never be commanded. The identifiers are those of the safety case (docs/safety.md). */
export enum Rule {
  None,
  /** Drive or let go towards release before the outgoing side is proven dead. */
  R1,
  /** Close before the latch is proven locked, or on a latch whose sense was not seen to change. */
  R2,
  /** Stay closed after the pilot has left C/D, is invalid, or has lost its negative half. */
  R3,
  /** Stay closed after latch, plug, supply, residual current, temperature or e-stop says stop. */
  R4,
  /** Close again before the minimum open time. */
  R5,
  /** Close before the restart that follows every return of power has finished. */
  R6,
  /** Overrun a stroke, its rest, or the pause before the direction changes. */
  R7,
  /** Offer current where none may be offered, or more than the cable or the installation bears. */
  R8,
  /** After a weld: release or close before it is disproved. */
  R9,
  /** Close after a trip before a person has acted (`reclose.ts`). */
  R10,
  /** Offer more than the safe limit while a master is required and none of its limits is in force. */
  R11,
}

const LATCHES = Bar.LatchLost | Bar.LatchLostOpening;

export interface Guard extends Due {
  /** The first rule that was broken; latched until reset. */
  tripped: Rule;
  /** Survives power loss by the journal. */
  welded: boolean;
  /** The release was verified, or the latch re-proven, since power returned. */
  restarted: boolean;
  closed: boolean;
  /** Closed was put out, and the outgoing side has not been proven dead since. */
  live: boolean;
  /** What bars the next closing, as bits of `Bar`. Survives power loss by the journal. */
  bars: number;
  /** The pilot in A: the vehicle has left. */
  awayForMs: number;
  /** A release stroke has ended, or a coil was let go, since power returned. */
  released: boolean;
  coilPermille: number;
  /** What holds the pin, by what was put out and sensed. */
  hold: Hold;
  deadForMs: number;
  lockedForMs: number;
  openForMs: number;
  /** Open put out, and not every proof says open. */
  unopenForMs: number;
  supplyForMs: number;
  /** Closed, while the pilot or the vehicle forbids it. */
  pilotForbidsForMs: number;
  /** Closed, while any other input forbids it. */
  inputForbidsForMs: number;
  /** Offering, where nothing may be offered. */
  offerForbiddenForMs: number;
  /** Offering more than the cable, the installation or the temperature allows. */
  offerTooHighForMs: number;
  /** What is left of the last limit's term: 0 when it is over, NOT_SO when it has none. */
  termLeftMs: number;
  /** Offering more than the safe limit, without the master that is required. */
  offerUnledForMs: number;
  drive: Drive;
  /**
   * Time in `drive`; without a stroke, the rest since the last one. With a coil, the time since its current
   * was changed.
   */
  driveForMs: number;
  lastStroke: Drive;
  lastStrokeMs: number;
}

/**
 * The guard at power-up.
 *
 * @param welded what the journal says, or true where it cannot be read
 * @param restedForMs how long the lock's actuator has rested at least
 * @param bars what the journal says of R10, as bits of `Bar`
 */
export function createGuard(
  limits: Limits,
  welded: boolean,
  restedForMs: number,
  bars: number,
): Guard {
  const rested = restedForMs >= limits.strokeRatedMs * limits.restRatio;
  return {
    dueMs: 0,
    tripped: Rule.None,
    welded: welded,
    restarted: false,
    closed: false,
    live: welded,
    bars: bars,
    awayForMs: NOT_SO,
    released: false,
    coilPermille: 0,
    hold: Hold.None,
    deadForMs: NOT_SO,
    lockedForMs: NOT_SO,
    openForMs: NOT_SO,
    unopenForMs: NOT_SO,
    supplyForMs: NOT_SO,
    pilotForbidsForMs: NOT_SO,
    inputForbidsForMs: NOT_SO,
    offerForbiddenForMs: NOT_SO,
    offerTooHighForMs: NOT_SO,
    termLeftMs: NOT_SO,
    offerUnledForMs: NOT_SO,
    drive: Drive.Off,
    driveForMs: rested ? 0 : restedForMs,
    lastStroke: Drive.Off,
    lastStrokeMs: rested ? 0 : limits.strokeRatedMs,
  };
}

export function isStroke(drive: Drive): boolean {
  return drive === Drive.Extend || drive === Drive.Retract;
}

/** Grows the guard's own ages over what is seen and what was last put out. */
export function observe(guard: Guard, seen: Signals, limits: Limits): void {
  const watchedMs = seen.watchedMs;
  const isOpen = !guard.closed;
  const wasLocked = guard.lockedForMs >= 0;
  guard.openForMs = grown(guard.openForMs, isOpen, watchedMs);
  const isProof = seen.supply || limits.mirrorFitted;
  const isSensedOpen = seen.contacts === Contacts.Open;
  guard.deadForMs = grownDead(guard.deadForMs, isOpen && isSensedOpen, isProof, watchedMs);
  guard.unopenForMs = grown(guard.unopenForMs, isOpen && !isSensedOpen, watchedMs);
  guard.lockedForMs = grown(guard.lockedForMs, seen.latch === Latch.Locked, watchedMs);
  guard.supplyForMs = grown(guard.supplyForMs, seen.supply, watchedMs);
  guard.driveForMs += seen.elapsedMs;
  observeHold(guard, seen, limits);
  guard.awayForMs = grown(guard.awayForMs, seen.pilot === Pilot.A, watchedMs);
  observeRestart(guard, seen, limits);
  observeBars(guard, seen, limits, wasLocked);
  observeWeld(guard, limits);
  guard.termLeftMs = nextTerm(guard, guard.termLeftMs, seen);
  guard.live = guard.welded || (guard.live && !isDead(guard, limits));
}

/** What the last stroke was, as `nextHold` needs it. */
function strokeOf(guard: Guard, limits: Limits): LockOrder {
  if (limits.isHoldToLock) {
    if (guard.coilPermille < limits.holdPermille) return LockOrder.Retract;
    return guard.coilPermille > limits.holdPermille ? LockOrder.Extend : LockOrder.Rest;
  }
  if (guard.drive === Drive.Extend) return LockOrder.Extend;
  const isAfter = guard.drive !== Drive.Retract && guard.lastStroke === Drive.Extend;
  return isAfter ? LockOrder.Rest : LockOrder.Retract;
}

/** Whether the pin is held by command, and its sense was seen to change. */
function observeHold(guard: Guard, seen: Signals, limits: Limits): void {
  const stroke = strokeOf(guard, limits);
  const settleMs = limits.strokeVerdictMs;
  const forMs = guard.driveForMs;
  guard.hold = nextHold(guard.hold, seen.latch, stroke, forMs, limits.leastTravelMs, settleMs);
  if (guard.hold === Hold.Free && stroke === LockOrder.Rest) reached(guard, forMs, settleMs);
}

function isDead(guard: Guard, limits: Limits): boolean {
  return reached(guard, guard.deadForMs, limits.deadProofMs);
}

/** R10: causes set their bars; a person's act, or the vehicle's leaving, clears them. */
function observeBars(guard: Guard, seen: Signals, limits: Limits, wasLocked: boolean): void {
  let causes = causesOf(seen);
  if (isLatchLost(seen, guard.live, wasLocked, guard.bars & LATCHES)) causes |= Bar.LatchLost;
  if ((guard.bars | causes) === 0) return;
  const hasLeft = reached(guard, guard.awayForMs, limits.goneForMs);
  guard.bars = nextBars(guard.bars, causes, seen, hasLeft);
}

/** Power that returns makes the restart due again; a verified release, or the policy's proof, ends it. */
function observeRestart(guard: Guard, seen: Signals, limits: Limits): void {
  if (!seen.supply) {
    guard.restarted = false;
    guard.released = false;
  } else if (!guard.restarted) {
    const isReleased = guard.released && seen.latch === Latch.Unlocked;
    const keepsLock =
      limits.lockPolicy === LockPolicy.Permanent ||
      limits.afterPowerLoss === AfterPowerLoss.ResumeLocked;
    guard.restarted =
      (isReleased && reached(guard, guard.deadForMs, limits.deadProofMs)) ||
      (keepsLock && reached(guard, guard.lockedForMs, limits.latchProofMs));
  }
}

/** The guard's own verdict on the weld, a little later than control's. */
function observeWeld(guard: Guard, limits: Limits): void {
  if (guard.welded) {
    guard.welded = !(
      reached(guard, guard.deadForMs, limits.disproofMs) &&
      reached(guard, guard.supplyForMs, limits.disproofMs)
    );
  } else {
    guard.welded = reached(guard, guard.unopenForMs, limits.guardWeldMs);
  }
}

/** Keeps what is put out, for the next check. */
export function remember(guard: Guard, outputs: Outputs, limits: Limits): void {
  guard.closed = outputs.contactorClosed;
  if (guard.closed) guard.live = true;
  if (limits.isHoldToLock && outputs.coilPermille === 0) guard.released = true;
  if (guard.coilPermille !== outputs.coilPermille) {
    guard.coilPermille = outputs.coilPermille;
    guard.driveForMs = 0;
  }
  if (guard.drive === outputs.drive) return;
  if (isStroke(guard.drive)) {
    if (guard.drive === Drive.Retract) guard.released = true;
    guard.lastStroke = guard.drive;
    guard.lastStrokeMs = guard.driveForMs;
    guard.driveForMs = 0;
  } else if (isStroke(outputs.drive)) {
    guard.driveForMs = 0;
  }
  guard.drive = outputs.drive;
}

/** Holds every age of the guard's below the cap. Needed at least every few hours, harmless at any time. */
export function saturateGuard(guard: Guard, capMs: number): void {
  guard.deadForMs = capped(guard.deadForMs, capMs);
  guard.lockedForMs = capped(guard.lockedForMs, capMs);
  guard.openForMs = capped(guard.openForMs, capMs);
  guard.unopenForMs = capped(guard.unopenForMs, capMs);
  guard.supplyForMs = capped(guard.supplyForMs, capMs);
  guard.awayForMs = capped(guard.awayForMs, capMs);
  guard.driveForMs = capped(guard.driveForMs, capMs);
}
