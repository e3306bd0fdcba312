/**
 * Bistable lock: a motor or latching solenoid behind an H-bridge; without power the pin stays.
 *
 * Wiring: two half bridges; extend and retract are the two polarities, both low sides on is the brake.
 * Polarity differs between sockets of one maker: measure, then set it in the pin map. The bridge's
 * supply is buffered by a capacitor where the lock must release after a supply loss.
 *
 * The driver keeps the part's rating whatever is ordered: one stroke per order, a hard limit on each,
 * the rest after it, a pause before the direction changes. A withdrawn order ends the stroke at once.
 * An extend stroke may end when the latch reports locked; a retract stroke runs its full time, because
 * some parts report "open" as soon as they leave "closed". A stroke never starts before the lock's
 * supply is ready: driven from a half-full capacitor, a pin stops half-way.
 */

import { nextHold } from '../control/latch-proof.ts';
import { Drive, LockOrder, type Outputs } from '../control/outputs.ts';
import { Heat, Hold, Latch, Motion, type Signals } from '../control/signals.ts';
import type { BistablePart } from './lock-parts.ts';

export interface BistableLock {
  readonly part: BistablePart;
  readonly tickMs: number;
  /** Time for a stroke that has ended to be seen in the latch sense, in ms. */
  readonly settleMs: number;
  drive: Drive;
  /** Time in the present stroke, or since the last one ended, in ms. */
  driveForMs: number;
  /** Rest that the last stroke asks for, in ms. */
  restMs: number;
  lastStroke: Drive;
  /** The latch read locked before the stroke began, so that reading ends nothing. */
  beganLocked: boolean;
  /** The order that has already had its stroke. */
  served: LockOrder;
  dueMs: number;
}

/**
 * @param restedForMs how long the part has rested for certain; without a power-on it may have been driven
 *   until the reset
 */
export function createBistableLock(
  part: BistablePart,
  tickMs: number,
  restedForMs: number,
  settleMs: number,
): BistableLock {
  const restMs = part.ratedMs * part.restRatio;
  return {
    part: part,
    tickMs: tickMs,
    settleMs: settleMs,
    drive: Drive.Off,
    driveForMs: 0,
    restMs: restedForMs >= restMs ? 0 : restMs - restedForMs,
    lastStroke: Drive.Off,
    beganLocked: false,
    served: LockOrder.Rest,
    dueMs: 0,
  };
}

/** How long a stroke lasts now: a cold part gets all that its rating allows. */
function strokeMs(lock: BistableLock, seen: Signals): number {
  return seen.heat === Heat.Cold ? lock.part.ratedMs : lock.part.strokeMs;
}

function isMoving(lock: BistableLock): boolean {
  return lock.drive === Drive.Extend || lock.drive === Drive.Retract;
}

/** Ends the stroke if its time is up, if its order was withdrawn, or on feedback. */
function followStroke(lock: BistableLock, seen: Signals, outputs: Outputs): void {
  const order = lock.drive === Drive.Extend ? LockOrder.Extend : LockOrder.Retract;
  // The stroke must not last a tick too long: it ends now if the next tick could come too late.
  const leftMs = strokeMs(lock, seen) - lock.driveForMs;
  const isAnswered = seen.latch === Latch.Locked && !lock.beganLocked;
  const isFed = order === LockOrder.Extend && lock.part.stopsOnFeedback && isAnswered;
  if (leftMs >= lock.tickMs && outputs.lockOrder === order && !isFed) {
    lock.dueMs = leftMs - lock.tickMs + 1;
    return;
  }
  lock.lastStroke = lock.drive;
  lock.beganLocked = false;
  lock.restMs = lock.driveForMs * lock.part.restRatio;
  lock.driveForMs = 0;
  lock.drive = lock.part.brakeMs > 0 ? Drive.Brake : Drive.Off;
  lock.dueMs = 0;
}

