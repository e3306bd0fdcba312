/**
 * Latch proof: when a pin that reads locked counts as locked.
 *
 * A sense that is stuck, or a wire that is shorted, reads the same whatever the pin does. So the sense must
 * be seen to change, from unlocked to locked, within one extend stroke and not before the pin can have
 * travelled; with a coil, the pull-in must be completed. Everything else is "driven, sense unproven". A
 * stroke towards release, or a coil that is let go, ends every hold, wherever the pin is sensed.
 */

import { LockOrder } from './outputs.ts';
import { Hold, Latch } from './signals.ts';

/**
 * The next hold.
 *
 * @param stroke what was put out before this look: Extend while a stroke, or a coil's pull-in, is under way;
 *   Rest after it; Retract where the last stroke was none, or one towards release, and with a coil that is
 *   let go
 * @param forMs time in the stroke, or since it ended
 * @param leastTravelMs no pin travels in less than this
 * @param settleMs a stroke that has ended has this long to be seen in the sense
 */
export function nextHold(
  hold: Hold,
  latch: Latch,
  stroke: LockOrder,
  forMs: number,
  leastTravelMs: number,
  settleMs: number,
): Hold {
  if (stroke === LockOrder.Retract) return latch === Latch.Unlocked ? Hold.Free : Hold.None;
  if (stroke === LockOrder.Extend) {
    if (latch === Latch.Unlocked) return Hold.Free;
    const isEarly = hold === Hold.Free && latch === Latch.Locked && forMs < leastTravelMs;
    return hold === Hold.None || isEarly ? Hold.Driven : hold;
  }
  if (hold === Hold.Free) {
    if (latch === Latch.Locked) return Hold.Proven;
    return forMs >= settleMs ? Hold.Driven : hold;
  }
  return hold === Hold.Proven && latch === Latch.Unlocked ? Hold.Driven : hold;
}
