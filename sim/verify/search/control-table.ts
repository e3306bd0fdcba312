/**
 * Control table: every state of control that is reached, and its moves, each tried once.
 *
 * Of the other half of the tick control reads what the lock's driver says and, where an input is nominal, where the pin
 * would be. That is its context. What differs in the guard alone need not be tried again.
 */

import type { FollowerTable } from './follower-table.ts';
import { forgetControl } from './forget.ts';
import { endsProof } from './forget-barred.ts';
import { createControlLayout, type Layout } from './layout.ts';
import { type Met, meet } from './met.ts';
import { grown, Numbering } from './numbering.ts';
import { type System, stepControl } from './system.ts';

/** More than there are contexts. */
const CONTEXTS = 64;
/** Slots in which the moves of one row are compared; at least twice the moves of the largest row. */
const SLOTS = 8192;

export class ControlTable {
  readonly states: Numbering;
  /** Message and next state of every move, row by row. */
  moves = new Int32Array(1 << 16);
  /** Where each row begins; the next one's beginning is its end. */
  starts = new Int32Array(1 << 12);
  private readonly layout: Layout;
  private readonly key: Int32Array;
  private readonly rows = new Numbering(1);
  private readonly rowKey = new Int32Array(1);
  private readonly slots = new Int32Array(SLOTS);

  constructor(
    private readonly system: System,
    private readonly followers: FollowerTable,
    private readonly met: Met,
  ) {
    this.layout = createControlLayout(system);
    this.key = new Int32Array(this.layout.words);
    this.states = new Numbering(this.layout.words);
  }

  /** The number of the state that a system is in; a new one if it has none. */
  number(system: System): number {
    this.layout.pack(system, this.key, 0);
    const size = this.states.size;
    const control = this.states.number(this.key);
    if (control === size) this.layout.check(system);
    return control;
  }

  /** The number of the state that a system is in, or −1. */
  find(system: System): number {
    this.layout.pack(system, this.key, 0);
    return this.states.find(this.key);
  }

  unpack(system: System, control: number): void {
    this.layout.unpack(system, this.states.data, control * this.layout.words);
  }

  /** The row of a state's moves, in the context of a state of the followers. */
  rowOf(control: number, follower: number): number {
    this.rowKey[0] = control * CONTEXTS + this.followers.contextOf(follower);
    const size = this.rows.size;
    const row = this.rows.number(this.rowKey);
    if (row === size) this.fill(control, follower);
    return row;
  }

  /** Tries every move. */
  private fill(control: number, follower: number): void {
    const { system, followers } = this;
    const { draws, messages } = followers;
    followers.unpack(system, follower);
    this.unpack(system, control);
    const row = this.rows.size - 1;
    if (row + 2 > this.starts.length) this.starts = grown(this.starts, row * 2 + 4);
    const from = this.starts[row] as number;
    let end = from;
    this.slots.fill(0);
    draws.begin();
    do {
      draws.draw();
      stepControl(system);
      meet(this.met, system);
      const message = messages.numberOf(system, endsProof(system));
      forgetControl(system);
      end = this.add(from, end, message, this.number(system));
      this.unpack(system, control);
    } while (draws.next());
    this.starts[row + 1] = end;
  }

  /** Adds a move to a row, unless it is there. @returns the row's end */
  private add(from: number, end: number, message: number, next: number): number {
    const { slots } = this;
    const hash = Math.imul(Math.imul(message, 0x9e3779b1) ^ next, 0x85ebca6b);
    for (let slot = hash >>> 19; ; slot = (slot + 1) & (SLOTS - 1)) {
      const at = from + (slots[slot] as number) - 2;
      if (at < from) {
        slots[slot] = end - from + 2;
        break;
      }
      if (this.moves[at] === message && this.moves[at + 1] === next) return end;
    }
    if (end + 2 > this.moves.length) this.moves = grown(this.moves, this.moves.length * 2);
    this.moves[end] = message;
    this.moves[end + 1] = next;
    return end + 2;
  }
}
