/**
 * Remember: what outlives a reset beside the journal and the settings. Read after the start and written in a slow
 * turn: nothing that a tick must decide waits for it.
 */

import type { Charger } from './charger.ts';
import { NOT_SO } from './control/age.ts';
import { OnPowerLoss } from './control/limits.ts';
import { Latch, Motion } from './control/signals.ts';
import { resetWords } from './control/words.ts';
import { recallAccess } from './storage/access.ts';
import {
  Count,
  count,
  keepLedger,
  ledgerDueMs,
  noteEvent,
  postpone,
  recallLedger,
} from './storage/ledger.ts';
import { isLimitNews, keepLimit, recallLimit } from './storage/limit-record.ts';

/** The limit that stood before the start stands again; one with a term has run out meanwhile. */
function recallStanding(charger: Charger): void {
  const kept = charger.limitRecord;
  const requests = charger.requests;
  recallLimit(kept, charger.limits.safeMilliamps);
  requests.externalMilliamps = kept.milliamps;
  requests.termMs = kept.isTermed ? 0 : NOT_SO;
  requests.limited = true;
}

/** The start itself is the first thing to remember. */
function recallEvents(charger: Charger): void {
  const ledger = charger.ledger;
  const cause = charger.board.resetCause;
  recallLedger(ledger);
  count(ledger, Count.PowerOns + cause, charger.uptimeMs);
  const what = `start ${resetWords[cause]}`;
  noteEvent(ledger, what, charger.uptimeMs, charger.limits.ageCapMs);
}

/** Whether something is to be read, or a limit to be stored. */
export function isForgetful(charger: Charger): boolean {
  const isTermed = charger.state.termLeftMs >= 0;
  const standing = charger.requests.externalMilliamps;
  return !charger.ledger.isRead || isLimitNews(charger.limitRecord, standing, isTermed);
}

/** Time until the ledger is to be written, in ms. */
export function memoryDueMs(charger: Charger): number {
  return ledgerDueMs(charger.ledger, charger.uptimeMs, charger.limits.ageCapMs);
}

/** Power goes, and what had to be done about the plug is done. */
function isLeaving(charger: Charger): boolean {
  const seen = charger.seen;
  if (seen.supply || charger.ledger.isLossWritten || charger.outputs.contactorClosed) return false;
  return seen.latch === Latch.Unlocked || charger.limits.onPowerLoss === OnPowerLoss.Hold;
}

/** A write stops the interpreter: not within a stroke, and while the contactor is closed as seldom as can be. */
function serveLedger(charger: Charger): void {
  const ledger = charger.ledger;
  if (charger.seen.motion === Motion.Moving) return;
  if (isLeaving(charger)) ledger.isLossWritten = true;
  else if (memoryDueMs(charger) > 0) return;
  else if (charger.outputs.contactorClosed && postpone(ledger, charger.uptimeMs)) return;
  keepLedger(ledger, charger.uptimeMs);
}

/**
 * Reads the next of the records after a start.
 *
 * @returns whether a signal changes with it
 */
export function recallNext(charger: Charger): boolean {
  if (!charger.limitRecord.isRead) {
    recallStanding(charger);
    return true;
  }
  if (!charger.access.isRead) recallAccess(charger.access);
  else recallEvents(charger);
  return false;
}

function serveLimit(charger: Charger): void {
  const kept = charger.limitRecord;
  const isTermed = charger.state.termLeftMs >= 0;
  const standing = charger.requests.externalMilliamps;
  if (charger.seen.supply) kept.isLossWritten = false;
  // A write stops the interpreter: not within a stroke.
  if (!isLimitNews(kept, standing, isTermed) || charger.seen.motion === Motion.Moving) return;
  keepLimit(kept, standing, isTermed, charger.seen.supply, charger.uptimeMs);
}

/** Once in four rounds. */
export function serveMemory(charger: Charger): void {
  const ledger = charger.ledger;
  if (charger.seen.supply) ledger.isLossWritten = false;
  const isAwaited = ledger.dueAtMs > charger.uptimeMs && charger.seen.supply;
  if (ledger.dueAtMs >= 0 && !isAwaited) serveLedger(charger);
  serveLimit(charger);
}
