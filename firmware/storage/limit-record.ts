/**
 * Limit record: the limit that stands without a term, and whether one with a term came after it. Kept over
 * resets and power cuts, and written once a minute at most; but what may spare a fuse, a lower limit or the first one with a
 * term, after ten seconds, and what stands as power goes at once, once.
 */

import { NOT_SO } from '../control/age.ts';
import { MOST_MILLIAMPS } from '../control/limits.ts';
import type { Storage } from '../hal.ts';
import { createRecord, readRecord, type StoredRecord, writeRecord } from './record.ts';

/** Behind the slots of journal, settings and the reason for a failure. */
const SLOT = 5;
const LAYOUT = 1;
const EVERY_MS = 60000;
const LOWER_EVERY_MS = 10000;

export interface LimitRecord {
  readonly record: StoredRecord;
  isRead: boolean;
  /** As it is stored: in mA. */
  milliamps: number;
  isTermed: boolean;
  /** Uptime of the last write, in ms; NOT_SO before the first. */
  writtenAtMs: number;
  /** Since power went it was written. */
  isLossWritten: boolean;
}

export function createLimitRecord(storage: Storage): LimitRecord {
  return {
    record: createRecord(storage, SLOT, LAYOUT),
    isRead: false,
    milliamps: MOST_MILLIAMPS,
    isTermed: false,
    writtenAtMs: NOT_SO,
    isLossWritten: false,
  };
}

/**
 * Reads what is stored.
 *
 * @param safeMilliamps what stands where something was stored and cannot be read
 */
export function recallLimit(kept: LimitRecord, safeMilliamps: number): void {
  const words = readRecord(kept.record).split(' ');
  kept.isRead = true;
  const milliamps = words.length === 2 ? Number(words[0]) : NOT_SO;
  if (milliamps >= 0 && milliamps <= MOST_MILLIAMPS) {
    kept.milliamps = milliamps;
    kept.isTermed = words[1] === '1';
  } else if (kept.record.isLost || words.length === 2) {
    kept.milliamps = safeMilliamps;
  }
}

/** Whether what stands is not what is stored. */
export function isLimitNews(kept: LimitRecord, milliamps: number, isTermed: boolean): boolean {
  return !kept.isRead || milliamps !== kept.milliamps || isTermed !== kept.isTermed;
}

/** Whether it is too early for what stands to be written. */
function mayWait(
  kept: LimitRecord,
  milliamps: number,
  isTermed: boolean,
  uptimeMs: number,
): boolean {
  const isLower = milliamps < kept.milliamps || (isTermed && !kept.isTermed);
  const sinceMs = uptimeMs - kept.writtenAtMs;
  return kept.writtenAtMs >= 0 && sinceMs >= 0 && sinceMs < (isLower ? LOWER_EVERY_MS : EVERY_MS);
}

/** Stores what stands, unless it can wait and something was stored a short while ago. @param supply mains is there */
export function keepLimit(
  kept: LimitRecord,
  milliamps: number,
  isTermed: boolean,
  supply: boolean,
  uptimeMs: number,
): void {
  const isLeaving = !supply && !kept.isLossWritten;
  if (!isLeaving && mayWait(kept, milliamps, isTermed, uptimeMs)) return;
  if (!supply) kept.isLossWritten = true;
  kept.milliamps = milliamps;
  kept.isTermed = isTermed;
  kept.writtenAtMs = uptimeMs;
  writeRecord(kept.record, `${milliamps} ${isTermed ? 1 : 0}`);
}
