/**
 * Stored program: its text in the flash is read again after every start, one piece after the other, and compared
 * with the sum in its last piece, which the build writes (`build/program-seal.mjs`).
 *
 * The sum is made of the sums of its pieces, because each engine has one call for those: a sum of its own would
 * take it ten times as long. A changed bit changes the sum of its piece, and but once in 65 521 the whole.
 */

import { type Program, Stored } from '../hal.ts';

const MODULUS = 65521;

export interface StoredProgram extends Program {
  /** Reads the next piece: about a millisecond, until all of them have been read. */
  readOn(): void;
}

/** How a platform reads its program. */
export interface ProgramText<Piece> {
  /** Null behind the last that there can be. */
  read(piece: number): Piece | null;
  sumOf(piece: Piece): number;
  /** The five digits behind `//=`; below 0 in a piece that does not begin so: only the last one does. */
  sealIn(piece: Piece): number;
}

export function createStoredProgram<Piece>(text: ProgramText<Piece>): StoredProgram {
  let read = 0;
  let sum = 0;
  let stored = Stored.Reading;
  return {
    stored: () => stored,
    readOn: () => {
      if (stored !== Stored.Reading) return;
      const piece = text.read(read);
      read++;
      if (piece === null) {
        stored = Stored.Damaged;
        return;
      }
      const seal = text.sealIn(piece);
      if (seal >= 0) stored = seal === sum ? Stored.Whole : Stored.Damaged;
      else sum = (sum * 31 + (text.sumOf(piece) % MODULUS)) % MODULUS;
    },
  };
}
