/**
 * Rig: its file is checked with complaints that say where; what it lacks, it does not pretend to prove.
 */

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { jigLevelNames } from '../../../firmware/jig/jig.ts';
import { jigSwitches } from '../../../firmware/jig/switches.ts';
import { whyNotOn } from '../../../hil/rig/needs.ts';
import { parseRig } from '../../../hil/rig/read.ts';
import { jigWords } from '../../../hil/rig/rig.ts';
import { orderScenarios } from '../../../hil/run/order.ts';
import { exitCodeOf } from '../../../hil/run/outcome.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { lockPartNames } from '../../../sim/scenario/variants.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../hil/rig/rig.schema.json', import.meta.url), 'utf8'),
) as { properties: { fitted: { items: { enum: string[] } } }; allOf: Condition[] };

/** As much of a condition of the schema as is looked at here. */
interface Condition {
  enum?: string[];
  items?: Condition;
  propertyNames?: Condition;
  properties?: Record<string, Condition>;
  then?: Condition;
}

const fitsSchema = new Ajv({ strict: false }).compile(schema);

const board = '"board": { "port": "/dev/ttyACM0" }';
const jig = '"jig": { "port": "/dev/ttyACM1" }';

test('what the verbs need are the words that a rig file may say, all of them', () => {
  const said = schema.properties.fitted.items.enum;
  const needed = verbs.flatMap(({ needs }) => needs ?? []);
  expect([...new Set(needed)].sort()).toEqual([...said].sort());
});

test('a whole rig is read, with comments in its file', () => {
  const rig = parseRig(
    'desk.json',
    `{ // on Anna's desk
      "name": "desk", ${board}, "lock": "kuester-02s", "fitted": ["car", "latch"], }`,
  );
  expect(rig).toEqual({
    name: 'desk',
    file: 'desk.json',
    kind: 'bench',
    board: { port: '/dev/ttyACM0' },
    jig: null,
    gpio: null,
    time: 'stepped',
    lock: 'kuester-02s',
    fitted: ['car', 'latch'],
    relayMs: 5,
  });
});

