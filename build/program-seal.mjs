/**
 * Program seal: the last piece of a program for Kaluma, a comment with the sum of all before it, by which the
 * program finds out that it is stored as it was built (firmware/platforms/kaluma-program.ts).
 */

/** Both as in firmware/platforms/stored-program.ts. */
const PIECE_BYTES = 256;
const MODULUS = 65521;

const pattern = /\/\/\.*\n\/\/=\d{5}\.*\n$/;

/** @param {string} text ASCII, of whole pieces @returns {number} */
function sumOf(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += PIECE_BYTES) {
    let squares = 0;
    for (let i = at; i < at + PIECE_BYTES; i += 2) {
      const half = text.charCodeAt(i) + 256 * text.charCodeAt(i + 1);
      squares += half * half;
    }
    sum = (sum * 31 + (squares % MODULUS)) % MODULUS;
  }
  return sum;
}

/** @param {string} text a whole program, ASCII @returns {string} with its seal */
export function sealed(text) {
  const line = text.endsWith('\n') ? text : `${text}\n`;
  const missing = PIECE_BYTES - ((line.length + 3) % PIECE_BYTES);
  const whole = `${line}//${'.'.repeat(missing)}\n`;
  const seal = `//=${String(sumOf(whole)).padStart(5, '0')}`;
  return `${whole}${seal.padEnd(PIECE_BYTES - 1, '.')}\n`;
}

/**
 * @param {string} text a program
 * @returns {'none' | 'wrong' | 'right'} none: the program was cut off, in its padding or before
 */
export function sealOf(text) {
  if (!pattern.test(text)) return 'none';
  return sealed(unsealed(text)) === text ? 'right' : 'wrong';
}

/** @param {string} text a program, with a seal or without @returns {string} without it */
export function unsealed(text) {
  return text.replace(pattern, '');
}
