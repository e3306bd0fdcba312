/**
 * Stored program: its text in the flash is read again after every start, one piece after the other, and compared
 * with the sum in its last piece, which the build writes (`build/program-seal.mjs`).
 *
 * The sum is made of sums of squares, because each engine has one call for them: a sum of its own would take it
 * ten times as long. Every changed bit changes a square.
 */

import { type Program, Stored } from '../hal.ts';

/** Read at a time, in bytes. */
export const PIECE_BYTES = 256;
const MODULUS = 65521;
/** The last piece begins with `//=`, and the sum of all others follows in five digits. */
const SLASHES = 0x2f2f;
const EQUALS = 0x3d;
const ZERO = 48;

export interface StoredProgram extends Program {
  /** Reads the next piece: about a millisecond, until all of them have been read. */
  readOn(): void;
}

/** How a platform reads its program. */
export interface ProgramText {
  /** The piece as halves of a word, the lower byte first; null behind the last that there can be. */
  read(piece: number): Uint16Array | null;
  sumSquares(halves: Uint16Array): number;
}

/** The five digits behind `//=`. */
function sumIn(halves: Uint16Array): number {
  let sum = ((halves[1] as number) >> 8) - ZERO;
  for (let i = 2; i < 4; i++) {
    const two = halves[i] as number;
    sum = sum * 100 + ((two & 255) - ZERO) * 10 + (two >> 8) - ZERO;
  }
  return sum;
}

export function createStoredProgram(text: ProgramText): StoredProgram {
  let piece = 0;
  let sum = 0;
  let stored = Stored.Reading;
  return {
    stored: () => stored,
    readOn: () => {
      if (stored !== Stored.Reading) return;
      const halves = text.read(piece);
      piece++;
      if (halves === null) {
        stored = Stored.Damaged;
      } else if (halves[0] === SLASHES && ((halves[1] as number) & 255) === EQUALS) {
        stored = sumIn(halves) === sum ? Stored.Whole : Stored.Damaged;
      } else {
        sum = (sum * 31 + (text.sumSquares(halves) % MODULUS)) % MODULUS;
      }
    },
  };
}
