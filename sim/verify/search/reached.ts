/**
 * Reached: the states that a search has reached, by number, however it keeps them.
 */

import { EnvironmentError } from '../../errors.ts';
import { grown } from './numbering.ts';
import type { System } from './system.ts';

const LEAST_ROOM = 1024;

export interface Reached {
  /** How many states there are; their numbers are below. */
  readonly end: number;
  /** Nothing is forgotten in them. */
  readonly isPlain: boolean;
  /** Puts a system into a state. */
  unpack(system: System, id: number): void;
  /** The number of the state that a system is in, or −1. */
  find(system: System): number;
  /** The shortest way to a state: the numbers from its root on, its own the last. */
  wayTo(id: number): readonly number[];
}

export class StatesFull extends EnvironmentError {
  constructor(readonly capacity: number) {
    super(`more than ${capacity} states: give the search room for more (--states)`);
  }
}

/** The parent of a state that a search begins with. */
export const ROOT = -1;

/** The state before each, by number. */
export class Parents {
  private before = new Int32Array(LEAST_ROOM);

  constructor(private readonly capacity: number) {}

  /** Notes the state before a new one. @throws StatesFull where there is no room for it */
  add(id: number, parent: number): void {
    if (id >= this.capacity) throw new StatesFull(this.capacity);
    if (id >= this.before.length) this.before = grown(this.before, id * 2);
    this.before[id] = parent;
  }

  /** The way from a root to a state. */
  wayTo(id: number): readonly number[] {
    const way = [id];
    for (let at = this.before[id] as number; at !== ROOT; at = this.before[at] as number) {
      way.push(at);
    }
    return way.reverse();
  }
}
