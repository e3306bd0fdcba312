/**
 * Saturate: every age held below the cap, once in minutes. An age that grows for days would leave the
 * integers that a small engine keeps off its heap.
 */

import { capped } from './age.ts';
import type { State } from './state.ts';

/** Needed at least every few hours, harmless at any time. */
export function saturateState(state: State, capMs: number): void {
  state.phaseForMs = capped(state.phaseForMs, capMs);
  state.deadForMs = capped(state.deadForMs, capMs);
  state.lockedForMs = capped(state.lockedForMs, capMs);
  state.undeadForMs = capped(state.undeadForMs, capMs);
  state.openForMs = capped(state.openForMs, capMs);
  state.unopenForMs = capped(state.unopenForMs, capMs);
  state.unclosedForMs = capped(state.unclosedForMs, capMs);
  state.supplyForMs = capped(state.supplyForMs, capMs);
  state.pilotForMs = capped(state.pilotForMs, capMs);
  state.advertForMs = capped(state.advertForMs, capMs);
  state.offerForMs = capped(state.offerForMs, capMs);
  state.aheadForMs = capped(state.aheadForMs, capMs);
  state.releaseForMs = capped(state.releaseForMs, capMs);
  state.effortForMs = capped(state.effortForMs, capMs);
  state.testedForMs = capped(state.testedForMs, capMs);
}
