/**
 * Packed states: a number for every state that a system is in, as far as a layout tells states apart.
 */

import type { Layout } from './layout.ts';
import { Numbering } from './numbering.ts';
import type { System } from './system.ts';

export class PackedStates {
  private readonly known: Numbering;
  private readonly key: Int32Array;

  constructor(private readonly layout: Layout) {
    this.known = new Numbering(layout.words);
    this.key = new Int32Array(layout.words);
  }

  /** How many there are; their numbers are below. */
  get size(): number {
    return this.known.size;
  }

  /**
   * The number of the state that a system is in; a new one if it has none.
   *
   * @throws Error where a new state does not fit the layout
   */
  number(system: System): number {
    this.layout.pack(system, this.key, 0);
    const { size } = this;
    const id = this.known.number(this.key);
    if (id === size) this.layout.check(system);
    return id;
  }

  /** The number of the state that a system is in, or −1. */
  find(system: System): number {
    this.layout.pack(system, this.key, 0);
    return this.known.find(this.key);
  }

  /** Puts a system into a state. */
  unpack(system: System, id: number): void {
    this.layout.unpack(system, this.known.data, id * this.layout.words);
  }
}
