/**
 * SipHash-2-4 (Aumasson, Bernstein, 2012) over nine bytes, in four slices of two rounds each: what answers a
 * challenge. 64-bit words are two 32-bit halves here, the lower one first, and no sum leaves 32 bits: an engine with
 * small integers counts as well.
 */

export interface Hash {
  /** v0 to v3. */
  readonly words: number[];
  /** The message: a word of eight bytes, its lower half first, and a ninth byte. */
  low: number;
  high: number;
  ninth: number;
  /** Slices done; four are all. */
  slices: number;
}

export const SLICES = 4;

/** @param key four words of 32 bits, the highest first */
export function startHash(key: readonly number[], low: number, high: number, ninth: number): Hash {
  const k0 = [key[1] as number, key[0] as number];
  const k1 = [key[3] as number, key[2] as number];
  const start = [
    0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
  ];
  const words: number[] = [];
  for (let i = 0; i < 8; i++) {
    const half = (((i >> 1) & 1) === 0 ? k0 : k1)[i & 1] as number;
    words.push((start[i] as number) ^ half);
  }
  return { words: words, low: low, high: high, ninth: ninth, slices: 0 };
}

function swap(v: number[], a: number): void {
  const low = v[a] as number;
  v[a] = v[a + 1] as number;
  v[a + 1] = low;
}

/** a += b; b = a ^ (b rotated by so many bits to the left, 1 to 31). */
function mix(v: number[], a: number, b: number, bits: number): void {
  const low = v[b] as number;
  const high = v[b + 1] as number;
  const sum = v[a] as number;
  const small = (sum & 0xffff) + (low & 0xffff);
  const large = (sum >>> 16) + (low >>> 16) + (small >>> 16);
  const total = (large << 16) | (small & 0xffff);
  const upper = ((v[a + 1] as number) + high + (large >>> 16)) | 0;
  v[a] = total;
  v[a + 1] = upper;
  v[b] = ((low << bits) | (high >>> (32 - bits))) ^ total;
  v[b + 1] = ((high << bits) | (low >>> (32 - bits))) ^ upper;
}

function turn(v: number[]): void {
  mix(v, 0, 2, 13);
  swap(v, 0);
  mix(v, 4, 6, 16);
  mix(v, 0, 6, 21);
  mix(v, 4, 2, 17);
  swap(v, 4);
}

function take(v: number[], low: number, high: number, isAfter: boolean): void {
  const at = isAfter ? 0 : 6;
  v[at] = (v[at] as number) ^ low;
  v[at + 1] = (v[at + 1] as number) ^ high;
}

/** Does the next two rounds. */
export function goOnHashing(hash: Hash): void {
  const v = hash.words;
  const isTail = hash.slices === 1;
  const low = isTail ? hash.ninth : hash.low;
  const high = isTail ? 9 << 24 : hash.high;
  if (hash.slices < 2) take(v, low, high, false);
  if (hash.slices === 2) v[4] = (v[4] as number) ^ 0xff;
  turn(v);
  turn(v);
  if (hash.slices < 2) take(v, low, high, true);
  hash.slices++;
}

/** One half of the result, after four slices: 0 the lower, 1 the higher. */
export function halfOf(hash: Hash, half: 0 | 1): number {
  const v = hash.words;
  const upper = (v[half] as number) ^ (v[2 + half] as number);
  return upper ^ (v[4 + half] as number) ^ (v[6 + half] as number);
}
