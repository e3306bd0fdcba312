/**
 * The stored program on Espruino: a file of its storage, which lies in the flash as it was written.
 */

import { createStoredProgram, type StoredProgram } from './stored-program.ts';

declare const E: espruino.Interpreter;

/** What Espruino runs at every start. */
const FILE = '.bootcde';
/** Read at a time, in bytes: most of the 4 ms go into finding the file. */
const PIECE_BYTES = 1024;
const SEAL = '//=';

export function createEspruinoProgram(storage: espruino.StorageModule): StoredProgram {
  return createStoredProgram<string>({
    read: (piece) => {
      const text = storage.read(FILE, piece * PIECE_BYTES, PIECE_BYTES);
      // Behind the end of the file there is nothing; less than a piece is left of a file that was cut off.
      return text === undefined || text.length < PIECE_BYTES ? null : text;
    },
    sumOf: (text) => E.CRC32(text),
    sealIn: (text) => (text.substring(0, 3) === SEAL ? Number(text.substring(3, 8)) : -1),
  });
}
