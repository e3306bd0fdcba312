/**
 * What is built for boards: nothing in it that a board cannot do or must not have, and no pin map that
 * does not fit its board.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { readPinMap } from '../../build/boards/pin-map.mjs';
import { budgets } from '../../build/budgets.mjs';
import { buildTarget, targets } from '../../build/targets.mjs';
import { readScenarios } from '../../sim/scenario/library.ts';
import { verbs } from '../../sim/scenario/verbs.ts';
import { createBoardTree } from '../support/board-tree.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = new Map<string, string>();
let kaluma: Awaited<ReturnType<typeof buildTarget>>;

beforeAll(async () => {
  for (const name of Object.keys(targets)) {
    const target = await buildTarget(name, root);
    expect(target.complaints, name).toEqual([]);
    built.set(name, target.code);
    if (name === 'kaluma') kaluma = target;
  }
});

test('every program fits into what its platform holds, on one line', () => {
  for (const [name, code] of built) {
    expect(code.length, name).toBeLessThan(budgets[name]?.programBytes ?? 0);
    expect(code.split('\n').length, name).toBe(1);
  }
});

test('a bare return is always followed by a semicolon: Espruino cannot end a function without', () => {
  for (const [name, code] of built) expect(code.match(/\breturn\}/g), name).toBeNull();
});

test('the program for Espruino reads itself in the file that Espruino starts', () => {
  expect(built.get('espruino')).toContain('".bootcde"');
});

/** What only an injection says: words of the simulator's verbs that no charger has a use for. */
const injections = [
  'welds',
  'gives-way',
  'seized',
  'jammed-open',
  'goes-in',
  'swapped',
  'stuck-closed',
  'stuck-open',
  'pilot-wire',
];

