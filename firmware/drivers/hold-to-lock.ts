/**
 * Hold-to-lock solenoid: energised all the time to hold; unpowered, a spring brings the pin back.
 *
 * Wiring: the coil behind a low-side switch with PWM: full current to pull in, a fraction to hold. It
 * lets go at every reset, perhaps before the contactor has dropped, and with a weld it would free a live
 * plug: it is accepted only where the hardware declares a hold (the coil held while the outgoing side
 * has voltage, or for longer than the contactor's drop-out). It cannot hold on a supply loss, nor
 * permanently without power.
 */

import { LockOrder, type Outputs } from '../control/outputs.ts';
import { Motion, type Signals } from '../control/signals.ts';
import type { HoldToLockPart } from './lock-parts.ts';

const FULL_PERMILLE = 1000;

export interface HoldToLock {
  readonly part: HoldToLockPart;
  held: boolean;
  /** Time since the coil was last switched, in ms. */
  switchedForMs: number;
  /** The order that has already been carried out. */
  served: LockOrder;
  dueMs: number;
}

export function createHoldToLock(part: HoldToLockPart): HoldToLock {
  return {
    part: part,
    held: false,
    switchedForMs: part.pullInMs + part.returnMs,
    served: LockOrder.Rest,
    dueMs: 0,
  };
}

/** Pulls in or lets go, once per order; a pull-in waits for the lock's supply, a letting-go does not. */
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

/**
 * Turns the order into the coil's current, after the step. A release is "moving" for as long as the
 * spring takes, even if the coil was off already: that is the time to wait before the latch is read.
 *
 * @returns whether `seen.motion` has changed
 */
export function runHoldToLock(lock: HoldToLock, seen: Signals, outputs: Outputs): boolean {
  lock.switchedForMs += seen.elapsedMs;
  obey(lock, seen, outputs.lockOrder);
  const leftMs = (lock.held ? lock.part.pullInMs : lock.part.returnMs) - lock.switchedForMs;
  const isMoving = leftMs > 0;
  lock.dueMs = isMoving ? leftMs : 100000000;
  if (lock.switchedForMs > 100000000) lock.switchedForMs = 100000000;
  if (lock.held) outputs.coilPermille = isMoving ? FULL_PERMILLE : lock.part.holdPermille;
  else outputs.coilPermille = 0;
  const motion = isMoving ? Motion.Moving : Motion.Rested;
  if (motion === seen.motion) return false;
  seen.motion = motion;
  return true;
}