/** Time that must still pass before a stroke in this direction, in ms. */
function waitMs(lock: BistableLock, drive: Drive): number {
  const reverses = lock.lastStroke !== Drive.Off && lock.lastStroke !== drive;
  const restMs =
    reverses && lock.part.reversalMs > lock.restMs ? lock.part.reversalMs : lock.restMs;
  return restMs - lock.driveForMs;
}

/** Starts the stroke that is ordered, once the part has rested and its supply is ready. */
function startStroke(lock: BistableLock, seen: Signals, outputs: Outputs): void {
  const order = outputs.lockOrder;
  if (order === LockOrder.Rest || order === lock.served || !seen.lockSupply) return;
  const drive = order === LockOrder.Extend ? Drive.Extend : Drive.Retract;
  if (waitMs(lock, drive) > 0) return;
  lock.served = order;
  lock.drive = drive;
  lock.driveForMs = 0;
  lock.beganLocked = drive === Drive.Extend && seen.latch === Latch.Locked;
  lock.dueMs = 0;
}

function motionOf(lock: BistableLock): Motion {
  if (isMoving(lock)) return Motion.Moving;
  const leftMs = lock.restMs - lock.driveForMs;
  if (leftMs <= 0) return Motion.Rested;
  if (leftMs < lock.dueMs) lock.dueMs = leftMs;
  return Motion.Resting;
}

/** Follows what holds the pin, over what has been put out since the last look. */
function followHold(lock: BistableLock, seen: Signals): boolean {
  const drive = lock.drive;
  let stroke = LockOrder.Retract;
  if (drive === Drive.Extend) stroke = LockOrder.Extend;
  else if (drive !== Drive.Retract && lock.lastStroke === Drive.Extend) stroke = LockOrder.Rest;
  const before = seen.hold;
  const forMs = lock.driveForMs;
  const least = lock.part.leastTravelMs;
  seen.hold = nextHold(before, seen.latch, stroke, forMs, least, lock.settleMs);
  if (seen.hold === Hold.Free && stroke === LockOrder.Rest) lock.dueMs = lock.settleMs - forMs;
  return seen.hold !== before;
}

/**
 * Nothing moves, nothing is ordered that has not had its stroke, and neither time nor the latch as it reads can change
 * what holds the pin (`nextHold`).
 */
function isIdle(lock: BistableLock, seen: Signals, outputs: Outputs): boolean {
  if (lock.drive !== Drive.Off || outputs.lockOrder !== lock.served) return false;
  if (seen.motion !== Motion.Rested) return false;
  const isUnlocked = seen.latch === Latch.Unlocked;
  if (lock.lastStroke !== Drive.Extend) return seen.hold === (isUnlocked ? Hold.Free : Hold.None);
  return seen.hold === Hold.Driven || (seen.hold === Hold.Proven && !isUnlocked);
}

/**
 * Turns the order into a drive, after the step.
 *
 * @returns whether `seen.motion` or `seen.hold` has changed
 */
export function runBistableLock(lock: BistableLock, seen: Signals, outputs: Outputs): boolean {
  lock.dueMs = 100000000;
  lock.driveForMs += seen.elapsedMs;
  if (lock.driveForMs > 100000000) lock.driveForMs = 100000000;
  if (isIdle(lock, seen, outputs)) {
    outputs.drive = Drive.Off;
    return false;
  }
  const hasHeld = followHold(lock, seen);
  if (outputs.lockOrder === LockOrder.Rest) lock.served = LockOrder.Rest;
  if (lock.drive === Drive.Brake) {
    const leftMs = lock.part.brakeMs - lock.driveForMs;
    if (leftMs <= 0) lock.drive = Drive.Off;
    else if (leftMs < lock.dueMs) lock.dueMs = leftMs;
  }
  if (isMoving(lock)) followStroke(lock, seen, outputs);
  else startStroke(lock, seen, outputs);
  outputs.drive = lock.drive;
  const motion = motionOf(lock);
  if (motion === seen.motion) return hasHeld;
  seen.motion = motion;
  return true;
}
