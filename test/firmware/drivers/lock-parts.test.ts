/**
 * Lock parts: what the makers' and integrators' documents say about these parts, and what senses the pin where a
 * part says nothing.
 */

import { expect, test } from 'vitest';
import {
  type BistablePart,
  findBistablePart,
  findHoldToLockPart,
  latchSwitchWindows,
  type SenseWindows,
  senseOf,
} from '../../../firmware/drivers/lock-parts.ts';

/** On the sense line, which is pulled up to 5 V: at 100 mV and more, up to here, it reads locked, and from there on unlocked. */
type Sense = readonly [lockedToMillivolts: number, unlockedFromMillivolts: number] | null;

const documented: [name: string, strokeMs: number, ratedMs: number, sense: Sense][] = [
  ['harting-motor', 160, 200, [700, 2900]],
  ['kuester-02s', 600, 600, [700, 2900]],
  ['kuester-04s', 600, 600, [1950, 2700]],
  ['hella-1', 400, 400, [950, 2900]],
  ['scame-200.23260BS', 500, 500, [700, 2900]],
  ['scame-200.23261BS', 500, 500, [700, 2900]],
  ['scame-200.23261BP', 500, 500, [950, 2700]],
  ['scame-200.23261BL', 500, 500, null],
  ['mennekes-motor', 300, 300, null],
  ['dostar', 600, 600, [700, 2900]],
  ['duosida-elb', 600, 600, [700, 2900]],
  ['duosida-elm', 600, 600, [700, 2900]],
  ['ratio', 600, 600, [700, 2900]],
];

function windowsOf(sense: Sense): SenseWindows | null {
  if (sense === null) return null;
  return {
    lockedFromMillivolts: 100,
    lockedToMillivolts: sense[0],
    unlockedFromMillivolts: sense[1],
    unlockedToMillivolts: 3300,
  };
}

for (const [name, strokeMs, ratedMs, sense] of documented) {
  test(`${name}: strokes of ${strokeMs} ms, rated for ${ratedMs} ms`, () => {
    const part = findBistablePart(name) as BistablePart;
    expect(part).toMatchObject({ strokeMs, ratedMs, sense: windowsOf(sense) });
  });
}

test('a part rests for eight strokes, pauses 50 ms to turn, and stops on its feedback', () => {
  for (const [name] of documented) {
    const rated = { restRatio: 8, reversalMs: 50, stopsOnFeedback: true };
    expect(findBistablePart(name), name).toMatchObject(rated);
  }
});

test('no pin has travelled before a tenth of its stroke', () => {
  for (const [name, strokeMs] of documented) {
    expect(findBistablePart(name), name).toMatchObject({ leastTravelMs: strokeMs / 10 });
  }
});

test('the Harting motor is braked for 50 ms, and no other of these', () => {
  for (const [name] of documented) {
    const brakeMs = name === 'harting-motor' ? 50 : 0;
    expect(findBistablePart(name), name).toMatchObject({ brakeMs });
  }
});

test('the magnetic lock pulls in for 200 ms, holds with 30 %, and springs back in 150 ms', () => {
  expect(findHoldToLockPart('harting-magnetic')).toEqual({
    name: 'harting-magnetic',
    pullInMs: 200,
    holdPermille: 300,
    returnMs: 150,
    leastTravelMs: 20,
    sense: windowsOf([700, 2900]),
  });
});

test('a pin is sensed by its own part, and where that has no feedback by a plain latch switch', () => {
  expect(latchSwitchWindows()).toEqual(windowsOf([700, 2900]));
  const own = findBistablePart('kuester-04s');
  const bare = findBistablePart('mennekes-motor');
  const coil = findHoldToLockPart('harting-magnetic');
  const other = { ...(coil as NonNullable<typeof coil>), sense: windowsOf([500, 2000]) };
  expect(senseOf(own, null)).toEqual(windowsOf([1950, 2700]));
  expect(senseOf(null, other)).toEqual(windowsOf([500, 2000]));
  expect(senseOf(bare, null)).toEqual(latchSwitchWindows());
  expect(senseOf(null, { ...other, sense: null })).toEqual(latchSwitchWindows());
  expect(senseOf(null, null)).toEqual(latchSwitchWindows());
});

test('a part that nobody knows is not found', () => {
  for (const name of ['', 'kuester', 'harting-motor ']) {
    expect([findBistablePart(name), findHoldToLockPart(name)]).toEqual([null, null]);
  }
});
