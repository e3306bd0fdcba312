/**
 * The stored program on Kaluma: the flash as it is, from the sector on in which Kaluma keeps the program.
 */

import { createStoredProgram, PIECE_BYTES, type StoredProgram } from './stored-program.ts';

/** What the engine has beyond the dialect; it takes any list of numbers. */
interface EngineMath {
  readonly hypot: { apply(self: null, numbers: Uint16Array): number };
}
const engineMath: EngineMath = Math as never;

declare function platformRequire(name: 'flash'): kaluma.FlashModule;

/** In sectors of 4 KB behind Kaluma's own image. */
const FIRST_SECTOR = 4;
const SECTORS = 128;
const MOST_PIECES = (SECTORS * 4096) / PIECE_BYTES;

export function createKalumaProgram(): StoredProgram {
  const Flash = platformRequire('flash').Flash;
  const flash = new Flash(FIRST_SECTOR, SECTORS);
  const bytes = new Uint8Array(PIECE_BYTES);
  const halves = new Uint16Array(bytes.buffer);
  return createStoredProgram({
    read: (piece) => {
      if (piece >= MOST_PIECES) return null;
      flash.read(0, bytes, piece * PIECE_BYTES);
      return halves;
    },
    sumSquares: (numbers) => {
      const length = engineMath.hypot.apply(null, numbers);
      return Math.floor(length * length + 0.5);
    },
  });
}
