/**
 * Lock anew: when a pin that holds the plug, and proves nothing by it, is drawn back and locked again: a proof takes the
 * sense's change within one stroke, and from half-way no stroke shows it (`latch-proof.ts`).
 */

import type { Limits } from './limits.ts';
import { LockOrder } from './outputs.ts';
import { askStroke, isVetoed } from './release.ts';
import { Hold, Latch, type Signals } from './signals.ts';
import { Phase, type State, Stroke } from './state.ts';

/** A person starts behind a pin that proves nothing: it is drawn back, and locked anew. */
export function asksForProof(seen: Signals, limits: Limits): boolean {
  return limits.relock && seen.start && seen.hold !== Hold.Proven;
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
 * A pin that went in by more than one stroke, or that a stroke has left half-way which was taken back, cannot be proven
 * by the next one: it is drawn back first, if there is a stroke left for it. Where that is vetoed it holds the plug.
 */
export function drawsBack(state: State, seen: Signals, limits: Limits): boolean {
  if (!limits.relock || seen.hold === Hold.Proven || !state.isReleaseOwed) return false;
  if (state.stroke !== Stroke.None || isVetoed(state, limits)) return false;
  if (state.strokes === 0) return seen.latch === Latch.Unknown;
  return seen.latch === Latch.Locked && state.strokes > 1 && state.strokes < limits.lockStrokes;
}
