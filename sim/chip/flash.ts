/**
 * Flash: the content of a Pico's flash, and its writes by the ROM's routines, with the duration of a real
 * flash.
 */

import type { RP2040 } from 'rp2040js';

/** Its address for the processor. */
export const FLASH_FROM = 0x10000000;
const FLASH_TO = 0x11000000;
/** Its size on a Pico. */
export const FLASH_BYTES = 0x200000;
const ERASE_NANOS_PER_SECTOR = 45_000_000;
const PROGRAM_NANOS_PER_PAGE = 400_000;
/** What is erased at once. */
export const SECTOR_BYTES = 4096;
const PAGE_BYTES = 256;

/** One step of a write to the flash: sectors erased, or pages programmed. */
export interface FlashStep {
  /** Offset from the beginning of the flash. */
  readonly at: number;
  /** The programmed bytes; for an erasure, all ones. */
  readonly bytes: Uint8Array;
  readonly isErasure: boolean;
}

/** Executes a step, or its first part. @param length how many of its bytes */
export function putStep(flash: Uint8Array, step: FlashStep, length = step.bytes.length): void {
  for (let i = 0; i < length; i++) {
    const to = step.at + i;
    const byte = step.bytes[i] as number;
    flash[to] = step.isErasure ? 0xff : (flash[to] as number) & byte;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function halfAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(at, true);
}

/** Copies a firmware image to its place. */
export function loadUf2(flash: Uint8Array, uf2: Uint8Array): void {
  for (let at = 0; at + 512 <= uf2.length; at += 512) {
    if (wordAt(uf2, at) !== 0x0a324655) throw new Error('the firmware image is no UF2 file');
    const address = wordAt(uf2, at + 12);
    const size = wordAt(uf2, at + 16);
    if (address < FLASH_FROM || address >= FLASH_TO) continue;
    flash.set(uf2.subarray(at + 32, at + 32 + size), address - FLASH_FROM);
  }
}

/**
 * The ROM's table of functions: erase and program are executed here, entering and leaving do nothing.
 *
 * @param write executes a step, which takes this long
 * @returns the function at each address of the ROM
 */
export function flashRoutines(
  mcu: RP2040,
  rom: Uint8Array,
  write: (step: FlashStep, nanos: number) => void,
): Map<number, () => void> {
  const words = mcu.core.registers;
  const erase = (): void => {
    const [at, count] = [words[0] as number, words[1] as number];
    const bytes = new Uint8Array(count).fill(0xff);
    write({ at, bytes, isErasure: true }, (count / SECTOR_BYTES) * ERASE_NANOS_PER_SECTOR);
  };
  const program = (): void => {
    const [at, from, count] = [words[0] as number, words[1] as number, words[2] as number];
    const bytes = Uint8Array.from({ length: count }, (_, i) => mcu.readUint8(from + i));
    write({ at, bytes, isErasure: false }, (count / PAGE_BYTES) * PROGRAM_NANOS_PER_PAGE);
  };
  const nothing = (): void => undefined;
  const known = { RE: erase, RP: program, IF: nothing, EX: nothing, FC: nothing, CX: nothing };
  const routines = new Map<number, () => void>();
  for (let at = halfAt(rom, 0x14); halfAt(rom, at) !== 0; at += 4) {
    const name = String.fromCharCode(rom[at] as number, rom[at + 1] as number);
    const routine = known[name as keyof typeof known];
    if (routine !== undefined) routines.set(halfAt(rom, at + 2) & ~1, routine);
  }
  return routines;
}
