/**
 * Expand: every successor of a state, and the properties met on the way.
 */

import { Bar } from '../../../firmware/control/reclose.ts';
import { Session } from '../../../firmware/control/state.ts';
import { checkRules, makeSafe } from '../../../firmware/guard/rules.ts';
import { createDraws, type Draws } from './draws.ts';
import { forget } from './forget.ts';
import { barsForEver, hasStart } from './forget-barred.ts';
import type { Group } from './groups.ts';
import type { Choice } from './inputs.ts';
import { createLayout, type Layout } from './layout.ts';
import type { LimitSet } from './limit-sets.ts';
import { lookFirst } from './model-plant.ts';
import { ROOT, type Store } from './store.ts';
import {
  type Broken,
  createSystem,
  RESTED_START,
  type System,
  type SystemStart,
  tickSystem,
} from './system.ts';

/** One search: a set of limits and a group of inputs. */
export interface Unit {
  readonly set: LimitSet;
  readonly group: Group;
}

export interface Violation {
  /** The state before. */
  readonly id: number;
  readonly choice: number;
  readonly rule: Broken;
  /** The safe outputs broke the rule, not control's own. */
  readonly safeImage: boolean;
}

/** So many bits go into one number. */
export const FAULTS_IN_A_WORD = 30;

/** The properties met at least once, as bits: a property that is never met would hold vacuously. */
export interface Met {
  phases: number;
  /** The first thirty of them, and the rest. */
  faults: number;
  laterFaults: number;
  lights: number;
  drives: number;
}

/** A rested start in a group's world, with its inputs. */
export function startOf({ world, values }: Group): SystemStart {
  return {
    ...RESTED_START,
    world: world ?? null,
    hasStart: hasStart(values),
    barred: barsForEver(values),
  };
}

/** How a search is done. */
export interface Manner {
  /** Every choice is tried, whatever is read, and nothing is forgotten: what the other way is checked against. */
  readonly isPlain: boolean;
  /** Every successor must fit its layout, not only new states. */
  readonly checksAll: boolean;
}

export const swiftly: Manner = { isPlain: false, checksAll: false };

export class Expander {
  readonly layout: Layout;
  readonly met: Met = { phases: 0, faults: 0, laterFaults: 0, lights: 0, drives: 0 };
  transitions = 0;
  private readonly system: System;
  private readonly draws: Draws;
  private readonly key: Int32Array;

  constructor(
    { set, group }: Unit,
    private readonly store: Store,
    private readonly manner: Manner = swiftly,
  ) {
    this.system = createSystem(set, startOf(group));
    this.layout = createLayout(this.system);
    this.draws = createDraws(group, this.system, manner.isPlain);
    this.key = new Int32Array(this.layout.words);
  }

  /** Expands one state. */
  expand(id: number): Violation | null {
    const { layout, system, store, key, draws, manner } = this;
    const at = id * layout.words;
    layout.unpack(system, store.data, at);
    draws.begin();
    for (let k = 0; ; k++) {
      // The guard reads few inputs: every seventh choice covers all their values, over the states.
      if ((k + id) % 7 === 0) {
        const rule = this.checkSafeOutputs();
        if (rule !== 0) return { id, choice: k, rule, safeImage: true };
        layout.unpack(system, store.data, at);
      }
      draws.draw();
      const rule = tickSystem(system);
      this.transitions++;
      if (rule !== 0) return { id, choice: k, rule, safeImage: false };
      if (!manner.isPlain) forget(system);
      layout.pack(system, key, 0);
      const isNew = store.insert(key, id, k);
      if (isNew) this.meet();
      if (isNew || manner.checksAll) layout.check(system);
      if (!draws.next()) return null;
      layout.unpack(system, store.data, at);
    }
  }

  /** The choice by its number in the order in which a state was expanded. */
  choiceOf(id: number, number: number): Choice {
    const { layout, system, store, draws } = this;
    layout.unpack(system, store.data, id * layout.words);
    draws.begin();
    for (let k = 0; ; k++) {
      draws.draw();
      tickSystem(system);
      if (k === number) return draws.choice();
      draws.next();
      layout.unpack(system, store.data, id * layout.words);
    }
  }

  private meet(): void {
    const { state, outputs } = this.system;
    this.met.phases |= 1 << state.phase;
    if (state.fault < FAULTS_IN_A_WORD) this.met.faults |= 1 << state.fault;
    else this.met.laterFaults |= 1 << (state.fault - FAULTS_IN_A_WORD);
    this.met.lights |= 1 << outputs.light;
    this.met.drives |= 1 << outputs.drive;
  }

  /** Whatever the next inputs are, the safe outputs must be allowed. */
  private checkSafeOutputs(): Broken {
    const { system, draws } = this;
    draws.draw();
    makeSafe(system.guard, system.outputs);
    return checkRules(system.guard, system.seen, system.outputs, system.limits);
  }
}

/** One bar for each way in which it ends: by a person, the plug, the vehicle. */
const rootBars: readonly number[] = [Bar.None, Bar.Unknown, Bar.ResidualCurrent, Bar.LatchLost];

/**
 * Every start: each content that the journal can have, torn and corrupt included, with a rested lock or not.
 */
export function insertRoots(unit: Unit, layout: Layout, store: Store, isPlain = false): void {
  const { set, group } = unit;
  const sessions = [Session.None, Session.Permitted, Session.Stopped, Session.Unlocking];
  for (const session of sessions) {
    for (const welded of [false, true]) {
      for (const bars of rootBars) {
        for (const rested of [false, true]) {
          for (let holdOffMs = 0; holdOffMs <= set.limits.outageDelayMs; holdOffMs++) {
            const recalled = { session, welded, bars };
            const system = createSystem(set, {
              ...startOf(group),
              recalled,
              holdOffMs,
              rested,
            });
            insertStarts(system, layout, store, isPlain);
          }
        }
      }
    }
  }
}

/** At power-up the pin and the contacts may be anywhere; but only a locked plug was ever live. */
function insertStarts(system: System, layout: Layout, store: Store, isPlain: boolean): void {
  const key = new Int32Array(layout.words);
  const insert = (): void => {
    if (!isPlain) forget(system);
    layout.check(system);
    layout.pack(system, key, 0);
    store.insert(key, ROOT, 0);
  };
  const world = system.world;
  if (world === null) {
    insert();
    return;
  }
  for (let pin = 0; pin <= world.travel; pin++) {
    for (const closed of pin === world.travel ? [false, true] : [false]) {
      for (const mains of [false, true]) {
        lookFirst(world, { pin, closed, mains });
        insert();
      }
    }
  }
}
