/**
 * Limit record: the limit that stands without a term, and whether one with a term came after it. Kept over
 * resets and power cuts. A lower limit that stands for ever is written at once, because it may spare a fuse; anything
 * else once a minute at most, and when power goes. So a minute has as many writes as there are limits in it each of
 * which is the lowest yet.
 */

import { NOT_SO } from '../control/age.ts';
import { MOST_MILLIAMPS } from '../control/limits.ts';
import type { Storage } from '../hal.ts';
import { createRecord, readRecord, type StoredRecord, writeRecord } from './record.ts';

/** Behind the slots of journal, settings and the reason for a failure. */
const SLOT = 5;
const LAYOUT = 1;
const EVERY_MS = 60000;

export interface LimitRecord {
  readonly record: StoredRecord;
  isRead: boolean;
  /** As it is stored: in mA. */
  milliamps: number;
  isTermed: boolean;
  /** Uptime of the last write, in ms; NOT_SO before the first. */
  writtenAtMs: number;
}

export function createLimitRecord(storage: Storage): LimitRecord {
  return {
    record: createRecord(storage, SLOT, LAYOUT),
    isRead: false,
    milliamps: MOST_MILLIAMPS,
    isTermed: false,
    writtenAtMs: NOT_SO,
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

/**
 * Stores what stands, unless it can wait and was stored less than a minute ago.
 *
 * @param isLeaving power goes: nothing can wait
 */
export function keepLimit(
  kept: LimitRecord,
  milliamps: number,
  isTermed: boolean,
  isLeaving: boolean,
  uptimeMs: number,
): void {
  const sinceMs = uptimeMs - kept.writtenAtMs;
  const isLower = milliamps < kept.milliamps && !isTermed;
  const mayWait = !isLower && !isLeaving;
  if (mayWait && kept.writtenAtMs >= 0 && sinceMs >= 0 && sinceMs < EVERY_MS) return;
  kept.milliamps = milliamps;
  kept.isTermed = isTermed;
  kept.writtenAtMs = uptimeMs;
  writeRecord(kept.record, `${milliamps} ${isTermed ? 1 : 0}`);
}
