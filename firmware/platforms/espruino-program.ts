/**
 * The stored program on Espruino: a file of its storage, which lies in the flash as it was written.
 */

import { createStoredProgram, PIECE_BYTES, type StoredProgram } from './stored-program.ts';

declare const E: espruino.Interpreter;

/** What Espruino runs at every start. */
const FILE = '.bootcde';

export function createEspruinoProgram(storage: espruino.StorageModule): StoredProgram {
  return createStoredProgram({
    read: (piece) => {
      const text = storage.read(FILE, piece * PIECE_BYTES, PIECE_BYTES);
      // Behind the end of the file there is nothing; less than a piece is left of a file that was cut off.
      if (text === undefined || text.length < PIECE_BYTES) return null;
      return new Uint16Array(E.toArrayBuffer(text));
    },
    // About a mean of 0: the sum of their squares, whatever its name says.
    sumSquares: (halves) => E.variance(halves, 0),
  });
}
