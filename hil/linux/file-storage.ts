/**
 * File storage: one file per slot. After a power loss at any moment a file has either the old text or the new
 * one, complete.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Storage } from '../../firmware/hal.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';

function sync(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

/** @param folder created where it does not exist */
export function createFileStorage(folder: string): Storage {
  mkdirSync(folder, { recursive: true });
  const path = (slot: number): string => join(folder, `slot-${slot}`);
  return {
    sum: crc16,
    read: (slot) => (existsSync(path(slot)) ? readFileSync(path(slot), 'latin1') : ''),
    write: (slot, text) => {
      const fresh = `${path(slot)}.new`;
      const file = openSync(fresh, 'w');
      writeSync(file, text, null, 'latin1');
      fsyncSync(file);
      closeSync(file);
      renameSync(fresh, path(slot));
      sync(folder);
    },
  };
}
