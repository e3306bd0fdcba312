/**
 * Rig: its file is checked with complaints that say where; what it lacks, it does not pretend to prove.
 */

import { expect, test } from 'vitest';
import { needOf, whyNotOn } from '../hil/rig/needs.ts';
import { parseRig } from '../hil/rig/read.ts';
import { orderScenarios } from '../hil/run/order.ts';
import { exitCodeOf } from '../hil/run/outcome.ts';
import { parseScenario } from '../sim/scenario/parse.ts';
import type { Scenario } from '../sim/scenario/statement.ts';
import { verbs } from '../sim/scenario/verbs.ts';

const board = '"board": { "port": "/dev/ttyACM0" }';

test('a whole rig is read, with comments in its file', () => {
  const rig = parseRig(
    'desk.json',
    `{ // on Anna's desk
      "name": "desk", ${board}, "lock": "kuester-02s", "fitted": ["car", "latch"], }`,
  );
  expect(rig).toEqual({
    name: 'desk',
    file: 'desk.json',
    board: { port: '/dev/ttyACM0' },
    time: 'stepped',
    lock: 'kuester-02s',
    fitted: ['car', 'latch'],
  });
});

for (const [what, text, complaint] of [
  ['a wrong key', `{ "name": "a",\n  "bord": {} }`, 'a.json:1:1: "board" is missing'],
  [
    'a key too much',
    `{ "name": "a", ${board},\n  "fited": [] }`,
    'a.json:2:3: no such thing as "fited"; did you mean "fitted"?',
  ],
  [
    'a wrong key of a line',
    `{ "name": "a",\n "board": { "prot": "x" } }`,
    'a.json:2:13: no such thing as "prot"; did you mean "port"?',
  ],
  [
    'a wrong word',
    `{ "name": "a", ${board},\n "fitted": ["car", "latsch"] }`,
    'a.json:2:20: found "latsch"; did you mean "latch"?',
  ],
  [
    'a wrong lock',
    `{ "name": "a", ${board},\n "lock": "kuester-02" }`,
    'a.json:2:10: no lock part "kuester-02"; did you mean "kuester-02s"?',
  ],
  ['no JSON', `{ "name": "a",\n  oops }`, 'a.json:2:3: not JSON: InvalidSymbol'],
  ['a number for a text', `{ "name": 3, ${board} }`, 'a.json:1:11: must be string, found 3'],
  [
    'neither port nor process',
    `{ "name": "a", "board": { "baudRate": 9600 } }`,
    'a.json: "board" needs a port, or a process instead of it',
  ],
] as const) {
  test(`${what} is told with its place`, () => {
    expect(() => parseRig('a.json', text)).toThrow(complaint);
  });
}

const [plain] = parseScenario(
  'a.scenario',
  'scenario a\nplug in\ncar in\nexpect phase idle within 1 s\n',
) as [Scenario];
const [spiky] = parseScenario(
  'b.scenario',
  'scenario b\ngiven lock hella-1\nrepeat 2 times\n  spike 5 V for 2 ms\nend\n',
) as [Scenario];

test('a scenario that needs what the rig lacks says so, with the line', () => {
  const rig = parseRig('a.json', `{ "name": "a", ${board}, "fitted": ["car", "proximity"] }`);
  expect(whyNotOn(rig, plain)).toBe('');
  expect(whyNotOn(rig, spiky)).toBe('line 4 needs "pilot-voltage", which a has not');
  const locked = parseRig('a.json', `{ "name": "a", ${board}, "lock": "kuester-02s" }`);
  expect(whyNotOn(locked, spiky)).toBe('it is about the lock hella-1, and a has kuester-02s');
});

test('every verb of the language says what it needs of a rig', () => {
  const needless = verbs.map((verb) => verb.pattern.text).filter((text) => needOf(text) === '');
  // To look at something takes no more than eyes.
  expect(needless).toEqual(['see <text>']);
});

test('only a broken product is 1; a bench that proved nothing is 3', () => {
  expect(exitCodeOf(['passed', 'failed', 'error'])).toBe(1);
  expect(exitCodeOf(['passed', 'error'])).toBe(3);
  expect(exitCodeOf(['passed', 'inconclusive'])).toBe(3);
  expect(exitCodeOf(['passed', 'marginal', 'skipped'])).toBe(0);
  expect(exitCodeOf(['skipped'])).toBe(3);
});

test('the same seed shuffles the same way, and everything is still there', () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ ...plain, title: `${i}` }));
  const titles = (seed: number): string[] =>
    orderScenarios(many, { repeat: 2, shuffle: seed }).map(({ title }) => title);
  expect(titles(7)).toEqual(titles(7));
  expect(titles(7)).not.toEqual(titles(8));
  expect(titles(7).sort()).toEqual([...many, ...many].map(({ title }) => title).sort());
  expect(orderScenarios(many, { repeat: 1, pattern: '1*7' }).map((s) => s.title)).toEqual(['17']);
});
