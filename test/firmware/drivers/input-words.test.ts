/**
 * Digital inputs, end to end: what a row of the tables promises is kept by everyone who works with inputs,
 * from the pin to the bench. A new row is tested here without another line.
 */

import { expect, test } from 'vitest';
import { tracedNames } from '../../../firmware/console/trace.ts';
import { inputForbids } from '../../../firmware/control/open-conditions.ts';
import { createSignals, Proximity, type Signals } from '../../../firmware/control/signals.ts';
import {
  type DigitalInput,
  digitalInputs,
  type Level,
} from '../../../firmware/drivers/digital-inputs.ts';
import {
  believe,
  contacts,
  forbidding,
  inputNames,
  wordOf,
} from '../../../firmware/drivers/input-words.ts';
import { jigSwitches } from '../../../firmware/jig/switches.ts';
import { moves } from '../../../hil/check/jig-moves.ts';
import { partsOf, type Rig, standInRig } from '../../../hil/rig/rig.ts';
import { ruleRows } from '../../../hil/rules/rule-rows.ts';
import { TraceSignals } from '../../../hil/rules/trace-signals.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { healingOf } from '../../../sim/verify/case/healing.ts';
import { Draw } from '../../../sim/verify/fuzz/draw.ts';
import { swarm } from '../../../sim/verify/fuzz/kinds.ts';
import { groups } from '../../../sim/verify/search/groups.ts';

const jig: Rig = { ...standInRig, kind: 'jig' };

test('every digital input has its words, and there are no others', () => {
  expect(inputNames.map(wordOf)).toEqual(digitalInputs.map(({ word }) => word));
});

/** Nothing forbids. */
function allowing(): Signals {
  const seen = createSignals();
  seen.supply = true;
  seen.proximity = Proximity.Seated;
  return seen;
}

for (const { name, word } of forbidding) {
  test(`${word} forbids for control, for the rules of the bench, and in the search`, () => {
    const seen = allowing();
    expect(inputForbids(seen)).toBe(false);
    believe(seen, name, true);
    expect(inputForbids(seen)).toBe(true);

    const trace = new TraceSignals();
    expect(inputForbids(trace.seen)).toBe(false);
    expect(trace.take({ atUs: 0, name: word, value: 'yes' })).toBe(true);
    expect(inputForbids(trace.seen)).toBe(true);
    for (const rule of ['R4', 'R8']) {
      expect(ruleRows.find((row) => row.name === rule)?.by).toContain(word);
    }

    expect(tracedNames).toContain(word);
    const faults = groups.find((group) => group.name === 'faults');
    expect(faults?.values[name]).toEqual([0, 1]);
  });
}

/** Two ticks and the console's line, beside the debounce of the row. */
const SEEN_WITHIN_MS = 45;
const rowOf = (bit: Level): DigitalInput =>
  digitalInputs.find((row) => row.bit === bit) as DigitalInput;

const lines = (contact: (typeof contacts)[number], then: string): string[] => [
  'scenario A contact is worked',
  'plug in',
  'car in',
  'expect contactor closed within 10 s',
  'after 1 s',
  `${contact.verb} ${contact.assert}`,
  `expect ${contact.word} yes within ${rowOf(contact.bit).riseMs + SEEN_WITHIN_MS} ms`,
  then,
  'after 2 s',
  `${contact.verb} ${contact.release}`,
  `expect ${contact.word} no within ${rowOf(contact.bit).fallMs + SEEN_WITHIN_MS} ms`,
];

for (const contact of contacts) {
  const { name, word, verb } = contact;
  const isForbidding = forbidding.some((one) => one.name === name);

  test(`${word} is believed when somebody works it, and acted on where it forbids`, async () => {
    const withinMs = rowOf(contact.bit).riseMs + SEEN_WITHIN_MS;
    const then = isForbidding
      ? `expect contactor open within ${withinMs} ms`
      : 'never contactor open';
    const text = lines(contact, then).join('\n');
    const [scenario] = parseScenario('inline', text);
    const { failure } = await runScenario(scenario as Scenario, new SimTarget());
    expect(failure).toBe(null);
  });

  test(`${word} is worked by fuzzer, healing, rig and jig`, () => {
    const asserted = `${verb} ${contact.assert}`;
    const drawn = swarm.flatMap((kind) =>
      Array.from({ length: 20 }, (_, seed) => kind.draw(new Draw(seed + 1))),
    );
    expect(drawn).toContain(asserted);
    expect(healingOf([asserted])).toEqual([`${verb} ${contact.release}`]);
    expect(verbs.find((one) => one.pattern.text.startsWith(`${verb} <`))?.needs).toBe('buttons');
    expect(jigSwitches()).toContain(word);
    expect(moves.map((one) => `${one.part} ${one.word}`)).toContain(`${word} pressed`);
    expect(partsOf(jig).has(word)).toBe(true);
  });
}
