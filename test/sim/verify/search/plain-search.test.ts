/**
 * The reductions of the search lose nothing: small units are searched plainly, every choice in every state and
 * nothing forgotten, and the search that ships finds the same states, verdicts and distances.
 */

import { expect, test } from 'vitest';
import { Latch, Pilot } from '../../../../firmware/control/signals.ts';
import { Expander, type Manner, type Unit } from '../../../../sim/verify/search/expand.ts';
import {
  blankOf,
  conclude,
  type Exploration,
  findUnit,
  prepareMemory,
  walkLevels,
} from '../../../../sim/verify/search/explore.ts';
import { forget } from '../../../../sim/verify/search/forget.ts';
import type { InputValues } from '../../../../sim/verify/search/groups.ts';
import { NOMINAL } from '../../../../sim/verify/search/inputs.ts';
import { ProgressCheck } from '../../../../sim/verify/search/progress.ts';
import { Store } from '../../../../sim/verify/search/store.ts';

const both = [0, 1];

/** A small unit: a few values, at most so many of them off nominal in one tick. */
function small(set: string, values: InputValues, mostOff: number | null = null): Unit {
  return { set: findUnit(set, 'pairs').set, group: { name: 'small', values, mostOff } };
}

const AC = [Pilot.A, Pilot.C];
const units: [string, Unit][] = [
  ['voltage-only', small('voltage-only', { pilot: AC, supply: [1, 0] })],
  ['permanent', small('permanent', { pilot: AC, proximity: [1, 0], unlock: both }, 1)],
  ['solenoid', small('solenoid', { pilot: AC, latch: [NOMINAL, Latch.Unlocked] })],
  ['wake-ups', small('wake-ups', { pilot: [Pilot.A, Pilot.B, Pilot.C] })],
  ['latch', small('base', { pilot: AC, latch: [NOMINAL, Latch.Unknown], stop: both }, 1)],
  ['resume', small('resume-locked', { pilot: AC, latch: [NOMINAL, Latch.Unknown] }, 1)],
  ['contacts', small('base', { pilot: AC, contacts: [NOMINAL, 1, 2] }, 1)],
];

async function search(unit: Unit, manner: Manner): Promise<[Store, Exploration]> {
  const store = new Store(prepareMemory(unit, 300000));
  const expander = new Expander(unit, store, manner);
  const expandLevel = async (from: number, to: number): Promise<null> => {
    for (let id = from; id < to; id++) expect(expander.expand(id)).toBeNull();
    return null;
  };
  const { isPlain } = manner;
  const walked = await walkLevels(unit, store, expandLevel, () => undefined, isPlain);
  const { transitions, met } = expander;
  const freed = new ProgressCheck(blankOf(unit), store, isPlain).run();
  const all = { ...walked, transitions, met, seconds: 0 };
  return [store, conclude(unit, store, all, freed, manner)];
}

/** The states that are left of a search's states when everything is forgotten. */
function classesOf(unit: Unit, store: Store): Set<string> {
  const { system, layout } = blankOf(unit);
  const key = new Int32Array(layout.words);
  const classes = new Set<string>();
  for (let id = 0; id < store.end; id++) {
    layout.unpack(system, store.data, id * layout.words);
    forget(system);
    layout.pack(system, key, 0);
    classes.add(key.join());
  }
  return classes;
}

test.each(units)('the plain search finds the same: %s', async (_name, unit) => {
  const [plainStore, plain] = await search(unit, { isPlain: true, checksAll: false });
  const [swiftStore, swift] = await search(unit, { isPlain: false, checksAll: false });
  expect(plain.counterexample).toBeNull();
  const { states, transitions, levels: _levels, ...found } = swift;
  expect(plain).toMatchObject(found);
  const classes = classesOf(unit, plainStore);
  const kept = classesOf(unit, swiftStore);
  expect([...kept].filter((key) => !classes.has(key)).length, 'states that are not there').toBe(0);
  expect([...classes].filter((key) => !kept.has(key)).length, 'states that were missed').toBe(0);
  expect(states).toBe(swiftStore.size);
  expect(states).toBeLessThan(plain.states);
  expect(transitions).toBeLessThan(plain.transitions);
});
