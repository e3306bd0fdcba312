/**
 * Runs of the search: that it may forget what its layout leaves out, that the shipping step is clean over the
 * groups of the short run, and that it finds what it is there for.
 */

import { expect, test } from 'vitest';
import { createRandom } from '../../../../sim/random.ts';
import { writeScenario } from '../../../../sim/scenario/counterexample.ts';
import { parseScenario } from '../../../../sim/scenario/parse.ts';
import { runScenario } from '../../../../sim/scenario/run.ts';
import { targetOf } from '../../../../sim/scenario/targets.ts';
import { exploreHere } from '../../../../sim/verify/search/explore.ts';
import { choicesOf, groups } from '../../../../sim/verify/search/groups.ts';
import { applyChoice } from '../../../../sim/verify/search/inputs.ts';
import { limitSets } from '../../../../sim/verify/search/limit-sets.ts';
import {
  createSystem,
  RESTED_START,
  type System,
  tickSystem,
} from '../../../../sim/verify/search/system.ts';
import { blankOf, findUnit, type Unit } from '../../../../sim/verify/search/unit.ts';

const units: Unit[] = limitSets.flatMap((set) => groups.map((group) => ({ set, group })));
const nameOf = ({ set, group }: Unit): string => `${set.name}/${group.name}`;

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
    const choices = choicesOf(unit.group);
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
      // An assertion a tick costs more than the tick: it is made where something differs.
      if (!words.every((word, i) => word === again[i])) {
        expect([...again], `${nameOf(unit)}: unpacked is what was packed`).toEqual([...words]);
      }
      const choice = choices[Math.floor(random() * choices.length)];
      if (choice === undefined) throw new Error('no choice');
      for (const system of [kept, packed]) applyChoice(system, choice);
      const rules = [tickSystem(kept), tickSystem(packed)];
      if (rules[0] !== 0 || rules[1] !== 0) expect(rules, nameOf(unit)).toEqual([0, 0]);
      const [forgetful, told] = [tellTick(packed), tellTick(kept)];
      if (forgetful !== told) expect(forgetful, `${nameOf(unit)} tick ${tick}`).toBe(told);
    }
  }
});

/** The sizes are pinned, as in search.test.ts. The long run is a command, `holdfast explore`. */
const shortRun: [set: string, group: string, states: number, worstTicks: number][] = [
  ['base', 'drivers-contactor', 57520, 9],
  ['solenoid', 'short', 9215, 5],
];

test.each(shortRun)(
  'no rule is broken and no plug stuck: %s/%s',
  (set, group, states, worstTicks) => {
    const found = exploreHere(findUnit(set, group), 1000000);
    expect(found.counterexample).toBeNull();
    expect([found.states, found.worstTicksToFree]).toEqual([states, worstTicks]);
  },
  180000,
);

const bare: Unit = {
  set: findUnit('voltage-only', 'drivers-contactor').set,
  group: { ...findUnit('voltage-only', 'drivers-contactor').group, world: 'bare-senses' },
};

test('a sense that does not bridge the zero crossings is found out, and the way replays', async () => {
  const found = exploreHere(bare, 1000000);
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
});

test('control that judges a weld later than the guard is found out, as R9', () => {
  const { set, group } = findUnit('slow-disproof', 'contactor');
  const limits = { ...set.limits, weldVerdictMs: 4, guardWeldMs: 2 };
  const values = { ...group.values, elapsed: [1], supply: [1] };
  const unit = { set: { ...set, limits }, group: { ...group, values } };
  const found = exploreHere(unit, 1000000);
  expect(found.counterexample?.rule).toBe('R9');
});

/** The shortest way to a broken rule that the first whole search of `permanent/contactor` has found. */
const overtaken = `scenario a release that is overtaken by its reason
why a retract stroke began in the tick in which the pin counted as held again, and the contactor closed in the next (R2)
given search permanent journal none welded yes bars 0 hold-off 0 ms rested yes
see pilot B contacts closed stop yes
see contacts closed stop yes
see nothing new
see pilot C
see pilot B supply no
see latch unlocked contacts closed
see pilot C latch unlocked contacts closed
see elapsed 3 pilot B latch unlocked
see nothing new
see elapsed 3 pilot C
see pilot C latch locked
`;

test('a release that was ordered to lock anew is taken back where the pin is seen to lock before it begins', async () => {
  const [scenario] = parseScenario('overtaken.scenario', overtaken);
  if (scenario === undefined) throw new Error('no scenario');
  const target = targetOf(scenario);
  const result = await runScenario(scenario, target);
  expect(result.failure).toBeNull();
  const lines = target.trace.events.map(({ name, value }) => `${name} ${value}`);
  expect(lines).toContain('phase energized');
  expect(lines).not.toContain('lock-drive retract');
});
