/**
 * The search itself: every field has its place in the search's memory, every value its range, every input its
 * word; and one whole group of inputs is searched, clean and as large as it was.
 */

import { expect, test } from 'vitest';
import { createSignals } from '../../../../firmware/control/signals.ts';
import { DrawnSignals } from '../../../../sim/verify/search/drawn-signals.ts';
import { exploreHere } from '../../../../sim/verify/search/explore.ts';
import { choicesOf, groups } from '../../../../sim/verify/search/groups.ts';
import { inputNames, inputValues, NOMINAL, places } from '../../../../sim/verify/search/inputs.ts';
import { leftOut } from '../../../../sim/verify/search/layout-fields.ts';
import type { System } from '../../../../sim/verify/search/system.ts';
import { readChoice, writeChoice } from '../../../../sim/verify/search/tick-text.ts';
import { blankOf, findUnit } from '../../../../sim/verify/search/unit.ts';

type Records = Record<string, Record<string, unknown> | null>;

/** Records whose every field must be accounted for. */
const accounted = ['state', 'guard', 'outputs', 'bistable', 'holdToLock', 'watch'] as const;

test.each(['base', 'solenoid'])('no field of a record is forgotten (%s)', (name) => {
  const unit = findUnit(name, 'lock');
  const { system, layout } = blankOf(unit);
  const packed = new Set(layout.fields.map((field) => `${field.record}.${field.name}`));
  for (const record of accounted) {
    const fields = (system as unknown as Records)[record];
    expect(fields, `a system has the record ${record}`).toBeDefined();
    for (const field of Object.keys(fields ?? {})) {
      const place = `${record}.${field}`;
      expect(packed.has(place) || place in leftOut, `${place} is in the layout or left out`).toBe(
        true,
      );
      expect(packed.has(place) && place in leftOut, `${place} is not both`).toBe(false);
    }
  }
});

test('every signal asks for an input, but for those that are kept or constant', () => {
  const seen = new DrawnSignals();
  const drawn = Object.entries(Object.getOwnPropertyDescriptors(DrawnSignals.prototype))
    .filter(([, { get }]) => get !== undefined)
    .map(([name]) => name);
  const all = Object.keys(createSignals());
  expect(all.filter((name) => !drawn.includes(name)).sort()).toEqual([
    'hold',
    'motion',
    'outageDelayMs',
    'settingsLost',
    'termMilliamps',
  ]);
  for (const name of drawn) {
    seen.answers.may.fill(7);
    seen.answers.begin();
    seen.answers.restart(0);
    void seen[name as keyof DrawnSignals];
    expect(seen.answers.next(), `${name} has another answer`).toBe(true);
  }
  expect(Object.keys(inputValues)).toEqual(Object.keys(places).filter((key) => !/\d/.test(key)));
});

test('a value that its bits do not hold is refused, by the name of its field', () => {
  for (const [spoil, complaint] of [
    [(s: System) => (s.state.phase = 16 as never), 'state.phase is 16, expected 0 to 9'],
    [(s: System) => (s.state.strokes = -1), 'state.strokes is -1, expected 0 to'],
    [(s: System) => (s.guard.driveForMs = -2), 'guard.driveForMs is -2, expected -1 to'],
    [(s: System) => (s.state.offerMilliamps = 7000), 'state.offerMilliamps is 7000, expected'],
  ] as const) {
    const { system, layout } = blankOf(findUnit('base', 'short'));
    expect(() => layout.check(system)).not.toThrow();
    spoil(system);
    expect(() => layout.check(system)).toThrow(complaint);
  }
});

test('what the adversary does can be told and read again', () => {
  for (const group of groups) {
    for (const choice of choicesOf(group).slice(0, 400)) {
      expect(readChoice(writeChoice(choice))).toEqual(choice);
    }
  }
  expect(() => readChoice('pilto C')).toThrow('expected elapsed | pilot |');
  expect(() => readChoice('pilot Z')).toThrow('expected A | B | C');
});

test('every value of every input is met in some group', () => {
  for (const name of inputNames) {
    const met = new Set<number>(groups.flatMap((group) => group.values[name] ?? []));
    met.delete(NOMINAL);
    expect(met.size, name).toBeGreaterThan(1);
  }
});

/**
 * Sizes are pinned: a change of the decision changes them, and whoever changes the decision looks at them once.
 * The other short runs are in search-runs.test.ts; the long run is a command, `holdfast explore`.
 */
test('no rule is broken and no plug stuck: base/short', () => {
  const found = exploreHere(findUnit('base', 'short'), 1000000);
  expect(found.counterexample).toBeNull();
  expect([found.states, found.worstTicksToFree]).toEqual([11100, 5]);
});
