/**
 * Storage on Kaluma: a log in the four sectors of the flash that Kaluma keeps for its `storage`, which we do not use.
 * What an earlier version has left in files is read until its slot is written again.
 */

import { SLOTS, type Storage } from '../hal.ts';
import { createFlashLog, LOG_SECTORS, readSlot, type Sectors } from './flash-log.ts';
import { hasErased, isFull, tidy, writeSlot } from './flash-room.ts';
import { sumOf, textOf } from './kaluma-text.ts';
import type { GuardedContactor } from './pio-reflex.ts';

declare function platformRequire(name: 'fs'): kaluma.FileModule;
declare function platformRequire(name: 'flash'): kaluma.FlashModule;

export interface KalumaStorage {
  readonly storage: Storage;
  /** At the end of a tick: makes room for the next texts. */
  readonly tidyOn: () => void;
}

/** The operation of `ioctl`. */
const ERASE = 6;

function createSectors(guarded: GuardedContactor | null): Sectors {
  const Flash = platformRequire('flash').Flash;
  const flash = new Flash(0, LOG_SECTORS);
  return {
    read: (sector, bytes, offset) => flash.read(sector, bytes, offset),
    write: (sector, bytes, offset) => flash.write(sector, bytes, offset),
    erase: (sector) => {
      // Also where a write needs room at once, and nobody has asked whether it may.
      if (guarded !== null) guarded.announce();
      flash.ioctl(ERASE, sector);
    },
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
  const log = createFlashLog(createSectors(guarded), SLOTS);
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
