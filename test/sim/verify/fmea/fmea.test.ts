/**
 * FMEA: every part of the sheets has its failures, every failure comes to a mode, and what a charger does with it is
 * what is expected and what the page says.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { circuits } from '../../../../hil/wiring/circuits.ts';
import type { Kind } from '../../../../hil/wiring/part.ts';
import { contexts, nameOfContext } from '../../../../sim/verify/fmea/contexts.ts';
import { explainedPairs, explanationOf } from '../../../../sim/verify/fmea/explained-pairs.ts';
import { type ModeName, modeNames, modeOf } from '../../../../sim/verify/fmea/failures.ts';
import { complaintsAbout, playFailure, storyOf } from '../../../../sim/verify/fmea/fmea.ts';
import { partsOf, rowOf, writeLatest } from '../../../../sim/verify/fmea/fmea-page.ts';
import { playMode, playPairs, unmetBy } from '../../../../sim/verify/fmea/fmea-units.ts';
import { effects, type Mode } from '../../../../sim/verify/fmea/modes.ts';
import { sheets, undrawn } from '../../../../sim/verify/fmea/sheets-of-parts.ts';

/** The least that is said of a part of its kind. */
const ways: Readonly<Record<Kind, readonly string[]>> = {
  resistor: ['open', 'short'],
  capacitor: ['open', 'short'],
  diode: ['open', 'short'],
  suppressor: ['open', 'short'],
  'op-amp': ['high', 'low'],
  'contact open': [],
  'contact closed': ['stays open', 'stays closed'],
  coil: ['open', 'short'],
  motor: ['open', 'short'],
  lamp: ['dark'],
  block: [],
};

test('every part of every sheet has its failures, and no other part has', () => {
  expect(Object.keys(sheets)).toEqual(circuits.map(({ name }) => name));
  for (const { name, parts } of circuits) {
    const table = sheets[name] ?? {};
    expect({ [name]: Object.keys(table).sort() }).toEqual({
      [name]: parts.map(({ ref }) => ref).sort(),
    });
    for (const { ref, kind, what } of parts) {
      const told = Object.keys(table[ref] ?? {});
      expect(told.length, `${name} ${ref}`).toBeGreaterThan(0);
      // A resistor that is a sensor or a string of others fails in words of its own.
      if (/NTC/.test(what)) continue;
      expect(told, `${name} ${ref}`).toEqual(expect.arrayContaining([...ways[kind]]));
    }
  }
});

test('every mode is what some part does, and says why where people are stuck', () => {
  const orphans = modeNames.filter((name) => partsOf(name).length === 0);
  expect(orphans).toEqual([]);
  for (const name of modeNames) {
    const { worst, because } = modeOf(name);
    const isGrave = effects.indexOf(worst) > effects.indexOf('no energy');
    expect(because !== undefined, name).toBe(isGrave);
  }
  expect(Object.keys(undrawn)).toContain('controller');
});

test('a stall below the watchdog and a reset raise no alarm', () => {
  for (const name of [
    'controller stalls for 90 ms',
    'controller stalls for 400 ms',
    'watchdog resets',
    'reset pin',
    'rail dips for 60 ms',
  ] as const) {
    expect({ [name]: modeOf(name).told }).toEqual({ [name]: [] });
    expect(modeOf(name).worst).toBe('nothing');
  }
});

test('latch line, lock and pilot fail for good and for a while', () => {
  for (const name of [
    'latch line cut',
    'latch line shorted',
    'latch reads locked',
    'latch reads unlocked',
    'lock seized',
    'pin does not come back',
    'pin does not go in',
    'CP open',
    'CP shorted',
  ] as const) {
    const brief: Mode = modeOf(`${name} for a while`);
    expect(brief.lines).toEqual(modeOf(name).lines);
    expect(brief.forMs, name).toBeGreaterThan(0);
  }
});

const clearing = { phase: 'a fault clears', lock: 'solenoid', proof: 'both' } as const;

