/**
 * Whole search: every state by whole ticks, level by level. The groups with a model plant are searched so, and every
 * small group where the joined search or what is forgotten is checked against it.
 */

import { checkRules, makeSafe } from '../../../firmware/guard/rules.ts';
import { createDraws, type Draws } from './draws.ts';
import { forget } from './forget.ts';
import { createLayout, type Layout } from './layout.ts';
import { createMet, meet } from './met.ts';
import { grown, Numbering } from './numbering.ts';
import { type Reached, ROOT, StatesFull, wayBack } from './reached.ts';
import { type Broken, createSystem, type System, tickSystem } from './system.ts';
import { startOf, type Unit, type Violation } from './unit.ts';

const LEAST_ROOM = 1024;

export class WholeSearch implements Reached {
  readonly met = createMet();
  transitions = 0;
  private readonly system: System;
  private readonly layout: Layout;
  private readonly draws: Draws;
  private readonly states: Numbering;
  private readonly key: Int32Array;
  private parents = new Int32Array(LEAST_ROOM);
  private ticksToFree: Uint16Array | null = null;

  /** @param isPlain every choice is tried, whatever is read, and nothing is forgotten */
  constructor(
    { set, group }: Unit,
    private readonly capacity: number,
    readonly isPlain = false,
  ) {
    this.system = createSystem(set, startOf(group));
    this.layout = createLayout(this.system);
    this.draws = createDraws(group, this.system, isPlain);
    this.states = new Numbering(this.layout.words);
    this.key = new Int32Array(this.layout.words);
  }

  get end(): number {
    return this.states.size;
  }

  get distances(): Uint16Array {
    this.ticksToFree ??= new Uint16Array(this.end);
    return this.ticksToFree;
  }

  insert(system: System): void {
    this.visit(system, ROOT);
  }

  unpack(system: System, id: number): void {
    this.layout.unpack(system, this.states.data, id * this.layout.words);
  }

  find(system: System): number {
    this.layout.pack(system, this.key, 0);
    return this.states.find(this.key);
  }

  wayTo(id: number): readonly number[] {
    return wayBack(id, this.parents);
  }

  /** Expands one state. */
  expand(id: number): Violation | null {
    const { system, draws, isPlain } = this;
    const unsafe = this.checkSafeOutputs(id);
    if (unsafe !== 0) return { id, rule: unsafe, safeImage: true };
    draws.begin();
    do {
      draws.draw();
      const rule = tickSystem(system);
      this.transitions++;
      if (rule !== 0) return { id, rule, safeImage: false };
      if (!isPlain) forget(system);
      this.visit(system, id);
      this.unpack(system, id);
    } while (draws.next());
    return null;
  }

  /** Whatever the next inputs are, the safe outputs must be allowed. Leaves the system in the state. */
  private checkSafeOutputs(id: number): Broken {
    const { system, draws } = this;
    // The guard reads few inputs: where every choice is tried, each seventh covers all their values, over the states.
    const every = this.isPlain || system.world !== null ? 7 : 1;
    this.unpack(system, id);
    draws.begin();
    let k = id;
    do {
      if (k++ % every !== 0) continue;
      draws.draw();
      makeSafe(system.guard, system.outputs);
      const rule = checkRules(system.guard, system.seen, system.outputs, system.limits);
      if (rule !== 0) return rule;
      this.unpack(system, id);
    } while (draws.next());
    return 0;
  }

  /** Numbers the state that a system is in, unless it has a number. */
  private visit(system: System, parent: number): void {
    this.layout.pack(system, this.key, 0);
    const size = this.states.size;
    if (this.states.number(this.key) < size) return;
    if (size >= this.capacity) throw new StatesFull(this.capacity);
    this.layout.check(system);
    meet(this.met, system);
    this.met.drives |= 1 << system.outputs.drive;
    if (size >= this.parents.length) this.parents = grown(this.parents, size * 2);
    this.parents[size] = parent;
  }
}
