/**
 * The reductions of the search: what is forgotten changes no way, a rule that forgets too much is found, and an input
 * is one choice only where it is not read. Whole searches are compared in `plain-search.test.ts`.
 */

import { expect, test } from 'vitest';
import { Bar } from '../../../../firmware/control/reclose.ts';
import { Hold, Pilot, Proximity } from '../../../../firmware/control/signals.ts';
import { Session } from '../../../../firmware/control/state.ts';
import { createRandom } from '../../../../sim/random.ts';
import { createDraws } from '../../../../sim/verify/search/draws.ts';
import { forget } from '../../../../sim/verify/search/forget.ts';
import { choicesOf, type Group } from '../../../../sim/verify/search/groups.ts';
import {
  applyChoice,
  type Choice,
  type InputName,
  nominalChoice,
} from '../../../../sim/verify/search/inputs.ts';
import type { Layout } from '../../../../sim/verify/search/layout.ts';
import { limitSets } from '../../../../sim/verify/search/limit-sets.ts';
import { createSystem, type System, tickSystem } from '../../../../sim/verify/search/system.ts';
import { writeChoice } from '../../../../sim/verify/search/tick-text.ts';
import { blankOf, findUnit, startOf, type Unit } from '../../../../sim/verify/search/unit.ts';

/** What a tick puts out, and the state after it as the search keeps it. */
function tellTick(system: System, layout: Layout, forgetting: typeof forget): string {
  const key = new Int32Array(layout.words);
  const outputs = JSON.stringify(system.outputs);
  forgetting(system);
  layout.pack(system, key, 0);
  return `${outputs} ${key.join()}`;
}

const everyUnit = (groupName: string): Unit[] =>
  limitSets.map(({ name }) => findUnit(name, groupName));

const known = new Map<Group, readonly Choice[]>();

function choicesOnce(group: Group): readonly Choice[] {
  const choices = known.get(group) ?? choicesOf(group);
  known.set(group, choices);
  return choices;
}

/** The same choice with another value of one input: what counts again is often one input away. */
function withOneChanged(choice: Choice, { values }: Group, random: () => number): Choice {
  const names = Object.keys(values) as InputName[];
  const name = names[Math.floor(random() * names.length)] as InputName;
  const list = values[name] as readonly number[];
  return { ...choice, [name]: list[Math.floor(random() * list.length)] };
}

/** A random way with everything remembered, and the same way with a forgotten state in every tick. */
function differs(unit: Unit, ticks: number, seed: number, forgetting: typeof forget): boolean {
  const random = createRandom(seed);
  const choices = choicesOnce(unit.group);
  const recalled = {
    session: [Session.None, Session.Permitted, Session.Stopped][seed % 3] as Session,
    welded: false,
    bars: [Bar.None, Bar.Unknown, Bar.ResidualCurrent, Bar.LatchLost][seed % 4] as Bar,
  };
  const start = { ...startOf(unit.group), recalled };
  const kept = createSystem(unit.set, start);
  const forgetful = createSystem(unit.set, start);
  const { layout } = blankOf(unit);
  const words = new Int32Array(layout.words);
  // A vehicle and a plug stay for a while: else the way never gets beyond a release.
  let choice = choices[0] as (typeof choices)[number];
  for (let tick = 0; tick < ticks; tick++) {
    if (random() < 0.2) choice = choices[Math.floor(random() * choices.length)] ?? choice;
    else if (random() < 0.3) choice = withOneChanged(choice, unit.group, random);
    applyChoice(kept, choice);
    applyChoice(forgetful, choice);
    if (tickSystem(kept) !== tickSystem(forgetful)) return true;
    layout.pack(kept, words, 0);
    const told = tellTick(kept, layout, forgetting);
    layout.unpack(kept, words, 0);
    if (tellTick(forgetful, layout, forgetting) !== told) return true;
  }
  return false;
}

test('what is forgotten changes no way through any set of limits', () => {
  const attacked = ['pairs', 'short', 'contactor', 'lock', 'power', 'service', 'drivers-contactor'];
  for (const unit of attacked.flatMap(everyUnit)) {
    for (let seed = 0; seed < 8; seed++) {
      const way = `${unit.set.name}/${unit.group.name} seed ${seed}`;
      expect(differs(unit, 120, seed, forget), way).toBe(false);
    }
  }
});

