/**
 * Forget, in the guard: what the rules remember and no look of theirs can read any more.
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import {
  AfterPowerLoss,
  type Limits,
  LockPolicy,
  Master,
} from '../../../firmware/control/limits.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import { Hold } from '../../../firmware/control/signals.ts';
import { type Guard, isStroke } from '../../../firmware/guard/memory.ts';
import { least, most, nearly, proven, TICK_MS } from './caps.ts';

/** Whether a pin that is sensed locked may stay so over a restart. */
export function keepsLock(l: Limits): boolean {
  return l.lockPolicy === LockPolicy.Permanent || l.afterPowerLoss === AfterPowerLoss.ResumeLocked;
}

/**
 * Whether the pin is held counts where it is proven, or free. And before the guard's restart is over only a pin that
 * is sensed unlocked leads on: then no proof is left.
 */
function forgetProof(guard: Guard, l: Limits): void {
  if (guard.hold === Hold.Driven) guard.hold = Hold.None;
  if (guard.restarted || keepsLock(l)) return;
  if (guard.hold === Hold.Proven) guard.hold = Hold.None;
  if (guard.lockedForMs >= 0) guard.lockedForMs = guard.live ? 0 : NOT_SO;
}

/** Writes the one value over everything in the guard that no continuation can read. */
export function forgetGuard(guard: Guard, l: Limits): void {
  forgetProof(guard, l);
  if (guard.restarted) guard.released = false;
  if (l.master !== Master.Required || guard.termLeftMs <= 0) guard.termLeftMs = NOT_SO;
  guard.lockedForMs = nearly(guard.lockedForMs, l.latchProofMs);
  // The watch of the sessions compares it before it grows; it asks for it only where somebody authorises.
  if (!l.authorization) guard.awayForMs = nearly(guard.awayForMs, l.goneForMs);
  if (guard.closed) {
    guard.openForMs = NOT_SO;
    guard.deadForMs = NOT_SO;
    guard.unopenForMs = NOT_SO;
  }
  guard.openForMs = nearly(guard.openForMs, l.minOpenMs);
  const deadMs = guard.welded ? most(l.deadProofMs, l.disproofMs) : l.deadProofMs;
  guard.deadForMs = l.authorization
    ? least(guard.deadForMs, deadMs)
    : proven(guard.deadForMs, deadMs, l);
  if (guard.welded) {
    guard.unopenForMs = NOT_SO;
    guard.supplyForMs = least(guard.supplyForMs, most(guard.deadForMs, 0));
  } else {
    guard.unopenForMs = nearly(guard.unopenForMs, l.guardWeldMs);
    guard.supplyForMs = least(guard.supplyForMs, 0);
  }
  if (l.isHoldToLock) forgetCoil(guard, l);
  else forgetStroke(guard, l);
}

/** The coil's current, as the guard remembers it. */
function forgetCoil(guard: Guard, l: Limits): void {
  guard.lastStrokeMs = 0;
  if (guard.coilPermille > l.holdPermille) {
    guard.driveForMs = nearly(guard.driveForMs, l.leastTravelMs);
    return;
  }
  // Towards release, the next look alone says what holds the pin.
  if (guard.coilPermille < l.holdPermille) guard.hold = Hold.None;
  const settleMs = guard.hold === Hold.Free ? l.strokeVerdictMs : 0;
  guard.driveForMs = nearly(guard.driveForMs, settleMs);
}

/** The strokes of a bistable lock, as the guard remembers them. */
function forgetStroke(guard: Guard, l: Limits): void {
  if (isStroke(guard.drive)) {
    if (guard.drive === Drive.Retract) guard.hold = Hold.None;
    guard.lastStrokeMs = 0;
    return;
  }
  if (guard.lastStroke !== Drive.Extend) guard.hold = Hold.None;
  const settleMs = guard.hold === Hold.Free ? l.strokeVerdictMs : 0;
  if (guard.driveForMs + TICK_MS >= guard.lastStrokeMs * l.restRatio) guard.lastStrokeMs = 0;
  const restMs = guard.lastStrokeMs * l.restRatio;
  guard.driveForMs = nearly(guard.driveForMs, most(restMs, most(l.reversalMs, settleMs)));
}
