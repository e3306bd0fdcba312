/**
 * Reached: the states that a search has reached, by number, however it keeps them.
 */

import { EnvironmentError } from '../../errors.ts';
import type { System } from './system.ts';

export interface Reached {
  /** How many states there are; their numbers are below. */
  readonly end: number;
  /** By number: ticks to a free plug and one more; 0 = not known yet. Asked for when all are reached. */
  readonly distances: Uint16Array;
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

/** The way from a root to a state, by the state before each. */
export function wayBack(id: number, parents: Int32Array): readonly number[] {
  const way = [id];
  for (let at = parents[id] as number; at !== ROOT; at = parents[at] as number) way.push(at);
  return way.reverse();
}
