/**
 * Erased ledger: a commissioned charger's flash without its record of events and counters, so that the next start is
 * the first that it notes.
 *
 * On Kaluma a record whose head is overwritten with zeros counts no more (firmware/platforms/flash-log.ts); Espruino
 * itself removes a file by overwriting the beginning of its name.
 */

import { PAGE_BYTES } from '../../firmware/platforms/flash-log.ts';
import { LEDGER_SLOT } from '../../firmware/storage/ledger.ts';
import { SECTOR_BYTES } from './flash.ts';
import {
  ESPRUINO_STORAGE,
  ESPRUINO_STORAGE_END,
  HEAD_BYTES,
  KALUMA_LOG,
  KALUMA_PROGRAM,
} from './install.ts';
import type { Platform } from './installed.ts';

const SLOTS = [LEDGER_SLOT, LEDGER_SLOT + 1];
/** The slot, and its complement. */
const MARK_BYTES = 2;
/** The upper byte of a length has flags. */
const LENGTH_BITS = 0xffffff;
const ERASED = 0xffffffff;
/** The part of a name that a removal overwrites. */
const REMOVED_BYTES = 4;

/** A record begins on a page. */
function eraseFromLog(flash: Uint8Array): void {
  for (let at = KALUMA_LOG; at < KALUMA_PROGRAM; at += PAGE_BYTES) {
    const slot = flash[at] as number;
    const isHead = flash[at + 1] === (slot ^ 255);
    if (isHead && SLOTS.includes(slot)) flash.fill(0, at, at + MARK_BYTES);
  }
}

function eraseFiles(flash: Uint8Array): void {
  const view = new DataView(flash.buffer, flash.byteOffset);
  const names = SLOTS.map((slot) => `hf${slot}\0`);
  let at = ESPRUINO_STORAGE;
  while (at + HEAD_BYTES <= ESPRUINO_STORAGE_END) {
    const length = view.getUint32(at, true);
    if (length === ERASED) {
      // Files go on in the next sector.
      at = (Math.floor(at / SECTOR_BYTES) + 1) * SECTOR_BYTES;
      continue;
    }
    const name = Buffer.from(flash.subarray(at + 4, at + HEAD_BYTES)).toString('latin1');
    if (names.some((one) => name.startsWith(one))) flash.fill(0, at + 4, at + 4 + REMOVED_BYTES);
    at += HEAD_BYTES + (((length & LENGTH_BITS) + 3) & ~3);
  }
}

/** @returns a copy of the flash, with everything else where it was */
export function withoutLedger(platform: Platform, flash: Uint8Array): Uint8Array {
  const erased = flash.slice();
  if (platform === 'kaluma') eraseFromLog(erased);
  else eraseFiles(erased);
  return erased;
}
