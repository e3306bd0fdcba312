/**
 * Joined search: every state that control and its followers are in together, level by level, over two tables. A move of
 * control is tried once, and so is what follows a message; here both are only looked up. It finds the states that
 * whole ticks find (`whole-search.ts`): a test holds it to them.
 */

import { ControlTable } from './control-table.ts';
import { FollowerTable } from './follower-table.ts';
import { createMet } from './met.ts';
import { grown } from './numbering.ts';
import { type Reached, ROOT, StatesFull, wayBack } from './reached.ts';
import { type Broken, createSystem, type System } from './system.ts';
import { startOf, type Unit, type Violation } from './unit.ts';

const LEAST_ROOM = 1024;

export class JoinedSearch implements Reached {
  readonly isPlain = false;
  readonly met = createMet();
  transitions = 0;
  end = 0;
  private readonly followers: FollowerTable;
  private readonly control: ControlTable;
  /** By state: that of control, that of the followers, and the joined state before. */
  private controls = new Int32Array(LEAST_ROOM);
  private following = new Int32Array(LEAST_ROOM);
  private parents = new Int32Array(LEAST_ROOM);
  /** A bit for each state of the followers, in so many words for each state of control. */
  private visited = new Int32Array(LEAST_ROOM);
  private stride = 8;
  private index: Index | null = null;
  private ticksToFree: Uint16Array | null = null;

  constructor(
    { set, group }: Unit,
    private readonly capacity: number,
  ) {
    const system = createSystem(set, startOf(group));
    this.followers = new FollowerTable(group, system, this.met);
    this.control = new ControlTable(system, this.followers, this.met);
  }

  get distances(): Uint16Array {
    this.ticksToFree ??= new Uint16Array(this.end);
    return this.ticksToFree;
  }

  /** Inserts the state that a system is in, to begin with. */
  insert(system: System): void {
    this.visit(this.control.number(system), this.followers.number(system), ROOT);
  }

  unpack(system: System, id: number): void {
    this.control.unpack(system, this.controls[id] as number);
    this.followers.unpack(system, this.following[id] as number);
  }

  find(system: System): number {
    const control = this.control.find(system);
    const follower = this.followers.find(system);
    if (control < 0 || follower < 0) return -1;
    this.index ??= createIndex(this.controls, this.end, this.control.states.size);
    const { ids, starts } = this.index;
    for (let i = starts[control] as number; i < (starts[control + 1] as number); i++) {
      const id = ids[i] as number;
      if (this.following[id] === follower) return id;
    }
    return -1;
  }

  wayTo(id: number): readonly number[] {
    return wayBack(id, this.parents);
  }

  /** Expands one state. */
  expand(id: number): Violation | null {
    const { followers, control } = this;
    const follower = this.following[id] as number;
    const unsafe = followers.checkOnce(follower);
    if (unsafe !== 0) return { id, rule: unsafe, safeImage: true };
    const row = control.rowOf(this.controls[id] as number, follower);
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
    while (follower >= this.stride * 32) this.widen();
    const at = control * this.stride + (follower >>> 5);
    if (at >= this.visited.length) {
      this.visited = grown(this.visited, 2 ** Math.ceil(Math.log2(at + this.stride)));
    }
    const word = this.visited[at] as number;
    const bit = 1 << (follower & 31);
    if ((word & bit) !== 0) return;
    this.visited[at] = word | bit;
    const id = this.end++;
    if (id >= this.capacity) throw new StatesFull(this.capacity);
    if (id >= this.controls.length) {
      this.controls = grown(this.controls, id * 2);
      this.following = grown(this.following, id * 2);
      this.parents = grown(this.parents, id * 2);
    }
    this.controls[id] = control;
    this.following[id] = follower;
    this.parents[id] = parent;
  }

  /** Makes room for twice as many states of the followers. */
  private widen(): void {
    const { visited, stride } = this;
    const wide = new Int32Array(visited.length * 2);
    for (let at = 0; at < visited.length; at++) {
      wide[Math.floor(at / stride) * stride * 2 + (at % stride)] = visited[at] as number;
    }
    this.visited = wide;
    this.stride = stride * 2;
  }
}

/** The joined states of each state of control. */
interface Index {
  readonly ids: Int32Array;
  /** By state of control: where its joined states begin in `ids`. */
  readonly starts: Int32Array;
}

function createIndex(controls: Int32Array, end: number, count: number): Index {
  const starts = new Int32Array(count + 1);
  for (let id = 0; id < end; id++) bump(starts, (controls[id] as number) + 1);
  for (let i = 1; i <= count; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const ids = new Int32Array(end);
  const filled = starts.slice();
  for (let id = 0; id < end; id++) ids[bump(filled, controls[id] as number)] = id;
  return { ids, starts };
}

/** Adds one. @returns what was there before */
function bump(counts: Int32Array, at: number): number {
  const before = counts[at] as number;
  counts[at] = before + 1;
  return before;
}
