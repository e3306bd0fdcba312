/**
 * The search itself: that nothing is forgotten on the way into its memory, that it finds what it is
 * there for, and that the short run over the shipping step is clean and as large as it was.
 */

import { expect, test } from 'vitest';
import { createRandom } from '../../../../sim/random.ts';
import { writeScenario } from '../../../../sim/scenario/counterexample.ts';
import { parseScenario } from '../../../../sim/scenario/parse.ts';
import { runScenario } from '../../../../sim/scenario/run.ts';
import { targetOf } from '../../../../sim/scenario/targets.ts';
import type { Unit } from '../../../../sim/verify/search/expand.ts';
import { blankOf, exploreHere, findUnit } from '../../../../sim/verify/search/explore.ts';
import { applyChoice, groups, inputNames, NOMINAL } from '../../../../sim/verify/search/inputs.ts';
import { leftOut } from '../../../../sim/verify/search/layout-fields.ts';
import { limitSets } from '../../../../sim/verify/search/limit-sets.ts';
import {
  createSystem,
  RESTED_START,
  type System,
  tickSystem,
} from '../../../../sim/verify/search/system.ts';
import { readChoice, writeChoice } from '../../../../sim/verify/search/tick-text.ts';

const units: Unit[] = limitSets.flatMap((set) => groups.map((group) => ({ set, group })));
const nameOf = ({ set, group }: Unit): string => `${set.name}/${group.name}`;

type Records = Record<string, Record<string, unknown> | null>;

/** Records whose every field must be accounted for. */
const accounted = ['state', 'guard', 'outputs', 'bistable', 'holdToLock'] as const;

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

test('every signal is written by every choice, but for the two that the lock driver keeps', () => {
  const { system } = blankOf(findUnit('base', 'pairs'));
  const seen = system.seen as unknown as Record<string, unknown>;
  const marked = 'marked';
  for (const name of Object.keys(seen)) seen[name] = marked;
  applyChoice(system, readChoice('pilot C'));
  const kept = Object.keys(seen).filter((name) => seen[name] === marked);
  expect(kept).toEqual(['motion', 'hold']);
});

/** What a tick puts out, and what it leaves behind as far as anybody can tell. */
function tellTick(system: System): string {
  return JSON.stringify([
    system.outputs,
    system.state.phase,
    system.state.fault,
    system.state.session,
  ]);
}

test('forgetting what the layout leaves out, and every age above its cap, changes nothing', () => {
  const random = createRandom(7);
  for (const unit of units) {
    const start = { ...RESTED_START, world: unit.group.world ?? null };
    const kept = createSystem(unit.set, start);
    const { layout } = blankOf(unit);
    let packed = createSystem(unit.set, start);
    const words = new Int32Array(layout.words);
    const again = new Int32Array(layout.words);
    for (let tick = 0; tick < 300; tick++) {
      layout.pack(packed, words, 0);
      packed = createSystem(unit.set, start);
      layout.unpack(packed, words, 0);
      layout.pack(packed, again, 0);
      expect([...again], `${nameOf(unit)}: unpacked is what was packed`).toEqual([...words]);
      const choice = unit.group.choices[Math.floor(random() * unit.group.choices.length)];
      if (choice === undefined) throw new Error('no choice');
      for (const system of [kept, packed]) applyChoice(system, choice);
      const rules = [tickSystem(kept), tickSystem(packed)];
      expect(rules, nameOf(unit)).toEqual([0, 0]);
      expect(tellTick(packed), `${nameOf(unit)} tick ${tick}`).toBe(tellTick(kept));
    }
  }
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
    for (const choice of group.choices.slice(0, 400)) {
      expect(readChoice(writeChoice(choice))).toEqual(choice);
    }
  }
  expect(() => readChoice('pilto C')).toThrow('expected elapsed | pilot |');
  expect(() => readChoice('pilot Z')).toThrow('expected A | B | C');
});

test('every value of every input is met in some group', () => {
  for (const name of inputNames) {
    const met = new Set(groups.flatMap((group) => group.choices.map((choice) => choice[name])));
    met.delete(NOMINAL);
    expect(met.size, name).toBeGreaterThan(1);
  }
});

/**
 * The short run. Its sizes are pinned: a change of the decision changes them, and whoever changes the
 * decision looks at them once. The long run is a command, `holdfast explore`.
 */
const shortRun: [set: string, group: string, states: number, worstTicks: number][] = [
  ['base', 'drivers-contactor', 150159, 9],
  ['base', 'short', 130805, 5],
  ['solenoid', 'short', 134318, 5],
];

test.each(shortRun)(
  'no rule is broken and no plug stuck: %s/%s',
  async (set, group, states, worstTicks) => {
    const found = await exploreHere(findUnit(set, group), 1000000);
    expect(found.counterexample).toBeNull();
    expect([found.states, found.worstTicksToFree]).toEqual([states, worstTicks]);
  },
  60000,
);

const bare: Unit = {
  set: findUnit('voltage-only', 'drivers-contactor').set,
  group: { ...findUnit('voltage-only', 'drivers-contactor').group, world: 'bare-senses' },
};

test('a sense that does not bridge the zero crossings is found out, and the way replays', async () => {
  const found = await exploreHere(bare, 1000000);
  const way = found.counterexample;
  expect(way?.rule).toBe('hazard');
  if (way === null) return;
  const text = writeScenario(found, way);
  const [scenario] = parseScenario('found.scenario', text);
  if (scenario === undefined) throw new Error('no scenario');
  const result = await runScenario(scenario, targetOf(scenario));
  expect(result.failure?.message).toBe('hazard: the socket is live and the pin withdrawn');
  expect(result.endUs).toBe(way.choices.length * 1000);
  // The way is the shortest: without its last tick nothing has happened yet.
  const shorter = text.trimEnd().split('\n').slice(0, -1).join('\n');
  const [before] = parseScenario('shorter.scenario', shorter);
  if (before === undefined) throw new Error('no scenario');
  expect((await runScenario(before, targetOf(before))).failure).toBeNull();
}, 60000);

test('control that judges a weld later than the guard is found out, as R9', async () => {
  const { set, group } = findUnit('slow-disproof', 'contactor');
  const limits = { ...set.limits, weldVerdictMs: 4, guardWeldMs: 2 };
  const choices = group.choices.filter((one) => one.elapsed === 1 && one.supply === 1);
  const unit = { set: { ...set, limits }, group: { ...group, choices } };
  const found = await exploreHere(unit, 1000000);
  expect(found.counterexample?.rule).toBe('R9');
}, 60000);
