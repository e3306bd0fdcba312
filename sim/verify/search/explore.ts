/**
 * Explore: breadth-first search over every reachable state, level by level.
 *
 * The first violation found has a shortest path: a level is completed before the next begins.
 */

import { ruleWords } from '../../../firmware/control/words.ts';
import {
  Expander,
  insertRoots,
  type Manner,
  type Met,
  startOf,
  swiftly,
  type Unit,
  type Violation,
} from './expand.ts';
import { groups } from './groups.ts';
import type { Choice } from './inputs.ts';
import { createLayout, type Layout } from './layout.ts';
import { limitSets } from './limit-sets.ts';
import type { Found, WorldKind } from './model-plant.ts';
import { ProgressCheck, type ProgressResult } from './progress.ts';
import { createStoreMemory, Store, type StoreMemory } from './store.ts';
import { createSystem, type System } from './system.ts';

export interface Exploration {
  readonly set: string;
  readonly group: string;
  readonly states: number;
  readonly transitions: number;
  /** The longest of the shortest ways is one tick shorter. */
  readonly levels: number;
  readonly met: Met;
  /** On the wall, in all threads together. */
  readonly seconds: number;
  /** Ticks in which a co-operative world releases the plug from the worst state (L1). */
  readonly worstTicksToFree: number;
  /** The shortest path to a broken rule, or to a state from which the plug is never released; or null. */
  readonly counterexample: Counterexample | null;
}

export interface Counterexample {
  readonly rule: string;
  readonly safeImage: boolean;
  /** The journal's content at power-up, and whether the lock had rested. */
  readonly root: Root;
  /** The adversary's choices, tick by tick. */
  readonly choices: readonly Choice[];
}

export interface Root {
  readonly session: number;
  readonly welded: boolean;
  readonly bars: number;
  readonly holdOffMs: number;
  readonly rested: boolean;
  /** The model plant, and its state at power-up; null where the adversary chooses the drivers' signals. */
  readonly world: { readonly kind: WorldKind; readonly found: Found } | null;
}

/** Expands a range of states, in one thread or several. */
export type ExpandLevel = (from: number, to: number) => Promise<Violation | null>;

export type Progress = (states: number, level: number, transitions: number) => void;

/** By number: a rule of the guard, or above those the hazard of the model plant, and a reason that is not so. */
export const ruleNames: readonly string[] = [
  '',
  ...ruleWords.slice(1),
  'hazard',
  'L3',
  'session',
  'sentinel',
];

export function findUnit(setName: string, groupName: string): Unit {
  const set = limitSets.find((one) => one.name === setName);
  const group = groups.find((one) => one.name === groupName);
  if (set === undefined) throw new Error(`no set of limits "${setName}"`);
  if (group === undefined) throw new Error(`no group of inputs "${groupName}"`);
  return { set, group };
}

/** A system of this unit to unpack states into, and its layout. */
export function blankOf({ set, group }: Unit): { system: System; layout: Layout } {
  const system = createSystem(set, startOf(group));
  return { system, layout: createLayout(system) };
}

export function prepareMemory(unit: Unit, capacity: number): StoreMemory {
  return createStoreMemory(blankOf(unit).layout.words, capacity);
}

/** Inserts the roots and walks the levels; the caller defines how a level is expanded. */
export async function walkLevels(
  unit: Unit,
  store: Store,
  expandLevel: ExpandLevel,
  onLevel: (level: number) => void,
  isPlain = false,
): Promise<{ levels: number; violation: Violation | null }> {
  insertRoots(unit, blankOf(unit).layout, store, isPlain);
  let from = 0;
  let levels = 0;
  for (;;) {
    const to = store.end;
    if (from === to) return { levels, violation: null };
    const violation = await expandLevel(from, to);
    if (violation !== null) return { levels, violation };
    from = to;
    levels++;
    onLevel(levels);
  }
}

/** The path to a state, from its root. */
function wayTo(
  unit: Unit,
  store: Store,
  id: number,
  manner: Manner,
): Pick<Counterexample, 'root' | 'choices'> {
  const { system, layout } = blankOf(unit);
  const path = store.pathTo(id);
  layout.unpack(system, store.data, path.root * layout.words);
  const { session, welded, bars, holdOffMs } = system.state;
  const rested = system.guard.lastStrokeMs === 0;
  const plant = system.world?.plant;
  const world =
    plant === undefined || system.world === null
      ? null
      : {
          kind: system.world.kind,
          found: { pin: plant.pin, closed: plant.closed, mains: system.seen.supply },
        };
  const expander = new Expander(unit, store, manner);
  const choices = path.steps.map(({ id, choice }) => expander.choiceOf(id, choice));
  return { root: { session, welded, bars, holdOffMs, rested, world }, choices };
}

/** All levels are walked: every state is known, or a rule is broken. */
export interface Walked {
  readonly levels: number;
  readonly violation: Violation | null;
  readonly transitions: number;
  readonly met: Met;
  readonly seconds: number;
}

/**
 * The result of a walk.
 *
 * @param progress from every state, whether the plug is released; null where a rule was broken
 */
export function conclude(
  unit: Unit,
  store: Store,
  walked: Walked,
  progress: ProgressResult | null,
  manner: Manner = swiftly,
): Exploration {
  const { levels, violation, transitions, met, seconds } = walked;
  const { set, group } = unit;
  const states = store.size;
  const common = { set: set.name, group: group.name, states, transitions, levels, met, seconds };
  if (violation !== null) {
    const way = wayTo(unit, store, violation.id, manner);
    const last = new Expander(unit, store, manner).choiceOf(violation.id, violation.choice);
    const choices = [...way.choices, last];
    const rule = ruleNames[violation.rule] ?? String(violation.rule);
    const { safeImage } = violation;
    const counterexample = { rule, safeImage, root: way.root, choices };
    return { ...common, worstTicksToFree: 0, counterexample };
  }
  const stuck = progress?.stuck ?? null;
  const counterexample =
    stuck === null ? null : { rule: 'L1', safeImage: false, ...wayTo(unit, store, stuck, manner) };
  return { ...common, worstTicksToFree: progress?.worstTicks ?? 0, counterexample };
}

/** Explores one unit in this thread, and checks that every successor fits its layout. */
export async function exploreHere(
  unit: Unit,
  capacity: number,
  progress: Progress = () => undefined,
  isPlain = false,
): Promise<Exploration> {
  const startedAt = performance.now();
  const store = new Store(prepareMemory(unit, capacity));
  const manner: Manner = { isPlain, checksAll: true };
  const expander = new Expander(unit, store, manner);
  let level = 0;
  const { levels, violation } = await walkLevels(
    unit,
    store,
    async (from, to) => {
      for (let id = from; id < to; id++) {
        if ((id & 0x3fff) === 0) progress(store.size, level, expander.transitions);
        const found = expander.expand(id);
        if (found !== null) return found;
      }
      return null;
    },
    (now) => {
      level = now;
    },
    isPlain,
  );
  const { transitions, met } = expander;
  const check = new ProgressCheck(blankOf(unit), store, isPlain);
  const freed = violation === null ? check.run() : null;
  const seconds = (performance.now() - startedAt) / 1000;
  const walked = { levels, violation, transitions, met, seconds };
  return conclude(unit, store, walked, freed, manner);
}

export function mergeMet(a: Met, b: Met): Met {
  return {
    phases: a.phases | b.phases,
    faults: a.faults | b.faults,
    laterFaults: a.laterFaults | b.laterFaults,
    lights: a.lights | b.lights,
    drives: a.drives | b.drives,
  };
}
