/**
 * Control table: every state of control that is reached, and its moves, each tried once.
 *
 * Of the other half of the tick control reads what the lock's driver says and, where an input is nominal, where the pin
 * would be. That is its context. What differs in the guard alone need not be tried again.
 */

import { CONTEXTS, type FollowerTable } from './follower-table.ts';
import { forgetControl } from './forget.ts';
import { endsProof } from './forget-barred.ts';
import { type Group, isLeft } from './groups.ts';
import { createControlLayout } from './layout.ts';
import { type Met, meet } from './met.ts';
import { grown, Numbering } from './numbering.ts';
import { PackedStates } from './packed-states.ts';
import { StatesFull } from './reached.ts';
import { type System, stepControl } from './system.ts';

/** Slots in which the moves of one row are compared; at least twice the moves of the largest row. */
const SLOTS = 8192;
/** More states have no row's number below 2³¹. */
const MOST_STATES = 2 ** 31 / CONTEXTS;

export class ControlTable {
  readonly states: PackedStates;
  /** Message and next state of every move, row by row. */
  moves = new Int32Array(1 << 16);
  /** Where each row begins; the next one's beginning is its end. */
  starts = new Int32Array(1 << 12);
  /** The states behind which the search does not go on. */
  private readonly left: boolean[] = [];
  private readonly rows = new Numbering(1);
  private readonly rowKey = new Int32Array(1);
  private readonly slots = new Int32Array(SLOTS);

  constructor(
    private readonly group: Group,
    private readonly system: System,
    private readonly followers: FollowerTable,
    private readonly met: Met,
  ) {
    this.states = new PackedStates(createControlLayout(system));
  }

  /** The number of the state that a system is in; a new one if it has none. */
  number(system: System): number {
    const { size } = this.states;
    const control = this.states.number(system);
    if (control === size) this.left.push(isLeft(this.group, system.state.bars));
    return control;
  }

  isLeft(control: number): boolean {
    return this.left[control] as boolean;
  }

  /** The row of a state's moves, in the context of a state of the followers. */
  rowOf(control: number, follower: number): number {
    if (control >= MOST_STATES) throw new StatesFull(MOST_STATES);
    this.rowKey[0] = control * CONTEXTS + this.followers.contextOf(follower);
    const size = this.rows.size;
    const row = this.rows.number(this.rowKey);
    if (row === size) this.fill(control, follower);
    return row;
  }

  /** Tries every move. */
  private fill(control: number, follower: number): void {
    const { system, states, followers } = this;
    const { draws, messages } = followers;
    followers.states.unpack(system, follower);
    states.unpack(system, control);
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
      const provesNothing = endsProof(system);
      const message = messages.numberOf(system, provesNothing);
      forgetControl(system, provesNothing);
      end = this.add(from, end, message, this.number(system));
      states.unpack(system, control);
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
    if (end - from >= SLOTS) throw new Error(`a row has more than ${SLOTS / 2} moves: raise SLOTS`);
    if (end + 2 > this.moves.length) this.moves = grown(this.moves, this.moves.length * 2);
    this.moves[end] = message;
    this.moves[end + 1] = next;
    return end + 2;
  }
}