test('two failures and their ends, and what the phase does, share one clock', () => {
  const story = storyOf(
    [modeOf('latch line cut for a while'), modeOf('pin does not come back for a while')],
    clearing,
  );
  expect(story.slice(story.indexOf('latch wire cut')).split('\n')).toEqual([
    'latch wire cut',
    'after 700 ms pilot-wire whole',
    'after 300 ms lock jammed',
    'after 1 s latch wire whole',
    'after 4 s lock freed',
    'after 34 s press stop',
    'after 40 s',
  ]);
});

test("a fault of the phase's own is not told of what fails in it", async () => {
  expect((await playFailure([modeOf('reset pin')], clearing)).told).toEqual([]);
  const charging = { ...clearing, phase: 'charging' } as const;
  expect((await playFailure([modeOf('CP shorted')], charging)).told).toEqual(['pilot-short']);
});

const charging = contexts.filter(
  ({ phase, lock, proof }) => phase === 'charging' && lock === 'bistable' && proof === 'both',
);

test('in a charge, every failure does what is expected of it', async () => {
  const complaints: string[] = [];
  for (const name of modeNames) complaints.push(...(await playMode(name, charging)).complaints);
  expect(complaints).toEqual([]);
});

/** A few modes in all contexts: another few where the page changes. */
const whole: readonly ModeName[] = ['mirror reads open', 'mains dips for 60 ms', 'CP shorted'];

test('the page says what the charger does (npx holdfast fmea --write writes it)', async () => {
  const page = readFileSync('docs/fmea.md', 'utf8');
  for (const name of whole) {
    const unit = await playMode(name);
    expect(unit.complaints).toEqual([]);
    expect(unmetBy(name, unit)).toEqual([]);
    expect(page).toContain(rowOf(name, unit));
  }
  for (const name of modeNames) expect(page).toContain(`| ${name} |`);
});

test('more than is expected is told, and less', async () => {
  const [context] = charging;
  if (context === undefined) throw new Error('no context');
  const welds = modeOf('contactor welds');
  const found = await playFailure([welds], context);
  expect(found).toMatchObject({ effect: 'stuck', fault: 'welded', harm: '' });
  expect(complaintsAbout({ ...welds, worst: 'no energy', told: [] }, found)).toEqual([
    'expected at most "no energy", found "stuck"',
    'the fault welded was told, which is not expected',
  ]);
  expect(unmetBy('contactor welds', { cells: {}, complaints: [] })).toEqual([
    'contactor welds: the fault welded is expected, and is told in no context',
    'contactor welds: "stuck" is expected, and is found in no context',
  ]);
});

test('two failures that harm are found, and those that one of them explains are known', async () => {
  const [context] = charging;
  if (context === undefined) throw new Error('no context');
  const { harms, runs } = await playPairs(
    'pin withdrawn by the bridge',
    ['mains at 190 V', 'residual sensor dead'],
    [context],
  );
  expect(runs).toBe(2);
  expect(harms.map((one) => one.with)).toEqual(['mains at 190 V', 'residual sensor dead']);
  const [first] = harms;
  if (first === undefined) throw new Error('no harm');
  const where = nameOfContext(context);
  expect(explanationOf('pin withdrawn by the bridge', first.with, where)).not.toBeNull();
  expect(explanationOf('mains at 190 V', 'CP open', where)).toBeNull();
  const stuck = ['latch reads locked', 'pin does not go in for a while'] as const;
  expect(explanationOf(...stuck, 'restart, solenoid, both')).toMatch(/in a lock stroke/i);
  expect(explanationOf(...stuck, 'charging, solenoid, both')).toBeNull();
  for (const { because } of explainedPairs) expect(because).toMatch(/\.$/);
});

test('a time is rounded up to two digits', () => {
  expect([7, 30, 121, 990, 991, 40390].map(writeLatest)).toEqual([
    '7 ms',
    '30 ms',
    '130 ms',
    '990 ms',
    '1 s',
    '41 s',
  ]);
});
