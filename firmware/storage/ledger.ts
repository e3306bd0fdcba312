/**
 * Ledger: what happened and how often, over power cuts: the last 32 events and a few counters.
 *
 * A record holds `<starts>;<counters>;<event>,<event>…`. An event is `<start> <seconds since it> <what> <detail>`, in words
 * that are short because every write has all of them. A counter is written after the thing was counted: what is lost with a
 * power cut is missing, and nothing is counted twice.
 */

import { NOT_SO } from '../control/age.ts';
import type { Storage } from '../hal.ts';
import { createRecord, readRecord, type StoredRecord, writeRecord } from './record.ts';

/** In the order in which they are stored. */
export enum Count {
  Strokes,
  /** The contactor opened while the vehicle asked for energy, and while it did not. */
  HotOpenings,
  ColdOpenings,
  /** Starts, by `ResetCause`. */
  PowerOns,
  BrownOuts,
  WatchdogResets,
  OtherStarts,
  WakeUps,
  /** The longest time between two ticks, in ms. */
  WorstLap,
}

const COUNTS = 9;
const EVENTS = 32;
/** The first of its two slots. */
export const LEDGER_SLOT = 9;
const LAYOUT = 1;
/** Between two writes, in ms: so much is lost at most. */
const EVERY_MS = 60000;
/** What comes together is written together. */
const SETTLE_MS = 2000;

export interface Ledger {
  readonly record: StoredRecord;
  isRead: boolean;
  starts: number;
  readonly counts: number[];
  readonly events: string[];
  /** Seconds since the start, without those of the uptime: it wraps. */
  seconds: number;
  uptimeMs: number;
  /** Uptime at which a change is to be written, of the last write, in ms; NOT_SO for none. */
  dueAtMs: number;
  writtenAtMs: number;
  /** The contactor is closed, and the write waits for it to open, for a minute. */
  isPostponed: boolean;
  /** Written since supply was lost. */
  isLossWritten: boolean;
}

export function createLedger(storage: Storage): Ledger {
  const counts: number[] = [];
  for (let i = 0; i < COUNTS; i++) counts.push(0);
  return {
    record: createRecord(storage, LEDGER_SLOT, LAYOUT),
    isRead: false,
    starts: 0,
    counts: counts,
    events: [],
    seconds: 0,
    uptimeMs: 0,
    dueAtMs: NOT_SO,
    writtenAtMs: NOT_SO,
    isPostponed: false,
    isLossWritten: false,
  };
}

/** Takes over what is stored; what was counted since the start is added to it. */
export function recallLedger(ledger: Ledger): void {
  const parts = readRecord(ledger.record).split(';');
  ledger.isRead = true;
  ledger.starts = parts.length === 3 ? 1 + Number(parts[0]) : 1;
  // What came before was noted without the number of the start.
  for (let i = 0; i < ledger.events.length; i++) {
    ledger.events[i] = `${ledger.starts}${(ledger.events[i] as string).substring(1)}`;
  }
  if (parts.length !== 3) return;
  const counts = (parts[1] as string).split(' ');
  for (let i = 0; i < COUNTS && i < counts.length; i++) {
    const before = Number(counts[i]);
    const now = ledger.counts[i] as number;
    if (i !== Count.WorstLap) ledger.counts[i] = before + now;
    else if (before > now) ledger.counts[i] = before;
  }
  const events = (parts[2] as string).split(',');
  for (let i = events.length - 1; i >= 0; i--) {
    if (events[i] !== '') ledger.events.unshift(events[i] as string);
  }
  while (ledger.events.length > EVENTS) ledger.events.shift();
}

function noteChange(ledger: Ledger, uptimeMs: number): void {
  if (ledger.dueAtMs >= 0 && !ledger.isPostponed) return;
  ledger.isPostponed = false;
  ledger.dueAtMs = uptimeMs + SETTLE_MS;
  const restedAtMs = ledger.writtenAtMs < 0 ? 0 : ledger.writtenAtMs + EVERY_MS;
  if (restedAtMs > ledger.dueAtMs) ledger.dueAtMs = restedAtMs;
}

export function count(ledger: Ledger, what: Count, uptimeMs: number): void {
  ledger.counts[what] = (ledger.counts[what] as number) + 1;
  noteChange(ledger, uptimeMs);
}

/** The worst lap is worth no write of its own. */
export function countLap(ledger: Ledger, lapMs: number): void {
  if (lapMs > (ledger.counts[Count.WorstLap] as number)) ledger.counts[Count.WorstLap] = lapMs;
}

/** Follows the uptime, which goes back by the cap after a day. */
function secondsAt(ledger: Ledger, uptimeMs: number, capMs: number): number {
  if (uptimeMs < ledger.uptimeMs) ledger.seconds += Math.floor(capMs / 1000);
  ledger.uptimeMs = uptimeMs;
  return ledger.seconds + Math.floor(uptimeMs / 1000);
}

/** @param what one or two words without a comma or a semicolon */
export function noteEvent(ledger: Ledger, what: string, uptimeMs: number, capMs: number): void {
  ledger.events.push(`${ledger.starts} ${secondsAt(ledger, uptimeMs, capMs)} ${what}`);
  if (ledger.events.length > EVENTS) ledger.events.shift();
  noteChange(ledger, uptimeMs);
}

/** Time until it is to be written, in ms; `capMs` where nothing is to be. */
export function ledgerDueMs(ledger: Ledger, uptimeMs: number, capMs: number): number {
  if (ledger.dueAtMs < 0) return capMs;
  const leftMs = ledger.dueAtMs - uptimeMs;
  // The uptime goes back by the cap after a day.
  return leftMs < 0 || leftMs > EVERY_MS ? 0 : leftMs;
}

/** The contactor is closed, and may open before: a write stops the ticks. @returns false if it has waited already */
export function postpone(ledger: Ledger, uptimeMs: number): boolean {
  if (ledger.isPostponed) return false;
  ledger.isPostponed = true;
  ledger.dueAtMs = uptimeMs + EVERY_MS - SETTLE_MS;
  return true;
}

export function keepLedger(ledger: Ledger, uptimeMs: number): void {
  ledger.dueAtMs = NOT_SO;
  ledger.writtenAtMs = uptimeMs;
  const text = `${ledger.starts};${ledger.counts.join(' ')};${ledger.events.join(',')}`;
  writeRecord(ledger.record, text);
}