for (const [what, text, complaint] of [
  [
    'a wrong key',
    `{ "name": "a",\n  "bord": {} }`,
    'a.json:2:3: no such thing as "bord"; did you mean "board"?',
  ],
  ['a key too few', `{ "name": "a" }`, 'a.json:1:1: "board" is missing'],
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
    'a name that is a folder above',
    `{ "name": "..", ${board} }`,
    'a.json:1:11: must match pattern "^[A-Za-z0-9_-][A-Za-z0-9_.-]*$", found ".."',
  ],
  [
    'a jig without its line',
    `{ "name": "a", ${board}, "kind": "jig" }`,
    'a.json:1:1: "jig" is missing: the line of the jig',
  ],
  [
    'a jig on a bench',
    `{ "name": "a", ${board},\n ${jig} }`,
    'a.json:2:9: a bench rig has no jig; write "kind": "jig"',
  ],
  [
    'a wrong kind',
    `{ "name": "a", ${board},\n "kind": "gig" }`,
    'a.json:2:10: found "gig"; did you mean "jig"?',
  ],
  [
    'pins of a name that no jig has',
    `{ "name": "a", ${board}, "kind": "gpio", "lock": "hella-1", "gpio": { "lines": {\n "contacter": 4 } } }`,
    'a.json:2:15: no line of a jig is called "contacter"; did you mean "contactor"?',
  ],
  [
    'a pin used twice',
    `{ "name": "a", ${board}, "kind": "gpio", "lock": "hella-1", "gpio": { "lines": {\n "stop": 4, "start": 4 } } }`,
    'a.json:2:22: 4 is the pin of "stop" already',
  ],
  [
    'pins that see nothing',
    `{ "name": "a", ${board}, "kind": "gpio", "lock": "hella-1",\n "gpio": { "lines": { "stop": 4 } } }`,
    'a.json:2:21: "contactor" is missing',
  ],
  [
    'no pins',
    `{ "name": "a", ${board}, "kind": "gpio", "lock": "hella-1" }`,
    'a.json:1:1: "gpio" is missing: the pins of this computer',
  ],
  [
    'stepped time beside a jig',
    `{ "name": "a", ${board}, ${jig}, "kind": "jig", "lock": "hella-1",\n "time": "stepped" }`,
    'a.json:2:10: the firmware that ships runs by its own clock: a jig has no stepped time',
  ],
  [
    'a jig whose board has no lock',
    `{ "name": "a", ${board}, ${jig}, "kind": "jig" }`,
    'a.json:1:1: "lock" is missing: the part on the board under test',
  ],
  [
    'a solenoid whose latch a jig would have to play',
    `{ "name": "a", ${board}, ${jig}, "kind": "jig",\n "lock": "harting-magnetic" }`,
    'a.json:2:10: a jig does not see the coil of harting-magnetic, and cannot play its latch: fit',
  ],
  [
    'a jig that does what none can',
    `{ "name": "a", ${board}, ${jig}, "kind": "jig", "lock": "hella-1",\n "fitted": ["car", "residual"] }`,
    'a.json:2:20: a jig cannot be wired for "residual"; expected car, pilot-faults,',
  ],
  [
    'neither port nor process',
    `{ "name": "a", "board": { "baudRate": 9600 } }`,
    'a.json: "board" needs a port, or a process instead of it',
  ],
] as const) {
  test(`${what} is told with its place`, () => {
    expect(() => parseRig('a.json', text)).toThrow(complaint);
    // An editor with the published schema refuses the same; uniqueness of pins and kinds of locks are beyond it.
    const isBeyond = /is the pin of|not JSON|does not see the coil/.test(complaint);
    if (!isBeyond) expect(fitsSchema(JSON.parse(text))).toBe(false);
  });
}

test('the schema knows every lock part, every line and every word of a jig', () => {
  const kinds = schema.allOf;
  expect(kinds[0]?.properties?.['lock']?.enum).toEqual(lockPartNames);
  expect(kinds[1]?.then?.properties?.['fitted']?.items?.enum).toEqual(jigWords);
  const pins = kinds[3]?.then?.properties?.['gpio']?.properties?.['lines'];
  expect(pins?.propertyNames?.enum).toEqual([...jigSwitches(), ...jigLevelNames]);
});

test('rigs of every kind fit the schema and the tool', () => {
  const lock = '"lock": "hella-1"';
  const pins = '"gpio": { "lines": { "contactor": 4, "extend": 5, "retract": 6 } }';
  for (const text of [
    `{ "name": "a", ${board} }`,
    `{ "name": "a", "board": { "process": [] }, "time": "live" }`,
    `{ "name": "a", ${board}, ${jig}, "kind": "jig", ${lock}, "fitted": ["car"] }`,
    `{ "name": "a", ${board}, "kind": "gpio", ${lock}, ${pins} }`,
    `{ "name": "a", "board": { "port": "/dev/x", "platform": "kaluma", "map": "pico" } }`,
  ]) {
    expect(fitsSchema(JSON.parse(text))).toBe(true);
    expect(parseRig('a.json', text).name).toBe('a');
  }
});

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

const beside = parseRig(
  'j.json',
  `{ "name": "j", ${board}, ${jig}, "kind": "jig", "lock": "kuester-02s" }`,
);

