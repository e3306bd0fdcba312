/**
 * Saturate: every age held below the cap, once in minutes. An age that grows for days would leave the
 * integers that a small engine keeps off its heap.
 */

import type { Guard } from './guard.ts';
import type { State } from './state.ts';

function capped(ageMs: number, capMs: number): number {
  return ageMs > capMs ? capMs : ageMs;
}

/** Needed at least every few hours, harmless at any time. */
export function saturateState(state: State, capMs: number): void {
  state.phaseForMs = capped(state.phaseForMs, capMs);
  state.deadForMs = capped(state.deadForMs, capMs);
  state.lockedForMs = capped(state.lockedForMs, capMs);
  state.openForMs = capped(state.openForMs, capMs);
  state.unopenForMs = capped(state.unopenForMs, capMs);
  state.unclosedForMs = capped(state.unclosedForMs, capMs);
  state.supplyForMs = capped(state.supplyForMs, capMs);
  state.pilotForMs = capped(state.pilotForMs, capMs);
  state.advertForMs = capped(state.advertForMs, capMs);
  state.offerForMs = capped(state.offerForMs, capMs);
  state.effortForMs = capped(state.effortForMs, capMs);
  state.testedForMs = capped(state.testedForMs, capMs);
}

/** Needed at least every few hours, harmless at any time. */
export function saturateGuard(guard: Guard, capMs: number): void {
  guard.deadForMs = capped(guard.deadForMs, capMs);
  guard.lockedForMs = capped(guard.lockedForMs, capMs);
  guard.openForMs = capped(guard.openForMs, capMs);
  guard.unopenForMs = capped(guard.unopenForMs, capMs);
  guard.supplyForMs = capped(guard.supplyForMs, capMs);
  guard.driveForMs = capped(guard.driveForMs, capMs);
}
