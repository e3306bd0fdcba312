/**
 * Storage on Kaluma: a log in the four sectors of the flash that Kaluma keeps for its `storage`, which we do not use.
 * What an earlier version has left in files is read until its slot is written again.
 *
 * Every text goes through calls of the engine as a whole: the interpreter takes 0.15 ms for each character that it
 * touches itself, and while energy flows the contactor opens 30 ms after the last feed.
 */

import { SLOTS, type Storage } from '../hal.ts';
import { createFlashLog, LOG_SECTORS, readSlot, type Sectors, type Texts } from './flash-log.ts';
import { hasErased, isFull, tidy, writeSlot } from './flash-room.ts';
import type { GuardedContactor } from './pio-reflex.ts';
import { sumSquares } from './square-sum.ts';

declare const TextEncoder: typeof kaluma.TextEncoder;
declare function platformRequire(name: 'fs'): kaluma.FileModule;
declare function platformRequire(name: 'flash'): kaluma.FlashModule;

export interface KalumaStorage {
  readonly storage: Storage;
  /** At the end of a tick: makes room for the next texts. */
  readonly tidyOn: () => void;
}

const ERASE = 6;
const MODULUS = 65521;
/** Summed at a time, in halves of a word: within a piece their order says nothing. */
const PIECE = 32;
/** The engine takes so many arguments. */
const AT_ONCE = 256;

const fromCharCode: { apply(self: null, codes: Uint8Array): string } = String.fromCharCode as never;

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += fromCharCode.apply(null, bytes.subarray(at, at + AT_ONCE));
  }
  return text;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function sumOf(text: string): number {
  // Whole words: a blank is added to an odd text.
  const even = (text.length & 1) === 0 ? text : `${text} `;
  const halves = new Uint16Array(bytesOf(even).buffer);
  let sum = text.length;
  for (let at = 0; at < halves.length; at += PIECE) {
    sum = (sum * 31 + (sumSquares(halves.subarray(at, at + PIECE)) % MODULUS)) % MODULUS;
  }
  return sum;
}

const texts: Texts = { bytesOf: bytesOf, textOf: textOf, sumOf: sumOf };

function createSectors(): Sectors {
  const Flash = platformRequire('flash').Flash;
  const flash = new Flash(0, LOG_SECTORS);
  return {
    read: (sector, bytes, offset) => flash.read(sector, bytes, offset),
    write: (sector, bytes, offset) => flash.write(sector, bytes, offset),
    erase: (sector) => flash.ioctl(ERASE, sector),
  };
}

/** What the version before kept in the file of this slot. */
function fileOf(slot: number): string {
  try {
    const fs = platformRequire('fs');
    const file = `/holdfast.${slot}`;
    return fs.exists(file) ? textOf(fs.readFile(file)) : '';
  } catch (_error) {
    return '';
  }
}

/** @param guarded what must know that the processor stands still for an erasure */
export function createKalumaStorage(guarded: GuardedContactor | null): KalumaStorage {
  const log = createFlashLog(createSectors(), texts, SLOTS);
  const mayErase = (): boolean => guarded === null || guarded.announce();
  return {
    storage: {
      read: (slot) => {
        const text = readSlot(log, slot);
        return text === '' ? fileOf(slot) : text;
      },
      write: (slot, text) => {
        // The text took its time, and so does the write.
        if (guarded !== null) guarded.reflex.feed();
        writeSlot(log, slot, text);
      },
      sum: sumOf,
    },
    tidyOn: () => {
      if (hasErased(log)) return;
      if (guarded === null || !guarded.isClosed() || isFull(log)) tidy(log, mayErase);
    },
  };
}
