/**
 * Numbering: a number for every distinct key of 32-bit words, in the order in which they come. Grows as it is filled.
 */

const LEAST_ROOM = 1024;

export class Numbering {
  /** The keys, one after the other, by number. */
  data: Int32Array;
  size = 0;
  private table: Int32Array;

  constructor(readonly words: number) {
    this.data = new Int32Array(LEAST_ROOM * words);
    this.table = new Int32Array(LEAST_ROOM * 2);
  }

  /** The number of a key, or −1. */
  find(key: Int32Array): number {
    return (this.table[this.slotOf(key)] as number) - 1;
  }

  /** The number of a key, which is a new one where the key has none yet. */
  number(key: Int32Array): number {
    const slot = this.slotOf(key);
    const entry = this.table[slot] as number;
    if (entry !== 0) return entry - 1;
    const { words } = this;
    const id = this.size++;
    if (this.size * words > this.data.length) this.data = grown(this.data, this.data.length * 2);
    this.data.set(key, id * words);
    this.table[slot] = id + 1;
    if (this.size * 1.6 > this.table.length) this.grow();
    return id;
  }

  /** The place of a key, or the empty one that it would take. */
  private slotOf(key: Int32Array): number {
    const { table, data, words } = this;
    const mask = table.length - 1;
    for (let slot = hashOf(key, 0, words) & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot] as number;
      if (entry === 0) return slot;
      const at = (entry - 1) * words;
      let i = 0;
      while (i < words && data[at + i] === key[i]) i++;
      if (i === words) return slot;
    }
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = hashOf(this.data, id * this.words, this.words) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = id + 1;
    }
    this.table = table;
  }
}

function hashOf(key: Int32Array, at: number, words: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words; i++) {
    hash = Math.imul(hash ^ (key[at + i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** The same numbers in an array with more room. */
export function grown(before: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const after = new Int32Array(length);
  after.set(before);
  return after;
}
