/**
 * Install: writes a program where each platform expects it at power-on.
 */

import { LOG_SECTORS } from '../../firmware/platforms/flash-log.ts';
import { SECTOR_BYTES } from './flash.ts';

export const KALUMA_PROGRAM = 0x100000;
/** The log of what is stored lies in front of the program. */
export const KALUMA_LOG = KALUMA_PROGRAM - LOG_SECTORS * SECTOR_BYTES;
const KALUMA_PROGRAM_END = 0x180000;
export const ESPRUINO_STORAGE = 0x1c0000;
export const ESPRUINO_STORAGE_END = 0x200000;
/** Of a file in Espruino's storage: its length, and its name. */
export const HEAD_BYTES = 32;

/** Kaluma: the text and a zero byte. @returns where the text begins */
export function installKaluma(flash: Uint8Array, code: string): number {
  flash.fill(0xff, KALUMA_PROGRAM, KALUMA_PROGRAM_END);
  flash.set(Buffer.from(`${code}\0`, 'latin1'), KALUMA_PROGRAM);
  return KALUMA_PROGRAM;
}

/** Espruino: files in its storage, each behind a head of length and name. @returns where the last one's text begins */
export function installEspruino(
  flash: Uint8Array,
  files: Readonly<Record<string, string>>,
): number {
  flash.fill(0xff, ESPRUINO_STORAGE, ESPRUINO_STORAGE_END);
  let at = ESPRUINO_STORAGE;
  let from = at;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text, 'latin1');
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(data.length, 0);
    head.write(name, 4, 'latin1');
    flash.set(head, at);
    from = at + HEAD_BYTES;
    flash.set(data, from);
    at += HEAD_BYTES + ((data.length + 3) & ~3);
  }
  return from;
}
