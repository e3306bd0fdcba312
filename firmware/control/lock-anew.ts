/**
 * Lock anew: a pin that holds the plug, and proves nothing by it, is drawn back and locked again: a proof takes the
 * sense's change within one stroke (`latch-proof.ts`). Somebody must ask for it: a sense that lapses, or a pin that needed a
 * second stroke, is no reason to let a pin go that holds.
 */

import type { Limits } from './limits.ts';
import { LockOrder } from './outputs.ts';
import { askStroke } from './release.ts';
import { vehicleThere } from './session.ts';
import { Hold, type Signals } from './signals.ts';
import { Phase, type State } from './state.ts';

/** Somebody starts behind a pin that proves nothing, and a vehicle is there to be charged. */
export function asksForProof(seen: Signals, limits: Limits): boolean {
  return limits.relock && seen.start && seen.hold !== Hold.Proven && vehicleThere(seen);
}

/** With every stroke that a lock has. */
export function lockAnew(state: State): Phase {
  state.strokes = 0;
  askStroke(state, LockOrder.Retract);
  return Phase.Locking;
}
