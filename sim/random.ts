/**
 * Random: reproducible chance. A sequence from a seed, and a hash of an instant for noise that does not
 * depend on how often somebody looked.
 */

/** A generator of numbers in 0…1 (mulberry32: small, and good enough for choosing faults). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number in −1…1 that depends on seed and instant alone. */
export function noiseAt(seed: number, atUs: number): number {
  let mixed = Math.imul((atUs >>> 0) ^ seed, 0x9e3779b1) ^ Math.floor(atUs / 4294967296);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2147483648 - 1;
}
