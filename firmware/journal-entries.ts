/**
 * Journal entries: which news of a charger are written, and when.
 */

import type { Charger } from './charger.ts';
import { resetsUnderLoad } from './control/load-proof.ts';
import { Session } from './control/state.ts';
import { isNews, isUrgent, note, restartOf } from './storage/journal.ts';

/**
 * Whether the journal is to be written: there is news, and the contactor is open. A stop must be
 * remembered at once: a write stalls the tick for some ms, a forgotten stop locks the plug again.
 */
function hasNews(charger: Charger): boolean {
  const state = charger.state;
  const restart = restartAfter(charger);
  // That the load has been borne is remembered at once as well: an outage in an hour is not its fault.
  const isKeptWaiting =
    charger.outputs.contactorClosed &&
    state.session <= Session.Permitted &&
    restart === charger.journal.writtenRestart;
  if (isKeptWaiting) return false;
  const welded = state.welded || charger.guard.welded;
  const bars = state.bars | charger.guard.bars;
  return isNews(charger.journal, state.session, welded, bars, restart);
}

/** What a start must know that comes after a reset in this moment. */
function restartAfter(charger: Charger): number {
  const state = charger.state;
  const resets = resetsUnderLoad(state);
  if (state.holdOffMs === 0) return resets;
  return restartOf(charger.seen.outageDelayMs, resets);
}

/** @returns whether there was something to write */
export function serveJournal(charger: Charger): boolean {
  const state = charger.state;
  if (!hasNews(charger)) return false;
  const welded = state.welded || charger.guard.welded;
  const bars = state.bars | charger.guard.bars;
  note(charger.journal, state.session, welded, bars, restartAfter(charger));
  return true;
}

/** Writes what a power cut must not forget in the tick that decides it, after its outputs. */
export function serveUrgent(charger: Charger): void {
  const state = charger.state;
  const welded = state.welded || charger.guard.welded;
  const bars = state.bars | charger.guard.bars;
  const restart = restartAfter(charger);
  if (!isUrgent(charger.journal, state.session, welded, bars, restart)) return;
  note(charger.journal, state.session, welded, bars, restart);
}
