/**
 * Load proof: does the controller's own supply bear the load that it switches on?
 *
 * Where it does not, the controller restarts right after each closing, again and again, without any report.
 * After a start that cut a session off, the next closing is therefore noted in the journal before it is
 * made, and is deleted when the supply has borne the load for a while: only resets in between are counted.
 */

import { reached } from './age.ts';
import type { Limits } from './limits.ts';
import { type State, touch } from './state.ts';

/** Resets right after closing, as the journal is to say them: one that came now is among them. */
export function resetsUnderLoad(state: State): number {
  return state.loadResets + (state.isLoadNoted ? 1 : 0);
}

/** The supply has failed under load too often: a person must look at it. */
export function failsUnderLoad(state: State, limits: Limits): boolean {
  return state.loadResets >= limits.loadResets;
}

/**
 * Before the contactor closes: notes the closing where it must be counted.
 *
 * @returns whether the contactor may close in this step; if not, the note is written first
 */
export function noteLoad(state: State): boolean {
  if (state.isLoadNoted || !state.isLoadInDoubt) return true;
  state.isLoadNoted = true;
  touch(state);
  return false;
}

/** Energy flows: after a while the supply has proven itself. */
export function proveLoad(state: State, limits: Limits): void {
  if (!state.isLoadNoted || !reached(state, state.phaseForMs, limits.loadProofMs)) return;
  state.isLoadNoted = false;
  state.isLoadInDoubt = false;
  state.loadResets = 0;
  touch(state);
}

/** The contactor is open, or has not closed after all: a reset now has nothing to do with the load. */
export function strikeLoad(state: State): void {
  if (!state.isLoadNoted) return;
  state.isLoadNoted = false;
  touch(state);
}
