/**
 * The stored program on Kaluma: the flash as it is, from the sector on in which Kaluma keeps the program.
 */

import { sumSquares } from './square-sum.ts';
import { createStoredProgram, type StoredProgram } from './stored-program.ts';

declare function platformRequire(name: 'flash'): kaluma.FlashModule;

/** Read at a time, in bytes. */
const PIECE_BYTES = 256;
/** The last piece begins with `//=`, and the sum of all others follows in five digits. */
const SLASHES = 0x2f2f;
const EQUALS = 0x3d;
const ZERO = 48;
/** In sectors of 4 KB behind Kaluma's own image. */
const FIRST_SECTOR = 4;
const SECTORS = 128;
const MOST_PIECES = (SECTORS * 4096) / PIECE_BYTES;

/** The five digits behind `//=`; each half has its first character in its lower byte. */
function sealIn(halves: Uint16Array): number {
  if (halves[0] !== SLASHES || ((halves[1] as number) & 255) !== EQUALS) return -1;
  let sum = ((halves[1] as number) >> 8) - ZERO;
  for (let i = 2; i < 4; i++) {
    const two = halves[i] as number;
    sum = sum * 100 + ((two & 255) - ZERO) * 10 + (two >> 8) - ZERO;
  }
  return sum;
}

export function createKalumaProgram(): StoredProgram {
  const Flash = platformRequire('flash').Flash;
  const flash = new Flash(FIRST_SECTOR, SECTORS);
  const bytes = new Uint8Array(PIECE_BYTES);
  const halves = new Uint16Array(bytes.buffer);
  return createStoredProgram<Uint16Array>({
    read: (piece) => {
      if (piece >= MOST_PIECES) return null;
      flash.read(0, bytes, piece * PIECE_BYTES);
      return halves;
    },
    sumOf: sumSquares,
    sealIn: sealIn,
  });
}