for (const [text, why] of [
  ['plug in\ncar in\ndiode missing\nexpect fault pilot-diode within 3 s', ''],
  ['given release-delay 2 s\nplug in\npress start\nexpect socket live within 5 s', ''],
  ['cable 680 Ohm\nreset pin\nexpect phase idle within 9 s', ''],
  ['given start cold\nplug in', 'line 2 cannot be arranged on j: "given start cold"'],
  ['given drop-out 90 ms\nplug in', 'line 2 cannot be arranged on j: "given drop-out 90 ms"'],
  ['given phase 3 ms\nplug in\ncar in\nexpect phase energized within 5 s', ''],
  ['given car resistors 2740 Ohm 882 Ohm\nplug in', ''],
  ['given car diode 700 mV\ngiven car reacts in 5 s\nplug in', ''],
  [
    'given car resistors 2610 Ohm 1235 Ohm\nplug in',
    'line 2 cannot be arranged on j: "given car resistors 2610 Ohm 1235 Ohm"',
  ],
  [
    'given car follows a duty after 20 s\nplug in',
    'line 2 cannot be arranged on j: "given car follows a duty after 20 s"',
  ],
  ['type hello\nexpect answer ok holdfast within 1 s', ''],
  [
    'type events\nexpect answer ok event 1 36 stopped driver within 1 s',
    'line 3 expects what the board on j has counted since it was made: "answer ok event 1 36 stopped driver"',
  ],
  ['given car diode 850 mV\nplug in', 'line 2 cannot be arranged on j: "given car diode 850 mV"'],
  ['plug half', 'line 2 no jig can do this: "plug half"'],
  ['cable 150 Ohm', 'line 2 no jig can do this: "cable 150 Ohm"'],
  ['reset watchdog', 'line 2 no jig can do this: "reset watchdog"'],
  ['spike 5 V for 2 ms', 'line 2 needs "pilot-voltage", which j has not'],
  ['plug in\nexpect trip on within 1 s', 'line 3 looks at "trip", which is not sensed on j'],
  ['repeat 2 times\n  never lamp red\nend', 'line 3 looks at "lamp", which is not sensed on j'],
  [
    'plug in\nnever drive retract until breaker open',
    'line 3 looks at "breaker", which is not sensed on j',
  ],
] as const) {
  test(`beside a jig: ${text.replaceAll('\n', ', ')}: ${why || 'can be played'}`, () => {
    const [scenario] = parseScenario('a.scenario', `scenario a\n${text}\n`);
    expect(whyNotOn(beside, scenario as Scenario)).toBe(why);
  });
}

test('a rig with a solenoid plays what is about that solenoid, as far as it is seen', () => {
  const why = (more: string, text: string): string =>
    whyNotOn(
      parseRig('s.json', `{ "name": "s", ${board}, "lock": "harting-magnetic"${more} }`),
      parseScenario('a.scenario', `scenario a\n${text}\n`)[0] as Scenario,
    );
  const own = 'given lock harting-magnetic\nplug in\nexpect latch locked within 5 s';
  const other =
    'it is about a lock with a stroke each way, and s has the solenoid harting-magnetic';
  const withJig = `, ${jig}, "kind": "jig", "fitted": ["car", "proximity", "supply"]`;
  expect(['', withJig].map((more) => why(more, 'plug in'))).toEqual([other, other]);
  expect(['', withJig].map((more) => why(more, own))).toEqual(['', '']);
  expect(why(withJig, `${own}\nexpect drive off within 1 s`)).toBe(
    'line 5 looks at "drive", which is not sensed on s',
  );
});

test('what only a wire more would show is skipped with that wire', () => {
  const bare = { ...beside, name: 'bare', fitted: ['car', 'proximity', 'supply'] };
  const why = (text: string): string =>
    whyNotOn(bare, parseScenario('a.scenario', `scenario a\n${text}\n`)[0] as Scenario);
  expect(why('plug in\nexpect contactor open within 1 s')).toBe('');
  expect(why('plug in\nexpect socket dead within 1 s')).toBe(
    'line 3 looks at "socket", which takes "outgoing-voltage", and bare has it not',
  );
  expect(why('reset pin')).toBe('line 2 needs "processor", which bare has not');
});

test('every verb of the language says what it needs of a rig', () => {
  const needless = verbs.filter(({ needs }) => needs === null).map((verb) => verb.pattern.text);
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
