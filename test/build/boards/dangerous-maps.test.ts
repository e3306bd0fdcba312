/**
 * Dangerous maps: inputs that read well with a broken wire, outputs that are on in reset, numbers beyond what is stated.
 * Each is refused, with the line in which it stands.
 */

import { expect, test } from 'vitest';
import { createSpoiledMap, replaced } from '../../support/spoiled-map.ts';

const { sourceOf, complaintsOf, complaintAt } = createSpoiledMap();
const reference = sourceOf('pico');

for (const [what, from, to, message] of [
  [
    'a jumper that reads set while it is off, by its polarity',
    'jumper: null',
    "jumper: { pin: 'GP22', activeLow: false, pull: 'up' }",
    'jumper with activeLow false: it closes to ground: low is set, and high would be the installer for anyone',
  ],
  [
    'a jumper that reads set while it is off, by its pull',
    'jumper: null',
    "jumper: { pin: 'GP22', activeLow: true, pull: 'down' }",
    "jumper: pulled down, it reads set while it is off: the installer's role for anyone; pull it up",
  ],
  [
    'a Stop button that is pulled to where it is pressed',
    "stopButton: { pin: 'GP7', activeLow: true, pull: 'up' }",
    "stopButton: { pin: 'GP7', activeLow: true, pull: 'down' }",
    'stopButton: pulled down, it reads pressed while nobody presses it; pull it up',
  ],
  [
    'a Start button that is pulled to where it is pressed',
    "startButton: { pin: 'GP8', activeLow: true, pull: 'up' }",
    "startButton: { pin: 'GP8', activeLow: true, pull: 'down' }",
    'startButton: pulled down, it reads pressed while nobody presses it; pull it up',
  ],
  [
    'a supply sense whose broken wire says mains, low',
    "supply: { pin: 'GP4', activeLow: true, pull: 'up' }",
    "supply: { pin: 'GP4', activeLow: true, pull: 'down' }",
    'supply: pulled down, a broken wire reads as if mains were there; pull it up',
  ],
  [
    'a supply sense whose broken wire says mains, high',
    "supply: { pin: 'GP4', activeLow: true, pull: 'up' }",
    "supply: { pin: 'GP4', activeLow: false, pull: 'up' }",
    'supply: pulled up, a broken wire reads as if mains were there; pull it down',
  ],
  [
    'a mirror contact whose broken wire says open',
    "mirror: { pin: 'GP2', activeLow: false, pull: 'up' }",
    "mirror: { pin: 'GP2', activeLow: false, pull: 'down' }",
    'mirror: pulled down, a broken wire reads as if all were well; pull it up',
  ],
  [
    'a contactor that is closed in reset',
    "contactor: { pin: 'GP9', activeLow: false }",
    "contactor: { pin: 'GP9', activeLow: true }",
    'contactor with activeLow true: its pull-down holds it low while the controller is in reset, and low is on; invert its driver',
  ],
  [
    'a trip that trips in reset',
    "trip: { pin: 'GP12', activeLow: false }",
    "trip: { pin: 'GP12', activeLow: true }",
    'trip with activeLow true: its pull-down holds it low',
  ],
  [
    'a self-test that tests in reset',
    "residualTest: { pin: 'GP13', activeLow: false }",
    "residualTest: { pin: 'GP13', activeLow: true }",
    'residualTest with activeLow true: its pull-down holds it low',
  ],
  [
    'a coil that holds in reset',
    'coil: null',
    "coil: { pin: 'GP22', activeLow: true }",
    'coil with activeLow true: its pull-down holds it low',
  ],
  [
    'a stroke that moves nothing',
    'strokeMs: 600',
    'strokeMs: 1',
    'strokeMs 1 is less than a rested, warm kuester-02s takes, 600 ms: its pin would stop half-way',
  ],
  [
    'a sensor that is ignored for a day',
    'residualIgnoreMs: 0',
    'residualIgnoreMs: 100000000',
    'residualIgnoreMs 100000000, expected 0 to 300: the sensor itself trips in 300 ms',
  ],
  [
    'a ceiling above every limit',
    'ceilingMilliamps: 32000',
    'ceilingMilliamps: 900000',
    'ceilingMilliamps 900000, expected 6000 to 80000',
  ],
  [
    'an outgoing sense that would see the neutral',
    "outgoing: ['L1'] }",
    "outgoing: ['L1', 'N'] }",
    'poles.outgoing names N: the sense lies between an outgoing line and N_in, where a welded neutral reads dead',
  ],
  [
    "a solenoid's hold on a bistable lock",
    'coilHold: false',
    'coilHold: true',
    'coilHold with kuester-02s: what holds is its own mechanism, expected false',
  ],
] as const) {
  test(`${what} is refused, at its line`, async () => {
    const { line, lines } = await complaintAt(reference, from, to, message);
    expect(lines).toContain(line);
  });
}

test('lamps, and a switch in the pilot that a reset opens, may be on at a low level', async () => {
  const lamp = replaced(reference, "'GP21', activeLow: false", "'GP21', activeLow: true");
  const from = 'pilotBreak: null';
  const text = replaced(lamp, from, "pilotBreak: { pin: 'GP12', activeLow: true }");
  expect(await complaintsOf(text.replace(/trip: .*,/, 'trip: null,'))).toEqual([]);
});

test('a supply sense that is high while mains is there is taken with a pull-down', async () => {
  const from = "supply: { pin: 'GP4', activeLow: true, pull: 'up' }";
  const to = "supply: { pin: 'GP4', activeLow: false, pull: 'down' }";
  expect(await complaintsOf(replaced(reference, from, to))).toEqual([]);
});
