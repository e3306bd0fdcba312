/**
 * The reductions of the search lose nothing: small units are searched plainly, every choice in every state and
 * nothing forgotten, and the search that ships finds the same states, verdicts and distances.
 */

import { expect, test } from 'vitest';
import { Latch, Pilot } from '../../../../firmware/control/signals.ts';
import { walk } from '../../../../sim/verify/search/explore.ts';
import { forget } from '../../../../sim/verify/search/forget.ts';
import type { InputValues } from '../../../../sim/verify/search/groups.ts';
import { NOMINAL } from '../../../../sim/verify/search/inputs.ts';
import { JoinedSearch } from '../../../../sim/verify/search/joined-search.ts';
import type { Reached } from '../../../../sim/verify/search/reached.ts';
import { blankOf, findUnit, type Unit } from '../../../../sim/verify/search/unit.ts';
import { WholeSearch } from '../../../../sim/verify/search/whole-search.ts';

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

/** The states that are left of a search's states when everything is forgotten. */
function classesOf(unit: Unit, search: Reached): Set<string> {
  const { system, layout } = blankOf(unit);
  const key = new Int32Array(layout.words);
  const classes = new Set<string>();
  for (let id = 0; id < search.end; id++) {
    search.unpack(system, id);
    forget(system);
    layout.pack(system, key, 0);
    classes.add(key.join());
  }
  return classes;
}

const ROOM = 300000;

test.each(units)('the plain search finds the same: %s', (_name, unit) => {
  const [plain, whole] = [true, false].map((isPlain) => new WholeSearch(unit, ROOM, isPlain));
  if (plain === undefined || whole === undefined) throw new Error('no search');
  const plainly = walk(unit, plain);
  const found = walk(unit, whole);
  expect(plainly.counterexample).toBeNull();
  const { met, worstTicksToFree, counterexample } = found;
  expect(plainly).toMatchObject({ met, worstTicksToFree, counterexample });
  const classes = classesOf(unit, plain);
  const kept = classesOf(unit, whole);
  expect([...kept].filter((key) => !classes.has(key)).length, 'states that are not there').toBe(0);
  expect([...classes].filter((key) => !kept.has(key)).length, 'states that were missed').toBe(0);
  expect(found.states).toBeLessThan(plainly.states);
  expect(found.transitions).toBeLessThan(plainly.transitions);
});

/** Every value of a few inputs, and two of all of them: what no small unit reads is read in one of these. */
const joinable: [string, Unit][] = [
  ...units,
  ...['base', 'solenoid', 'while-charging', 'master-required', 'authorization', 'voltage-only'].map(
    (set): [string, Unit] => [`${set}/short`, findUnit(set, 'short')],
  ),
  ['base/limits', findUnit('base', 'limits')],
  ['master-required/limits', findUnit('master-required', 'limits')],
];

test.each(joinable)('the joined search finds the states of whole ticks: %s', (_name, unit) => {
  const whole = new WholeSearch(unit, ROOM);
  const joined = new JoinedSearch(unit, ROOM);
  const wholly = walk(unit, whole);
  const found = walk(unit, joined);
  const { states, levels, worstTicksToFree, counterexample } = wholly;
  expect(found).toMatchObject({ states, levels, worstTicksToFree, counterexample });
  expect(classesOf(unit, joined)).toEqual(classesOf(unit, whole));
  expect(found.transitions).toBeLessThanOrEqual(wholly.transitions);
});
