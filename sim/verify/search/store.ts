/**
 * Store: the set of reached states, in memory that all workers share.
 *
 * An open-addressing table of numbers points into a plain array of packed states; a state enters by one
 * compare-and-swap. Numbers are given out in order, so a level of the breadth-first search is a range.
 * A number that lost the race for its place is a hole, and is skipped.
 */

import { EnvironmentError } from '../../errors.ts';

export interface StoreMemory {
  readonly words: number;
  readonly capacity: number;
  readonly table: SharedArrayBuffer;
  readonly data: SharedArrayBuffer;
  readonly parents: SharedArrayBuffer;
  readonly choices: SharedArrayBuffer;
  /** Ticks to a free plug, for the check of progress. */
  readonly distances: SharedArrayBuffer;
  /** 0: numbers given out · 1: states in the set. */
  readonly counters: SharedArrayBuffer;
}

const HOLE = -2;
export const ROOT = -1;

export class StoreFull extends EnvironmentError {
  constructor(capacity: number) {
    super(`more than ${capacity} states: give the search room for more (--states)`);
  }
}

export function createStoreMemory(words: number, capacity: number): StoreMemory {
  const slots = 2 ** Math.ceil(Math.log2(capacity * 1.6));
  return {
    words,
    capacity,
    table: new SharedArrayBuffer(slots * 4),
    data: new SharedArrayBuffer(capacity * words * 4),
    parents: new SharedArrayBuffer(capacity * 4),
    choices: new SharedArrayBuffer(capacity * 2),
    distances: new SharedArrayBuffer(capacity * 2),
    counters: new SharedArrayBuffer(8),
  };
}

export class Store {
  readonly data: Int32Array;
  readonly parents: Int32Array;
  readonly choices: Uint16Array;
  readonly distances: Uint16Array;
  private readonly table: Int32Array;
  private readonly counters: Int32Array;
  private readonly mask: number;
  private readonly words: number;
  private readonly capacity: number;

  constructor(memory: StoreMemory) {
    this.words = memory.words;
    this.capacity = memory.capacity;
    this.table = new Int32Array(memory.table);
    this.data = new Int32Array(memory.data);
    this.parents = new Int32Array(memory.parents);
    this.choices = new Uint16Array(memory.choices);
    this.distances = new Uint16Array(memory.distances);
    this.counters = new Int32Array(memory.counters);
    this.mask = this.table.length - 1;
  }

  /** Numbers given out so far; the states of the next level are above. */
  get end(): number {
    return Atomics.load(this.counters, 0);
  }

  get size(): number {
    return Atomics.load(this.counters, 1);
  }

  isHole(id: number): boolean {
    return this.parents[id] === HOLE;
  }

  private hash(key: Int32Array): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < this.words; i++) {
      hash = Math.imul(hash ^ (key[i] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0x85ebca6b);
    return (hash ^ (hash >>> 13)) & this.mask;
  }

  private equals(id: number, key: Int32Array): boolean {
    const at = id * this.words;
    for (let i = 0; i < this.words; i++) if (this.data[at + i] !== key[i]) return false;
    return true;
  }

  /** The number of a state, or −1. */
  find(key: Int32Array): number {
    for (let slot = this.hash(key); ; slot = (slot + 1) & this.mask) {
      const entry = Atomics.load(this.table, slot);
      if (entry === 0) return -1;
      if (this.equals(entry - 1, key)) return entry - 1;
    }
  }

  /** Inserts a state, unless it is present. @returns whether it is new */
  insert(key: Int32Array, parent: number, choice: number): boolean {
    let mine = -1;
    for (let slot = this.hash(key); ; slot = (slot + 1) & this.mask) {
      let entry = Atomics.load(this.table, slot);
      if (entry === 0) {
        if (mine < 0) mine = this.write(key, parent, choice);
        entry = Atomics.compareExchange(this.table, slot, 0, mine + 1);
        if (entry === 0) {
          Atomics.add(this.counters, 1, 1);
          return true;
        }
      }
      if (this.equals(entry - 1, key)) {
        if (mine >= 0) this.parents[mine] = HOLE;
        return false;
      }
    }
  }

  private write(key: Int32Array, parent: number, choice: number): number {
    const id = Atomics.add(this.counters, 0, 1);
    if (id >= this.capacity) throw new StoreFull(this.capacity);
    const at = id * this.words;
    for (let i = 0; i < this.words; i++) this.data[at + i] = key[i] as number;
    this.parents[id] = parent;
    this.choices[id] = choice;
    return id;
  }

  /** The way to a state, from its root on: each state before, and the number of the choice there. */
  pathTo(id: number): { root: number; steps: { id: number; choice: number }[] } {
    const steps: { id: number; choice: number }[] = [];
    let at = id;
    while (this.parents[at] !== ROOT) {
      const before = this.parents[at] as number;
      steps.push({ id: before, choice: this.choices[at] as number });
      at = before;
    }
    return { root: at, steps: steps.reverse() };
  }
}
