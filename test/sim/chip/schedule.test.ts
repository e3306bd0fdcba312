/** What is run on an emulated chip, what not and why, and what a suite comes to. */
import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import type { ChipVerdict, Kind } from '../../../sim/chip/chip-verdict.ts';
import { whyBeyondChip } from '../../../sim/chip/not-applicable.ts';
import { makeSchedule, thin } from '../../../sim/chip/schedule.ts';
import { countKinds, exitCodeOf, summarize } from '../../../sim/chip/summary.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';

const board = { platform: 'kaluma', map: pinMap } as const;

function scenarioOf(...lines: string[]): Scenario {
  const text = ['scenario One', ...lines, 'plug in', 'after 1 s', ''].join('\n');
  return parseScenario('one.scenario', text)[0] as Scenario;
}

const CAUSE = 'Kaluma does not report why it has started';

const beyond: readonly (readonly [line: string, why: string])[] = [
  ['given tick 20 ms', 'the board ticks every 10 ms'],
  ['given tick 10 ms', ''],
  ['given jitter 1 ms', "is about the simulated processor, and this is the chip's own"],
  ['given proof mirror', 'the board senses both'],
  ['given trip output none', 'the board has a trip output'],
  ['given lock capacitor none', 'the board has a lock capacitor'],
  ['given pilot break fitted', 'the board has no pilot break'],
  [
    'given program damaged',
    'is about the simulated flash; `bench flips` changes the stored program of a chip',
  ],
  ['given watchdog 1 s', "the board's watchdog bites after 500 ms"],
  ['given release-delay 1 s', ''],
  ['given cable 680 Ohm', ''],
  ['supply 180 V', 'needs a supply meter, which the board has not'],
  ['spike 12 V for 500 us', 'has a spike shorter than a look at the pins'],
  ['spike 12 V for 20 ms', ''],
  ['stall 300 ms', "is about the simulated processor, and this is the chip's own"],
  ['journal corrupt', "is done to the simulator's storage; the chip's has `bench cuts`"],
  ['reset watchdog', ''],
  ['given installation 32 A', ''],
  ['given installation 63 A', 'the board is rated 32 A'],
  ['capacitor source 10300 mV', 'ends closer to a threshold than a converter of 12 bits can tell'],
  ['capacitor source 10310 mV', ''],
  ['capacitor source 9 V', ''],
  ['expect answer ok sense latch 3100 mV within 1 s', 'expects a reading to the millivolt'],
  ['expect answer ok sense latch 3 within 1 s', ''],
  ['expect answer ok event 2 0 start within 1 s', ''],
  ['expect answer ok event 2 0 start power-on within 1 s', CAUSE],
  ['expect answer ok counters starts power-on 1 within 1 s', CAUSE],
  ['expect answer ok start watchdog, journal readable within 1 s', CAUSE],
];

test.each(beyond)('%s: %s', (line, why) => {
  expect(whyBeyondChip(board, scenarioOf(line))).toBe(why);
});

test('Espruino reports why it has started, and a board without a declared rating takes every setting', () => {
  const cause = scenarioOf('expect answer ok start watchdog, journal readable within 1 s');
  expect(whyBeyondChip({ platform: 'espruino', map: pinMap }, cause)).toBe('');
  const { ceilingMilliamps: _, ...unrated } = pinMap;
  const installation = scenarioOf('given installation 63 A');
  expect(whyBeyondChip({ platform: 'kaluma', map: unrated }, installation)).toBe('');
});

test('a line inside of a repetition counts', () => {
  const scenario = scenarioOf('repeat 2 times', 'stall 300 ms', 'end');
  expect(whyBeyondChip(board, scenario)).toContain('simulated processor');
});

test('long stories are left out, and those that are given the same stand together', async () => {
  const given = (seed: number): Scenario => scenarioOf(`given seed ${seed}`);
  const all = [given(2), scenarioOf('after 10 min press stop'), given(1), given(2)];
  const { scenarios, skipped } = await makeSchedule(all, board, 120);
  expect(scenarios).toEqual([all[2], all[0], all[3]]);
  expect(skipped.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
    'skipped: takes more than 120 s of virtual time (--long)',
  ]);
});

test('a sweep is thinned out from its first value to its last', () => {
  const text = 'scenario One\nsweep time over 1 2 3 4 5 6 7\nplug in\nafter {time} ms press stop\n';
  const all = parseScenario('one.scenario', text);
  const variants = (most: number): string[] => thin(all, most).map(({ variant }) => variant);
  expect(variants(3)).toEqual(['time 1', 'time 4', 'time 7']);
  expect(variants(1)).toEqual(['time 1']);
  expect(variants(10)).toHaveLength(7);
});

function judged(kind: Kind, file = 'a', message = '', lateUs = 0): ChipVerdict {
  return {
    file,
    title: file,
    variant: '',
    kind,
    message,
    lines: [],
    lateUs,
    virtualS: 1,
    seconds: 1,
  };
}

test('the summary tells danger from delay, and why something was not run', () => {
  const all = [
    judged('passed'),
    judged('late', 'a', 'late', 3000),
    judged('late', 'a', 'late', 12000),
    judged('danger', 'b', 'hazard: live'),
    judged('reported-late', 'b', 'late', 9000),
    judged('skipped', 'c', 'no meter'),
    judged('skipped', 'd', 'no meter'),
  ];
  expect(summarize(all)).toEqual([
    'late      a: 2, by 12 ms at most',
    'reported late b: 1, by 9 ms at most',
    'skipped   2: no meter',
    '1 passed, 1 dangerous, 2 late, 1 reported late, 2 skipped',
  ]);
  expect(countKinds([])).toBe('');
});

const codes: readonly (readonly [kinds: readonly Kind[], code: number])[] = [
  [['passed', 'skipped'], 0],
  [['passed', 'reported-late'], 0],
  [['passed', 'late'], 1],
  [['danger', 'error'], 1],
  [['passed', 'error'], 3],
  [['skipped'], 3],
];

test.each(codes)('%j ends with %i', (kinds, code) => {
  expect(exitCodeOf(kinds.map((kind) => judged(kind)))).toBe(code);
});
