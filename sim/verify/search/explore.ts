/**
 * Explore: breadth-first search over every reachable state, level by level.
 *
 * The first violation found has a shortest path: a level is completed before the next begins.
 */

import { ruleWords } from '../../../firmware/control/words.ts';
import { JoinedSearch } from './joined-search.ts';
import type { Met } from './met.ts';
import { ProgressCheck } from './progress.ts';
import type { Reached } from './reached.ts';
import { insertRoots } from './roots.ts';
import type { System } from './system.ts';
import { blankOf, type Unit, type Violation } from './unit.ts';
import { type Way, wayThrough, wayTo } from './way.ts';
import { WholeSearch } from './whole-search.ts';

export interface Exploration {
  readonly set: string;
  readonly group: string;
  readonly states: number;
  readonly transitions: number;
  /** The longest of the shortest ways is one tick shorter. */
  readonly levels: number;
  readonly met: Met;
  /** On the wall. */
  readonly seconds: number;
  /** Ticks in which a co-operative world releases the plug from the worst state (L1). */
  readonly worstTicksToFree: number;
  /** The shortest path to a broken rule, or to a state from which the plug is never released; or null. */
  readonly counterexample: Counterexample | null;
}

export interface Counterexample extends Way {
  readonly rule: string;
  readonly safeImage: boolean;
}

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

/** Either search: what it has reached, and how it goes on. */
interface Search extends Reached {
  readonly transitions: number;
  readonly met: Met;
  insert(system: System): void;
  expand(id: number): Violation | null;
}

/** Goes on from the roots until every state is known, or a rule is broken. */
function walkLevels(
  unit: Unit,
  search: Search,
  progress: Progress,
): { levels: number; violation: Violation | null } {
  insertRoots(unit, search);
  let id = 0;
  for (let levels = 0; ; levels++) {
    const to = search.end;
    if (id === to) return { levels, violation: null };
    for (; id < to; id++) {
      if ((id & 0x3fff) === 0) progress(search.end, levels, search.transitions);
      const violation = search.expand(id);
      if (violation !== null) return { levels, violation };
    }
  }
}

/** The shortest way to a broken rule, or to a state from which the plug is never released; or null. */
function counterexampleOf(
  unit: Unit,
  search: Search,
  violation: Violation | null,
  stuck: number | null,
): Counterexample | null {
  if (violation !== null) {
    const rule = ruleNames[violation.rule] ?? String(violation.rule);
    return { rule, safeImage: violation.safeImage, ...wayThrough(unit, search, violation) };
  }
  return stuck === null ? null : { rule: 'L1', safeImage: false, ...wayTo(unit, search, stuck) };
}

/** Walks through all that a search reaches, in this thread. */
export function walk(
  unit: Unit,
  search: Search,
  progress: Progress = () => undefined,
): Exploration {
  const startedAt = performance.now();
  const { levels, violation } = walkLevels(unit, search, progress);
  const { system } = blankOf(unit);
  const freed = violation === null ? new ProgressCheck(system, search).run() : null;
  const counterexample = counterexampleOf(unit, search, violation, freed?.stuck ?? null);
  return {
    set: unit.set.name,
    group: unit.group.name,
    states: search.end,
    transitions: search.transitions,
    levels,
    met: search.met,
    seconds: (performance.now() - startedAt) / 1000,
    worstTicksToFree: freed?.worstTicks ?? 0,
    counterexample,
  };
}

/** The search that is the quickest for a unit: drivers and a model plant read everything, and are one with control. */
function createSearch(unit: Unit, capacity: number): Search {
  return unit.group.world === undefined
    ? new JoinedSearch(unit, capacity)
    : new WholeSearch(unit, capacity);
}

/** Explores one unit in this thread. */
export function exploreHere(unit: Unit, capacity: number, progress?: Progress): Exploration {
  return walk(unit, createSearch(unit, capacity), progress);
}
