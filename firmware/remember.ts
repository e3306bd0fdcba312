/**
 * Remember: what outlives a reset beside the journal and the settings. Read after the start and written in a slow
 * turn: nothing that a tick must decide waits for it.
 */

import type { Charger } from './charger.ts';
import { NOT_SO } from './control/age.ts';
import { isLimitNews, keepLimit, recallLimit } from './storage/limit-record.ts';

/** The limit that stood before the start stands again; one with a term has run out meanwhile. */
function recallAll(charger: Charger): void {
  const kept = charger.limitRecord;
  const requests = charger.requests;
  recallLimit(kept, charger.limits.safeMilliamps);
  requests.externalMilliamps = kept.milliamps;
  requests.termMs = kept.isTermed ? 0 : NOT_SO;
  requests.limited = true;
}

/** Whether something is to be read, or stored. */
export function isForgetful(charger: Charger): boolean {
  const isTermed = charger.state.termLeftMs >= 0;
  return isLimitNews(charger.limitRecord, charger.requests.externalMilliamps, isTermed);
}

/**
 * Once in a round.
 *
 * @returns whether something was recalled that changes a signal
 */
export function serveMemory(charger: Charger): boolean {
  if (!isForgetful(charger)) return false;
  const kept = charger.limitRecord;
  if (!kept.isRead) {
    recallAll(charger);
    return true;
  }
  const isTermed = charger.state.termLeftMs >= 0;
  keepLimit(kept, charger.requests.externalMilliamps, isTermed, charger.uptimeMs);
  return false;
}