test('behind silent sensors a journal that could not be read bars no offer, and what an offer asks for is kept', () => {
  const unit = findUnit('base', 'power');
  const recalled = { session: Session.Permitted, welded: false, bars: Bar.Unknown };
  const kept = createSystem(unit.set, { ...startOf(unit.group), recalled });
  const forgetful = createSystem(unit.set, { ...startOf(unit.group), recalled });
  const offered = [kept, forgetful].map((system) => {
    for (let tick = 0; tick < 20; tick++) {
      const isSilent = tick >= 12;
      applyChoice(system, {
        ...nominalChoice,
        pilot: isSilent ? Pilot.B : Pilot.A,
        sensorsRead: isSilent ? 0 : 1,
      });
      tickSystem(system);
      if (system === forgetful) forget(system);
    }
    return system.outputs.offerMilliamps;
  });
  expect(offered).toEqual([10000, 10000]);
});

/** Rules that forget too much. */
const planted: Readonly<Record<string, (system: System) => void>> = {
  'the age of the pilot': ({ state }) => (state.pilotForMs = 0),
  'the age of the phase': ({ state }) => (state.phaseForMs = 0),
  'the age of the advert': ({ state }) => (state.advertForMs = 0),
  'the pause after a stroke': ({ state }) => (state.effortForMs = 0),
  'the release under way': ({ state }) => (state.releaseForMs = -1),
  'the time open': ({ state }) => (state.openForMs = Math.min(state.openForMs, 0)),
  'the supply of a disproof': ({ guard }) => (guard.supplyForMs = Math.min(guard.supplyForMs, -1)),
  'the rest of the lock': ({ guard }) => (guard.lastStrokeMs = 0),
  'the permission ahead': ({ state }) => (state.aheadForMs = -1),
  'what a permitted vehicle reads': ({ state }) => (state.simplified = false),
  'the proof of a held pin': ({ seen }) => (seen.hold = Math.min(seen.hold, Hold.Driven)),
  'that a welded pin was locked': ({ state }) => (state.lockedForMs = -1),
};

test.each(Object.entries(planted))('forgetting %s as well is found', (_name, rule) => {
  const forgetting = (system: System): void => {
    forget(system);
    rule(system);
  };
  const attacked = ['short', 'people', 'contactor', 'pairs'].flatMap(everyUnit);
  const isFound = [5, 6, 7, 8].some((seed) =>
    attacked.some((unit) => differs(unit, 400, seed, forgetting)),
  );
  expect(isFound).toBe(true);
});

test('an input that a tick does not read is one choice, and one that it reads is every one', () => {
  const values = { proximity: [Proximity.Seated, Proximity.Absent], cable: [10000, 6000] };
  const { set } = findUnit('base', 'pairs');
  const unit = { set, group: { name: 'small', values, mostOff: null } };
  const { system } = blankOf(unit);
  const draws = createDraws(unit.group, system);
  draws.begin();
  const told: string[] = [];
  do {
    draws.draw();
    // The cable's rating is read only behind a seated plug.
    told.push(String(system.seen.cableMilliamps));
  } while (draws.next());
  expect(told).toEqual(['10000', '6000', '0']);
});

/** Every choice that a tick tells from the others, and where it leads. */
function successorsOf(unit: Unit, system: System, words: Int32Array): [Choice, string][] {
  const { layout } = blankOf(unit);
  const draws = createDraws(unit.group, system);
  const found: [Choice, string][] = [];
  layout.unpack(system, words, 0);
  draws.begin();
  do {
    draws.draw();
    const rule = tickSystem(system);
    found.push([draws.choice(), `${rule} ${tellTick(system, layout, forget)}`]);
    layout.unpack(system, words, 0);
  } while (draws.next());
  return found;
}

test('a choice that is told leads where the tick led that it is told of', () => {
  const random = createRandom(3);
  for (const [set, group] of [
    ['base', 'short'],
    ['base', 'singles'],
    ['solenoid', 'service'],
    ['permanent', 'power'],
    ['base', 'people'],
  ] as const) {
    const unit = findUnit(set, group);
    const { system, layout } = blankOf(unit);
    const words = new Int32Array(layout.words);
    layout.pack(system, words, 0);
    for (let tick = 0; tick < 60; tick++) {
      const found = successorsOf(unit, system, words);
      for (const [choice, led] of found) {
        layout.unpack(system, words, 0);
        applyChoice(system, choice);
        const rule = tickSystem(system);
        const leads = `${rule} ${tellTick(system, layout, forget)}`;
        if (leads !== led) expect(leads, `${set}/${group}: ${writeChoice(choice)}`).toBe(led);
      }
      const [choice] = found[Math.floor(random() * found.length)] ?? [];
      if (choice === undefined) throw new Error('no choice');
      layout.unpack(system, words, 0);
      applyChoice(system, choice);
      tickSystem(system);
      forget(system);
      layout.pack(system, words, 0);
    }
  }
});
