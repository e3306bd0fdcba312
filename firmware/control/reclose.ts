/**
 * Reclose: what bars the contactor from closing again until a person has acted (R10), whatever graver fault is or
 * was in force meanwhile.
 *
 * Control and guard each keep a set of these of their own, and the journal keeps them over a power cut. A
 * cause that still holds sets its bar again at once: a button pressed meanwhile does not count.
 */

import { Latch, Proximity, type Signals } from './signals.ts';

/** Bits. The journal stores them: a number is never given to another cause. */
export enum Bar {
  None = 0,
  /** Over when a person has acted; releasing the e-stop does not count, and neither does the vehicle's leaving. */
  EmergencyStop = 1,
  /** Over when a person has acted, or the plug was out of the socket. */
  ResidualCurrent = 2,
  /** Over when a person has acted, or the vehicle has left. */
  OverCurrent = 4,
  /** The latch was lost while the socket was live. Over when a person has acted, or the vehicle has left. */
  LatchLost = 8,
  /** The same, between the open command and the proof. */
  LatchLostOpening = 16,
  /** The journal could not be read: the bars are unknown. Over when a person has acted. */
  Unknown = 32,
}

/** Every bit. */
export const ALL_BARS = 63;

/** What stays when the plug was out of the socket, and what when the vehicle has left. */
const AFTER_UNPLUGGING = ALL_BARS - Bar.ResidualCurrent;
const AFTER_LEAVING = Bar.EmergencyStop | Bar.ResidualCurrent | Bar.Unknown;

/** The causes that hold now, except the latch: the caller decides when that was lost. */
export function causesOf(seen: Signals): number {
  let causes = 0;
  if (seen.eStop) causes = Bar.EmergencyStop;
  if (seen.residual) causes |= Bar.ResidualCurrent;
  return seen.overCurrent ? causes | Bar.OverCurrent : causes;
}

/**
 * Whether the latch of a live socket has just been lost, or is lost still.
 *
 * @param isLive the socket is not proven dead since it was closed, or is welded
 * @param wasLocked the latch read locked at the last sample
 * @param bars those in force already
 */
export function isLatchLost(
  seen: Signals,
  isLive: boolean,
  wasLocked: boolean,
  bars: number,
): boolean {
  if (!isLive || seen.latch === Latch.Locked) return false;
  return wasLocked || bars !== 0;
}

/** The bars in force from now on. */
export function nextBars(bars: number, causes: number, seen: Signals, hasLeft: boolean): number {
  let kept = seen.person ? 0 : bars;
  if (seen.proximity === Proximity.Absent) kept &= AFTER_UNPLUGGING;
  if (hasLeft) kept &= AFTER_LEAVING;
  return kept | causes;
}
