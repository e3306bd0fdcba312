/**
 * What a pin map is refused for, beside what test/build/targets.test.ts shows of it: every key, type,
 * polarity, scale, channel and PWM, each with the line in which it stands.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPinMap } from '../../../build/boards/pin-map.mjs';
import { createSpoiledMap, lineOf, replaced } from '../../support/spoiled-map.ts';

const { root, spoiled, sourceOf, complaintsOf, complaintAt } = createSpoiledMap();
const reference = sourceOf('pico');

const everyMap = [
  'pico',
  'pico-spi',
  'pico-espruino',
  'pico2-espruino',
  'nucleo-espruino',
  'wifi-espruino',
  'esp32-espruino',
] as const;

for (const board of everyMap) {
  test(`${board} is taken as it is`, async () => {
    const platform = board.endsWith('espruino') ? 'espruino' : 'kaluma';
    const { complaints, warnings } = await readPinMap(
      `${root}firmware/boards/${board}.ts`,
      platform,
      root,
    );
    expect(complaints).toEqual([]);
    expect(warnings).toEqual([]);
  });
}

for (const [what, from, to, message] of [
  [
    'a missing polarity',
    "contactor: { pin: 'GP9', activeLow: false }",
    "contactor: { pin: 'GP9' }",
    'contactor lacks activeLow: expected true or false',
  ],
  [
    'a polarity in words',
    "trip: { pin: 'GP12', activeLow: false }",
    "trip: { pin: 'GP12', activeLow: 'low' }",
    'trip.activeLow: expected true or false, found "low"',
  ],
  [
    'a misspelt key',
    'residualIgnoreMs: 0',
    'residualIgnore: 0',
    'a map has no key "residualIgnore"; did you mean "residualIgnoreMs"?',
  ],
  [
    'a misspelt key of a net',
    "extend: 'GP10'",
    "extends: 'GP10'",
    'bridge has no key "extends"; did you mean "extend"?',
  ],
  [
    'a text for a time',
    'tickMs: 10',
    "tickMs: '10'",
    'tickMs: expected a whole number of ms from 1',
  ],
  [
    'two lamps',
    "    { pin: 'GP21', activeLow: false },\n",
    '',
    'light: expected three lamps (red, green, blue), or none, found 2 of them',
  ],
  [
    'an e-stop that closes when it is pressed',
    "eStop: { pin: 'GP6', activeLow: false, pull: 'up' }",
    "eStop: { pin: 'GP6', activeLow: true, pull: 'up' }",
    'eStop with activeLow true: it is a normally closed contact',
  ],
  [
    'a mirror contact that is normally open',
    "mirror: { pin: 'GP2', activeLow: false, pull: 'up' }",
    "mirror: { pin: 'GP2', activeLow: true, pull: 'up' }",
    'mirror with activeLow true: a mirror contact is normally closed',
  ],
  [
    'an input without a pull',
    "eStop: { pin: 'GP6', activeLow: false, pull: 'up' }",
    "eStop: { pin: 'GP6', activeLow: false }",
    'eStop lacks pull: expected "up", "down" or "none"',
  ],
  [
    'an emergency stop that a broken wire disables',
    "eStop: { pin: 'GP6', activeLow: false, pull: 'up' }",
    "eStop: { pin: 'GP6', activeLow: false, pull: 'down' }",
    'eStop: pulled down, a broken wire reads as if all were well; pull it up',
  ],
  [
    'a phase that no proof covers',
    "switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1']",
    "switched: ['L1', 'L2', 'N'], mirror: ['L1', 'N'], outgoing: ['L1']",
    'L2 is switched, and no proof that is fitted covers it',
  ],
  [
    'a proof of a pole that is not switched',
    "outgoing: ['L1'] }",
    "outgoing: ['L1', 'L3'] }",
    'poles.outgoing names L3, which is not switched',
  ],
  [
    'a pole of another name',
    "outgoing: ['L1'] }",
    "outgoing: ['L'] }",
    'poles.outgoing.0: expected "L1", "L2", "L3" or "N", found "L"',
  ],
  [
    'a comparator that says so by a low level',
    "pilotComparator: { pin: 'GP14', activeLow: false, pull: 'up' }",
    "pilotComparator: { pin: 'GP14', activeLow: true, pull: 'up' }",
    'pilotComparator with activeLow true: an open collector that is low while all is well',
  ],
  [
    'a comparator that hides its broken wire',
    "pilotComparator: { pin: 'GP14', activeLow: false, pull: 'up' }",
    "pilotComparator: { pin: 'GP14', activeLow: false, pull: 'down' }",
    'pilotComparator: pulled down, a broken wire reads as if all were well; pull it up',
  ],
  [
    'a comparator that nothing watches',
    "reflex: 'pio',\n",
    'reflex: null,\n',
    "pilotComparator: nothing looks at it without reflex: 'pio'; expected null",
  ],
  [
    'a comparator of the latch on a pin that is taken',
    'latchComparator: null',
    "latchComparator: { pin: 'GP14', activeLow: false, pull: 'up' }",
    'pin GP14 is used already',
  ],
  [
    'a converter beside a multiplexer',
    'converter: null',
    "converter: { clock: 'GP18', select: 'GP22', command: 'GP19', data: 'GP20' }",
    'converter beside a multiplexer: its channels take their place; one of the two is null',
  ],
  [
    'a relay of the earth beside its voltage',
    'earthRelay: null',
    "earthRelay: { pin: 'GP22', activeLow: false, pull: 'up' }",
    'earthRelay beside earthVoltage: a relay takes the place of the voltage; one of the two is null',
  ],
  [
    'a relay of the earth that hides a broken wire',
    'earthVoltage: { pin: null, channel: 6, atZero: 0, atFull: 2970 },\n  earthRelay: null',
    "earthVoltage: null,\n  earthRelay: { pin: 'GP22', activeLow: true, pull: 'up' }",
    'earthRelay with activeLow true: its contact is closed while all is well',
  ],
  [
    'a Stop button that is pressed while it is not',
    "stopButton: { pin: 'GP7', activeLow: true, pull: 'up' }",
    "stopButton: { pin: 'GP7', activeLow: false, pull: 'up' }",
    'stopButton with activeLow false: it closes to ground',
  ],
  [
    'a scale that spans nothing',
    'atZero: 0, atFull: 16500',
    'atZero: 16500, atFull: 16500',
    'lockSupply reads 16500 mV at both ends: it spans nothing',
  ],
  [
    'swapped ends',
    'channel: 1, atZero: 0, atFull: 3300',
    'channel: 1, atZero: 3300, atFull: 0',
    "proximity falls from 3300 to 0 mV as the pin's voltage rises",
  ],
  [
    'a latch that cannot tell a cut wire',
    'atZero: 0, atFull: 4950',
    'atZero: 0, atFull: 3300',
    'latch reads 0 to 3300 mV, and a cut sense wire is told at 3300 mV',
  ],
  [
    "a lock's supply that ends below the threshold",
    'atZero: 0, atFull: 16500',
    'atZero: 0, atFull: 9900',
    "lockSupply reads 0 to 9900 mV, and a ready lock's supply is told at 10000 mV",
  ],
  [
    'proximity that ends below "no plug"',
    'channel: 1, atZero: 0, atFull: 3300',
    'channel: 1, atZero: 0, atFull: 2200',
    'proximity reads 0 to 2200 mV, and no plug is told at 2269 mV',
  ],
  [
    'a thermometer that cannot tell a cut wire',
    'channel: 3, atZero: 0, atFull: 3300',
    'channel: 3, atZero: 0, atFull: 3000',
    'thermometer reads 0 to 3000 mV, and a cut thermometer is told at 3250 mV',
  ],
  [
    'two nets on one channel',
    'pin: null, channel: 2',
    'pin: null, channel: 1',
    'lockSupply and proximity are both on channel 1',
  ],
  [
    'a channel that the multiplexer has not',
    'pin: null, channel: 4',
    'pin: null, channel: 8',
    'outgoingCurrent is on channel 8, and the multiplexer has 0 to 7 (3 address lines)',
  ],
  [
    'half a channel',
    'pin: null, channel: 4',
    'pin: null, channel: 0.5',
    'outgoingCurrent.channel: expected a whole number from 0, found 0.5',
  ],
  [
    "a jumper's line on a taken channel",
    'pin: null, channel: 7',
    'pin: null, channel: 6',
    'jumperVoltage and earthVoltage are both on channel 6',
  ],
  [
    "a jumper's line beside the digital input",
    'jumper: null',
    "jumper: { pin: 'GP22', activeLow: true, pull: 'up' }",
    'jumperVoltage beside jumper: the line takes the place of the digital input; one of the two is null',
  ],
  [
    'a jumper that cannot be told',
    'channel: 7, atZero: 0, atFull: 3300',
    'channel: 7, atZero: 0, atFull: 500',
    'jumperVoltage reads 0 to 500 mV, and the end of a set jumper is told at 600 mV',
  ],
  [
    'a coil beside the pilot on one slice',
    'coil: null',
    "coil: { pin: 'GP14', activeLow: false }",
    'coil on GP14 and pilotOut on GP15 share PWM slice 7',
  ],
  [
    'no level at all',
    'atFull: 99000',
    'atFull: Number.NaN',
    'outgoingCurrent.atFull: expected a number, found NaN',
  ],
] as const) {
  test(`${what} is refused, at its line`, async () => {
    const { line, lines } = await complaintAt(reference, from, to, message);
    const isLamps = what === 'two lamps';
    expect(isLamps ? [lineOf(reference, 'light: [')] : lines).toContain(line);
  });
}

for (const [name, from] of [
  ['eStop', "  eStop: { pin: 'GP6', activeLow: false, pull: 'up' },\n"],
  ['lockSupply', '  lockSupply: { pin: null, channel: 2, atZero: 0, atFull: 16500 },\n'],
  ['coilHold', '  coilHold: false,\n'],
  ['light', reference.slice(reference.indexOf('  light: ['), reference.indexOf("  prompt: 'USB'"))],
] as const) {
  test(`a map without ${name} is refused, at the map`, async () => {
    const complaints = await complaintsOf(replaced(reference, from, ''));
    expect(complaints).toHaveLength(1);
    const line = lineOf(reference, 'export const pinMap');
    expect(complaints[0]).toMatch(
      new RegExp(`^${spoiled}:${line}: the map lacks ${name}: expected `),
    );
  });
}

test('all that has the wrong shape is told at once', async () => {
  const text = replaced(replaced(reference, 'tickMs: 10', 'tickMs: null'), "pin: 'GP9', ", '');
  const complaints = await complaintsOf(text);
  expect(complaints).toEqual([
    `${spoiled}:${lineOf(reference, 'tickMs: 10')}: tickMs: expected a whole number of ms from 1, found null`,
    `${spoiled}:${lineOf(reference, "pin: 'GP9'")}: contactor lacks pin: expected a pin's name`,
  ]);
});

test('a resistor where the chip has none is refused', async () => {
  const esp32 = readFileSync(`${root}firmware/boards/esp32-espruino.ts`, 'utf8');
  const from = "eStop: { pin: 'D39', activeLow: false, pull: 'none' }";
  writeFileSync(root + spoiled, replaced(esp32, from, from.replace('none', 'up')));
  const { complaints } = await readPinMap(root + spoiled, 'espruino', root);
  expect(complaints).toEqual([
    `${spoiled}:${lineOf(esp32, from)}: eStop: D39 has no resistor of its own on esp32; draw one, and write pull: 'none'`,
  ]);
});

test('a sensor that pulls low on a fault is built with a warning', async () => {
  const from = "residual: { pin: 'GP5', activeLow: false, pull: 'up' }";
  writeFileSync(
    root + spoiled,
    replaced(reference, from, "residual: { pin: 'GP5', activeLow: true, pull: 'up' }"),
  );
  const { complaints, warnings } = await readPinMap(root + spoiled, 'kaluma', root);
  expect(complaints).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(
    `${spoiled}:${lineOf(reference, from)}: residual with activeLow true`,
  );
});

test("a threshold beyond the straight part of an ESP32's converter is refused", async () => {
  const source = sourceOf('esp32-espruino');
  const from = 'channel: 1, atZero: 0, atFull: 5850';
  const text = replaced(source, from, 'channel: 1, atZero: 0, atFull: 3500');
  const [complaint] = await complaintsOf(text, 'espruino');
  expect(complaint).toBe(
    `${spoiled}:${lineOf(source, from)}: proximity reads 135 to 2199 mV, and no plug is told at 2269 mV`,
  );
});

test('a platform that the chip does not run is refused', async () => {
  const source = sourceOf('nucleo-espruino');
  const complaints = await complaintsOf(source, 'kaluma');
  const line = lineOf(source, "chip: 'stm32f411re'");
  expect(complaints).toContain(
    `${spoiled}:${line}: stm32f411re does not run kaluma (it runs espruino)`,
  );
});

for (const [what, text, message] of [
  ['a syntax error', reference.replace("pin: 'GP9',", "pin: 'GP9"), /:\d+: Unterminated string/],
  [
    'an import that is not there',
    `import { other } from './other.ts';\nexport const pinMap = { ...other };`,
    /cannot be evaluated: ENOENT|Could not resolve/,
  ],
  ['another export', 'export const map = {};', /:1: expected an export "pinMap", found map$/],
  [
    'a map that is none',
    'export const pinMap = 42;',
    /:1: expected pinMap to be a record, found 42$/,
  ],
  [
    'a map that throws',
    '\nexport const pinMap = { name: missing.name };',
    /:2: the map cannot be evaluated: missing is not defined$/,
  ],
  [
    'a map that throws as it is read',
    "export const pinMap = { get name() { throw new Error('no name'); } };",
    /:1: the map cannot be evaluated: no name$/,
  ],
  ['a map that throws a text', "throw 'no';\nexport const pinMap = {};", /evaluated: "no"$/],
  ['a map that throws nothing', 'throw null;\nexport const pinMap = {};', /evaluated: null$/],
  [
    'a key that stands twice',
    reference.replace('tickMs: 10,', 'tickMs: 10,\n  tickMs: 20,'),
    /:\d+: Duplicate key "tickMs" in object literal$/,
  ],
  [
    'a number that is too large for its kind',
    reference.replace('tickMs: 10,', 'tickMs: 10n,'),
    /:\d+: tickMs: expected a whole number of ms from 1, found 10n$/,
  ],
  [
    'one of the words that a key takes',
    reference.replace("reflex: 'pio'", "reflex: 'cpld'"),
    /:\d+: reflex: expected "pio" or "timers", found "cpld"$/,
  ],
  [
    'a pole that is named twice',
    reference.replace("switched: ['L1', 'N']", "switched: ['L1', 'L1', 'N']"),
    /:\d+: poles\.switched names L1 twice$/,
  ],
] as const) {
  test(`${what} is told in a sentence`, async () => {
    const complaints = await complaintsOf(text);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(message);
    expect(complaints[0]).toMatch(new RegExp(`^${spoiled}:[1-9]`));
    expect(complaints[0]).not.toContain('\n');
  });
}

test('a phase that only a proof covers which is not fitted is refused; an unseen neutral is taken', async () => {
  const mirrorOnly = replaced(reference, "outgoing: ['L1'] }", 'outgoing: [] }');
  expect(await complaintsOf(mirrorOnly)).toEqual([]);
  const from = "mirror: { pin: 'GP2', activeLow: false, pull: 'up' }";
  expect(await complaintsOf(replaced(mirrorOnly, from, 'mirror: null'))).toEqual([
    expect.stringContaining('L1 is switched, and no proof that is fitted covers it'),
  ]);
  const lines = "mirror: ['L1', 'N'], outgoing: ['L1']";
  const unseen = replaced(reference, lines, "mirror: ['L1'], outgoing: ['L1']");
  expect(await complaintsOf(unseen)).toEqual([]);
});

test('a controller that dies before a release could end is built with a warning', async () => {
  writeFileSync(root + spoiled, replaced(reference, 'holdUpMs: 4000', 'holdUpMs: 1014'));
  const { complaints, warnings } = await readPinMap(root + spoiled, 'kaluma', root);
  expect(complaints).toEqual([]);
  expect(warnings).toEqual([
    `${spoiled}:${lineOf(reference, 'holdUpMs: 4000')}: holdUpMs 1014: a release after a supply loss needs 1015, so the plug is held until mains returns`,
  ]);
});

test('hardware that opens by itself asks for an RP2040', async () => {
  const elsewhere = replaced(sourceOf('esp32-espruino'), 'reflex: null', "reflex: 'pio'");
  expect(await complaintsOf(elsewhere, 'espruino')).toEqual([
    expect.stringContaining('reflex: esp32 has no PIO, expected null'),
  ]);
});

test("Espruino's timers look at a pilot with a pin of its own", async () => {
  const timers = replaced(reference, "reflex: 'pio'", "reflex: 'timers'");
  const through = replaced(timers, "pilotHigh: { pin: 'GP26'", 'pilotHigh: { pin: null');
  expect(await complaintsOf(through, 'espruino')).toContainEqual(
    expect.stringContaining('the timers look at pilotHigh alone, which needs a pin of its own'),
  );
});

test.each([
  ['on Espruino', '', '', 'espruino', 'the interpreter alone opens the contactor'],
  [
    'with a sensor elsewhere',
    "residual: { pin: 'GP5'",
    "residual: { pin: 'GP14'",
    'kaluma',
    'the residual-current sensor is not watched: GP14 and GP6 are not neighbours',
  ],
  [
    'with a sensor that is blind for a while',
    'residualIgnoreMs: 0',
    'residualIgnoreMs: 100',
    'kaluma',
    'the residual-current sensor is not watched: its ignore time is not 0',
  ],
  [
    'of timers, on Kaluma',
    "reflex: 'pio'",
    "reflex: 'timers'",
    'kaluma',
    'kaluma has no such timers',
  ],
])(
  'the build warns of what hardware does not open for: %s',
  async (_, from, to, platform, text) => {
    writeFileSync(root + spoiled, from === '' ? reference : replaced(reference, from, to));
    const { warnings } = await readPinMap(root + spoiled, platform, root);
    expect(warnings).toEqual([expect.stringContaining(text)]);
  },
);

test('a net on a channel that the converter beside the chip does not have is refused, at its line', async () => {
  const pins = "{ clock: 'GP18', select: 'GP22', command: 'GP19', data: 'GP20' }";
  const beside = replaced(reference, 'converter: null', `converter: ${pins}`);
  const multiplexer = /multiplexer: \{.*\},/.exec(beside)?.[0] ?? '';
  const latch = 'latch: { pin: null, channel: 0,';
  const whole = replaced(beside, multiplexer, 'multiplexer: null,');
  const text = replaced(whole, latch, 'latch: { pin: null, channel: 8,');
  const found = await complaintsOf(text.replace("'GP22'", "'GP28'"));
  expect(found).toEqual([
    `${spoiled}:${lineOf(text, 'latch: {')}: latch is on channel 8, and the converter has 0 to 7`,
  ]);
  expect(await complaintsOf(whole.replace("'GP22'", "'GP28'"))).toEqual([]);
  const onEspruino = await complaintsOf(whole.replace("'GP22'", "'GP28'"), 'espruino');
  expect(onEspruino.join()).toContain('converter: espruino does not read it; expected null');
});
