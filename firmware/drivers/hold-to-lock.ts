/**
 * Hold-to-lock solenoid: energised all the time to hold; unpowered, a spring brings the pin back.
 *
 * Wiring: the coil behind a low-side switch with PWM: full current to pull in, a fraction to hold. It
 * lets go at every reset, perhaps before the contactor has dropped, and with a weld it would free a live
 * plug: it is accepted only where the hardware declares a hold (the coil held while the outgoing side
 * has voltage, or for longer than the contactor's drop-out). It cannot hold on a supply loss, nor
 * permanently without power.
 */

import { nextHold } from '../control/latch-proof.ts';
import { LockOrder, type Outputs } from '../control/outputs.ts';
import { Hold, Motion, type Signals } from '../control/signals.ts';
import type { HoldToLockPart } from './lock-parts.ts';

const FULL_PERMILLE = 1000;

export interface HoldToLock {
  readonly part: HoldToLockPart;
  /** Time for a pull-in that has ended to be seen in the latch sense, in ms. */
  readonly settleMs: number;
  held: boolean;
  /** Time since the coil was last switched, in ms. */
  switchedForMs: number;
  /** The order that has already been carried out. */
  served: LockOrder;
  dueMs: number;
}

export function createHoldToLock(part: HoldToLockPart, settleMs: number): HoldToLock {
  return {
    part: part,
    settleMs: settleMs,
    held: false,
    switchedForMs: part.pullInMs + part.returnMs,
    served: LockOrder.Rest,
    dueMs: 0,
  };
}

/** Pulls in or releases, once per order; a pull-in waits for the lock's supply, a release does not. */
function obey(lock: HoldToLock, seen: Signals, order: LockOrder): void {
  if (order === LockOrder.Rest) {
    lock.served = LockOrder.Rest;
    return;
  }
  if (order === lock.served || (order === LockOrder.Extend && !seen.lockSupply)) return;
  lock.served = order;
  lock.held = order === LockOrder.Extend;
  lock.switchedForMs = 0;
}

/** Follows what holds the pin, over the coil's current since the last look. */
function followHold(lock: HoldToLock, seen: Signals, coilPermille: number): boolean {
  const part = lock.part;
  let stroke = LockOrder.Rest;
  let forMs = lock.switchedForMs;
  if (coilPermille < part.holdPermille) stroke = LockOrder.Retract;
  else if (coilPermille > part.holdPermille) stroke = LockOrder.Extend;
  else forMs -= part.pullInMs;
  const before = seen.hold;
  seen.hold = nextHold(before, seen.latch, stroke, forMs, part.leastTravelMs, lock.settleMs);
  if (seen.hold === Hold.Free && stroke === LockOrder.Rest) lock.dueMs = lock.settleMs - forMs;
  return seen.hold !== before;
}

/**
 * Turns the order into the coil's current, after the step. A release is "moving" for as long as the
 * spring takes, even if the coil was off already: that is the time to wait before the latch is read.
 *
 * @returns whether `seen.motion` or `seen.hold` has changed
 */
export function runHoldToLock(lock: HoldToLock, seen: Signals, outputs: Outputs): boolean {
  lock.dueMs = 100000000;
  lock.switchedForMs += seen.elapsedMs;
  const hasHeld = followHold(lock, seen, outputs.coilPermille);
  obey(lock, seen, outputs.lockOrder);
  const leftMs = (lock.held ? lock.part.pullInMs : lock.part.returnMs) - lock.switchedForMs;
  const isMoving = leftMs > 0;
  if (isMoving) lock.dueMs = leftMs;
  // After a stall the sense has as long as ever to be seen: it settles from the end of the pull-in that was put out.
  else if (outputs.coilPermille > lock.part.holdPermille) lock.switchedForMs = lock.part.pullInMs;
  if (lock.switchedForMs > 100000000) lock.switchedForMs = 100000000;
  if (lock.held) outputs.coilPermille = isMoving ? FULL_PERMILLE : lock.part.holdPermille;
  else outputs.coilPermille = 0;
  const motion = isMoving ? Motion.Moving : Motion.Rested;
  if (motion === seen.motion) return hasHeld;
  seen.motion = motion;
  return true;
}
