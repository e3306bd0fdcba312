/**
 * Record: a text in two slots that are written in turn, so that a write that is cut off leaves the one before.
 *
 * A slot holds `<layout>:<sequence>:<text>` and its sum. A layout that this firmware does not know is not read.
 */

import type { Storage } from '../hal.ts';
import { MOST_OLD, summedText, withSum } from './summed-text.ts';

export interface StoredRecord {
  readonly storage: Storage;
  /** The first of its two slots. */
  readonly slot: number;
  readonly layout: number;
  sequence: number;
  /** Something is stored, and no slot can be read. */
  isLost: boolean;
}

export function createRecord(storage: Storage, slot: number, layout: number): StoredRecord {
  return { storage: storage, slot: slot, layout: layout, sequence: 0, isLost: false };
}

/** Takes a slot's text over if it is readable, and newer than what was found. @returns '' if not */
function newer(record: StoredRecord, stored: string, found: string): string {
  const text = summedText(record.storage, stored, MOST_OLD);
  const start = text.indexOf(':');
  const mark = text.indexOf(':', start + 1);
  const sequence = Number(text.substring(start + 1, mark));
  if (text.substring(0, start) !== `${record.layout}` || !(sequence >= 0)) return '';
  if (found !== '' && ((sequence - record.sequence) & 0xffff) >= 0x8000) return '';
  record.sequence = sequence;
  return text.substring(mark + 1);
}

/** The text that was stored last; '' if there is none that can be read. */
export function readRecord(record: StoredRecord): string {
  const storage = record.storage;
  const first = storage.read(record.slot);
  const second = storage.read(record.slot + 1);
  const found = newer(record, first, '');
  const last = newer(record, second, found);
  const text = last === '' ? found : last;
  record.isLost = text === '' && (first !== '' || second !== '');
  return text;
}

/** @param text not empty */
export function writeRecord(record: StoredRecord, text: string): void {
  record.sequence = (record.sequence + 1) & 0xffff;
  const body = `${record.layout}:${record.sequence}:${text}`;
  const storage = record.storage;
  storage.write(record.slot + (record.sequence & 1), withSum(storage, body));
}
