/**
 * Whole search: every state by whole ticks, level by level. The groups with a model plant are searched so, and every
 * small group where the joined search or what is forgotten is checked against it.
 */

import { createDraws, type Draws } from './draws.ts';
import { forget } from './forget.ts';
import { type Group, isLeft } from './groups.ts';
import { createMet, meet } from './met.ts';
import { PackedStates } from './packed-states.ts';
import { Parents, type Reached, ROOT } from './reached.ts';
import { type Broken, followSafeOutputs, type System, tickSystem } from './system.ts';
import { blankOf, type Unit, type Violation } from './unit.ts';

export class WholeSearch implements Reached {
  readonly met = createMet();
  transitions = 0;
  private readonly system: System;
  private readonly draws: Draws;
  private readonly states: PackedStates;
  private readonly parents: Parents;
  private readonly group: Group;

  /** @param isPlain every choice is tried, whatever is read, and nothing is forgotten */
  constructor(
    unit: Unit,
    capacity: number,
    readonly isPlain = false,
  ) {
    const { system, layout } = blankOf(unit);
    this.system = system;
    this.group = unit.group;
    this.draws = createDraws(unit.group, system, isPlain);
    this.states = new PackedStates(layout);
    this.parents = new Parents(capacity);
  }

  get end(): number {
    return this.states.size;
  }

  insert(system: System): void {
    this.visit(system, ROOT);
  }

  unpack(system: System, id: number): void {
    this.states.unpack(system, id);
  }

  find(system: System): number {
    return this.states.find(system);
  }

  wayTo(id: number): readonly number[] {
    return this.parents.wayTo(id);
  }

  /** Expands one state. */
  expand(id: number): Violation | null {
    const { system, draws, isPlain } = this;
    const unsafe = this.checkSafeOutputs(id);
    if (unsafe !== 0) return { id, rule: unsafe, safeImage: true };
    if (isLeft(this.group, system.state.bars)) return null;
    draws.begin();
    do {
      draws.draw();
      const rule = tickSystem(system);
      this.transitions++;
      if (rule !== 0) return { id, rule, safeImage: false };
      // What is met is what the tick has told, a fault among it that is forgotten behind it.
      meet(this.met, system);
      this.met.drives |= 1 << system.outputs.drive;
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
      const rule = followSafeOutputs(system);
      if (rule !== 0) return rule;
      this.unpack(system, id);
    } while (draws.next());
    return 0;
  }

  /** Numbers the state that a system is in, unless it has a number. */
  private visit(system: System, parent: number): void {
    const { size } = this.states;
    const id = this.states.number(system);
    if (id < size) return;
    this.parents.add(id, parent);
  }
}
