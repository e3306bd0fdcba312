/**
 * Program seal: the last piece of a program, a comment with the sum of all before it, by which the program finds
 * out that it is stored as it was built (firmware/platforms/stored-program.ts).
 */

import { crc32 } from 'node:zlib';

/** As in firmware/platforms/stored-program.ts. */
const MODULUS = 65521;

/** @typedef {{ pieceBytes: number, sumOf(piece: string): number }} Summing */

/** How each platform sums a piece. @type {Record<string, Summing>} */
const sums = {
  kaluma: { pieceBytes: 256, sumOf: sumSquares },
  espruino: { pieceBytes: 1024, sumOf: crc32 },
};

const pattern = /\/\/\.*\n\/\/=\d{5}\.*\n$/;

/** @param {string} platform @returns {Summing} */
function summingOf(platform) {
  const summing = sums[platform];
  if (summing === undefined) throw new Error(`no platform "${platform}" reads its own program`);
  return summing;
}

/** @param {string} piece @returns {number} */
function sumSquares(piece) {
  let squares = 0;
  for (let i = 0; i < piece.length; i += 2) {
    const half = piece.charCodeAt(i) + 256 * piece.charCodeAt(i + 1);
    squares += half * half;
  }
  return squares;
}

/** @param {string} text ASCII, of whole pieces @param {string} platform @returns {number} */
function sumOf(text, platform) {
  const { pieceBytes, sumOf } = summingOf(platform);
  let sum = 0;
  for (let at = 0; at < text.length; at += pieceBytes) {
    sum = (sum * 31 + (sumOf(text.slice(at, at + pieceBytes)) % MODULUS)) % MODULUS;
  }
  return sum;
}

/** @param {string} text a whole program, ASCII @param {string} platform @returns {string} with its seal */
export function sealed(text, platform) {
  const { pieceBytes } = summingOf(platform);
  const line = text.endsWith('\n') ? text : `${text}\n`;
  const missing = pieceBytes - ((line.length + 3) % pieceBytes);
  const whole = `${line}//${'.'.repeat(missing)}\n`;
  const seal = `//=${String(sumOf(whole, platform)).padStart(5, '0')}`;
  return `${whole}${seal.padEnd(pieceBytes - 1, '.')}\n`;
}

/**
 * @param {string} text a program @param {string} platform
 * @returns {'none' | 'wrong' | 'right'} none: the program was cut off, in its padding or before
 */
export function sealOf(text, platform) {
  if (!pattern.test(text)) return 'none';
  return sealed(unsealed(text), platform) === text ? 'right' : 'wrong';
}

/** @param {string} text a program, with a seal or without @returns {string} without it */
export function unsealed(text) {
  return text.replace(pattern, '');
}
