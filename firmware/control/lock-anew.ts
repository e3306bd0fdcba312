/**
 * Lock anew: when a pin that holds the plug, and proves nothing by it, is drawn back and locked again: a proof takes the
 * sense's change within one stroke, and from half-way no stroke shows it (`latch-proof.ts`).
 */

import type { Limits } from './limits.ts';
import { LockOrder } from './outputs.ts';
import { askStroke, isVetoed } from './release.ts';
import { vehicleThere } from './session.ts';
import { Hold, Latch, type Signals } from './signals.ts';
import { Phase, type State, Stroke } from './state.ts';

/**
 * Somebody starts behind a pin that proves nothing, and a vehicle is there to be charged: it is drawn back, and locked
 * anew.
 */
export function asksForProof(seen: Signals, limits: Limits): boolean {
  return limits.relock && seen.start && seen.hold !== Hold.Proven && vehicleThere(seen);
}

export function drawBack(state: State): Phase {
  askStroke(state, LockOrder.Retract);
  return Phase.Locking;
}

/** With every stroke that a lock has. */
export function lockAnew(state: State): Phase {
  state.strokes = 0;
  return drawBack(state);
}

/**
 * A pin that a second stroke has brought in cannot be proven any more: it is drawn back once, if there is a stroke left to
 * lock it. Where that is vetoed it holds the plug as it is. Only strokes tell that it was half-way: a sense that reads
 * nothing for a moment is no reason to let a pin go that holds.
 */
export function drawsBack(state: State, seen: Signals, limits: Limits): boolean {
  if (!limits.relock || seen.hold === Hold.Proven || !state.isReleaseOwed) return false;
  if (state.stroke !== Stroke.None || isVetoed(state, limits)) return false;
  return seen.latch === Latch.Locked && state.strokes > 1 && state.strokes < limits.lockStrokes;
}
