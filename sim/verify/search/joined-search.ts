/**
 * Joined search: every state that control and its followers are in together, level by level, over two tables. A move of
 * control is tried once, and so is what follows a message; here both are only looked up. It finds the states that
 * whole ticks find (`whole-search.ts`): a test holds it to them.
 */

import { ControlTable } from './control-table.ts';
import { FollowerTable } from './follower-table.ts';
import { createMet } from './met.ts';
import { Numbering } from './numbering.ts';
import { Parents, type Reached, ROOT } from './reached.ts';
import { type Broken, createSystem, type System } from './system.ts';
import { startOf, type Unit, type Violation } from './unit.ts';

export class JoinedSearch implements Reached {
  readonly isPlain = false;
  readonly met = createMet();
  transitions = 0;
  private readonly followers: FollowerTable;
  private readonly control: ControlTable;
  /** The joined states: that of control, and that of the followers. */
  private readonly joined = new Numbering(2);
  private readonly key = new Int32Array(2);
  private readonly parents: Parents;

  constructor({ set, group }: Unit, capacity: number) {
    this.parents = new Parents(capacity);
    const system = createSystem(set, startOf(group));
    this.followers = new FollowerTable(group, system, this.met);
    this.control = new ControlTable(group, system, this.followers, this.met);
  }

  get end(): number {
    return this.joined.size;
  }

  /** Inserts the state that a system is in, to begin with. */
  insert(system: System): void {
    this.visit(this.control.number(system), this.followers.number(system), ROOT);
  }

  unpack(system: System, id: number): void {
    const { control, followers, joined } = this;
    control.states.unpack(system, joined.data[2 * id] as number);
    followers.states.unpack(system, joined.data[2 * id + 1] as number);
  }

  find(system: System): number {
    this.key[0] = this.control.states.find(system);
    this.key[1] = this.followers.states.find(system);
    return this.joined.find(this.key);
  }

  wayTo(id: number): readonly number[] {
    return this.parents.wayTo(id);
  }

  /** Expands one state. */
  expand(id: number): Violation | null {
    const { followers, control, joined } = this;
    const follower = joined.data[2 * id + 1] as number;
    const unsafe = followers.checkOnce(follower);
    if (unsafe !== 0) return { id, rule: unsafe, safeImage: true };
    const machine = joined.data[2 * id] as number;
    if (control.isLeft(machine)) return null;
    const row = control.rowOf(machine, follower);
    const end = control.starts[row + 1] as number;
    for (let at = control.starts[row] as number; at < end; at += 2) {
      const next = followers.next(control.moves[at] as number, follower);
      const controlNext = control.moves[at + 1] as number;
      this.transitions++;
      if (next >= 0) {
        this.visit(controlNext, next, id);
        continue;
      }
      for (const one of followers.several[-1 - next] as Int32Array) {
        if (one < 0) return { id, rule: -one as Broken, safeImage: false };
        this.visit(controlNext, one, id);
      }
    }
    return null;
  }

  private visit(control: number, follower: number, parent: number): void {
    const { joined, key } = this;
    key[0] = control;
    key[1] = follower;
    const size = joined.size;
    const id = joined.number(key);
    if (id === size) this.parents.add(id, parent);
  }
}