test('no injection verb, no scenario text and no name of Node is in a release bundle', () => {
  const verbTexts = verbs.map((verb) => verb.pattern.text).join(' ');
  for (const word of injections) expect(verbTexts).toContain(word);
  const title = readScenarios('test/scenarios/fault/emergency-stop.scenario')[0]?.title ?? '';
  expect(title).not.toBe('');
  const foreign = [
    'process.',
    'Buffer',
    'globalThis',
    'window.',
    'node:',
    'module.',
    'inject',
    title,
  ];
  for (const [name, code] of built) {
    // Both platforms have this one call of a thing that is named as Node's is; Espruino's takes a word, `false`.
    // Espruino reads its own program as an ArrayBuffer.
    const own = code
      .replaceAll(/process\.memory(Usage\(|\((!1)?)\)/g, '')
      .replaceAll('E.toArrayBuffer(', '');
    for (const word of [...injections, ...foreign]) {
      expect(own.includes(word), `${name}: ${word}`).toBe(false);
    }
  }
});

test('no name that the platform knows was made short', () => {
  for (const name of ['setDuty', 'feed', 'baudrate', 'tx', 'rx', 'length', 'push']) {
    expect(kaluma.fields).not.toContain(name);
  }
  for (const call of ['.setDuty(', '.feed(', 'baudrate:', '.txfifo(', '.start()']) {
    expect(kaluma.code).toContain(call);
  }
});

const tree = createBoardTree();
const spoiled = 'spoiled-target';
const spoiledFile = `${tree}firmware/boards/${spoiled}.ts`;

const reference = readFileSync(`${root}firmware/boards/pico.ts`, 'utf8');

/** What a map is refused for. A build refuses it by the same reading, before anything is compiled. */
async function complaintsOf(text: string, platform = 'kaluma'): Promise<string[]> {
  writeFileSync(spoiledFile, text);
  return (await readPinMap(spoiledFile, platform, tree)).complaints;
}

function complaintsAbout(from: string, to: string): Promise<string[]> {
  expect(reference).toContain(from);
  return complaintsOf(reference.replace(from, to));
}

/** The line of the reference in which a text stands. */
function lineOf(text: string): number {
  return reference.slice(0, reference.indexOf(text)).split('\n').length;
}

for (const [what, from, to, message] of [
  ['a pin that does not exist', "'GP12'", "'GP31'", 'pin GP31 does not exist on rp2040'],
  ['a pin used twice', "'GP12'", "'GP9'", 'pin GP9 is used already, at line'],
  ['the recovery switch', "'GP21'", "'GP22'", 'low at boot makes Kaluma skip the program'],
  ['a converter that is none', "'GP27'", "'GP14'", 'pilotLow needs a converter, and GP14 has none'],
  [
    'an unknown part',
    "'kuester-02s'",
    "'kuester-99'",
    'no lock part "kuester-99", expected one of',
  ],
  ['an unknown board', "'rp2040'", "'rp9999'", 'chip "rp9999" is not known'],
  [
    'too long a stroke',
    'strokeMs: 600',
    'strokeMs: 800',
    'above the rating of kuester-02s, 600 ms',
  ],
  ['a lazy watchdog', 'watchdogMs: 500', 'watchdogMs: 9000', 'expected 100 to 8300'],
  [
    'a watchdog that outlasts the lock',
    'watchdogMs: 500',
    'watchdogMs: 601',
    'outlasts what kuester-02s bears, 600 ms',
  ],
  ['people on the prompt', "prompt: 'USB'", "prompt: 'Serial1'", 'where people are'],
  [
    'another line on Kaluma',
    "consolePort: 'Serial1'",
    "consolePort: 'Serial2'",
    'its prompt on USB',
  ],
  ['no proof', "outgoing: { pin: 'GP3', activeLow: true, pull: 'up' }", 'outgoing: null', ''],
] as const) {
  test(`a pin map with ${what} is refused, at its line`, async () => {
    const complaints = await complaintsAbout(from, to);
    if (message === '') {
      expect(complaints).toEqual([]);
      return;
    }
    const line = `firmware/boards/${spoiled}.ts:${lineOf(from)}: `;
    expect(complaints.filter((one) => one.includes(message) && one.startsWith(line))).toHaveLength(
      1,
    );
  });
}

/** What is wrong with the reference in which something else takes the place of its own. */
function complaintsAboutSpread(own: string): Promise<string[]> {
  const imports = "import { pinMap as reference } from './pico.ts';";
  return complaintsOf(`${imports}\nexport const pinMap = {\n  ...reference,\n  ${own},\n};\n`);
}

const spread = `firmware/boards/${spoiled}.ts:4: `;

test('a map that is spread in another is checked with what takes its place', async () => {
  expect(await complaintsAboutSpread('tickMs: 20')).toEqual([]);
  // The pin of the trip output is free: what takes its place does not use it.
  expect(
    await complaintsAboutSpread(
      "trip: null, coil: null, startButton: { pin: 'GP12', activeLow: true, pull: 'up' }",
    ),
  ).toEqual([]);
  const [tick] = await complaintsAboutSpread('tickMs: 30');
  expect(tick).toBe(`${spread}tickMs 30, expected 10 or 20`);
});

test('of two maps, each complaint names the file in which the wrong line stands', async () => {
  const twice = await complaintsAboutSpread("trip: { pin: 'GP9', activeLow: false }");
  const at = lineOf("contactor: { pin: 'GP9'");
  expect(twice).toEqual([
    `firmware/boards/pico.ts:${at}: pin GP9 is used already, at ${spoiled}.ts line 4`,
  ]);
  const chip = await complaintsAboutSpread("chip: 'stm32f411re'");
  const bridge = `firmware/boards/pico.ts:${lineOf("extend: 'GP10'")}: `;
  expect(chip).toContain(`${bridge}pin GP10 does not exist on stm32f411re`);
  const short = await complaintsAboutSpread('watchdogMs: 50');
  expect(short).toEqual([`${spread}watchdogMs 50, expected 100 to 8300`]);
  const lock = await complaintsAboutSpread('bridge: null');
  expect(lock).toContain(
    `firmware/boards/pico.ts:${lineOf("'kuester-02s'")}: kuester-02s needs a bridge, and no coil`,
  );
});

test('a watchdog of whole seconds is not given half ones', async () => {
  const source = readFileSync(`${root}firmware/boards/esp32-espruino.ts`, 'utf8');
  const spoiledSource = source.replace('watchdogMs: 1000', 'watchdogMs: 1500');
  const complaints = await complaintsOf(spoiledSource, 'espruino');
  expect(complaints.join()).toMatch(/spoiled-target\.ts:\d+: watchdogMs 1500, but esp32 rounds/);
});

test('without mirror contact and without voltage sense nothing is built', async () => {
  const from =
    "mirror: { pin: 'GP2', activeLow: false, pull: 'up' },\n  outgoing: { pin: 'GP3', activeLow: true, pull: 'up' }";
  const complaints = await complaintsAbout(from, 'mirror: null,\n  outgoing: null');
  expect(complaints.join()).toContain('dead could never be proven');
});

test('a build refuses what the reading refuses, and a pin map that is not there', async () => {
  writeFileSync(spoiledFile, reference.replace("'GP12'", "'GP31'"));
  const refused = await buildTarget('kaluma', tree, spoiled);
  expect(refused.complaints.join()).toContain('pin GP31 does not exist on rp2040');
  expect(refused.code).toBe('');
  const { complaints } = await buildTarget('kaluma', root, 'nowhere');
  expect(complaints).toEqual(['no pin map firmware/boards/nowhere.ts']);
});
