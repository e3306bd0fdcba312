/**
 * The stored program on Kaluma: its text in the flash is read again after every start, one piece per tick, and
 * compared with the sum in its last piece, which the build writes (`build/program-seal.mjs`).
 *
 * The sum is made of sums of squares, because the interpreter has one call for them: a sum of its own would take
 * it ten times as long. Every changed bit changes a square.
 */

import { type Program, Stored } from '../hal.ts';

/** What the engine has beyond the dialect; it takes any list of numbers. */
interface EngineMath {
  readonly hypot: { apply(self: null, numbers: Uint16Array): number };
}
const engineMath: EngineMath = Math as never;

declare function platformRequire(name: 'flash'): kaluma.FlashModule;

/** Where Kaluma keeps the program, in sectors of 4 KB behind its own image. */
const FIRST_SECTOR = 4;
const SECTORS = 128;
/** Read in one tick, in bytes. */
const PIECE_BYTES = 256;
const MOST_PIECES = (SECTORS * 4096) / PIECE_BYTES;
const MODULUS = 65521;
/** The last piece begins with `//=`, and the sum of all others follows in five digits. */
const SLASH = 47;
const EQUALS = 61;
const FIRST_DIGIT = 3;
const DIGITS = 5;

export interface KalumaProgram extends Program {
  /** Reads the next piece: about a millisecond, until all of them have been read. */
  readOn(): void;
}

function numberIn(bytes: Uint8Array): number {
  let text = '';
  for (let i = 0; i < DIGITS; i++) text += String.fromCharCode(bytes[FIRST_DIGIT + i] as number);
  return Number(text);
}

export function createKalumaProgram(): KalumaProgram {
  const Flash = platformRequire('flash').Flash;
  const flash = new Flash(FIRST_SECTOR, SECTORS);
  const bytes = new Uint8Array(PIECE_BYTES);
  const halves = new Uint16Array(bytes.buffer);
  let piece = 0;
  let sum = 0;
  let stored = Stored.Reading;
  return {
    stored: () => stored,
    readOn: () => {
      if (stored !== Stored.Reading) return;
      flash.read(0, bytes, piece * PIECE_BYTES);
      piece++;
      if (bytes[0] === SLASH && bytes[1] === SLASH && bytes[2] === EQUALS) {
        stored = numberIn(bytes) === sum ? Stored.Whole : Stored.Damaged;
        return;
      }
      if (piece >= MOST_PIECES) stored = Stored.Damaged;
      const length = engineMath.hypot.apply(null, halves);
      sum = (sum * 31 + (Math.floor(length * length + 0.5) % MODULUS)) % MODULUS;
    },
  };
}
