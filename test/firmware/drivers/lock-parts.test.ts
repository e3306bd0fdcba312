/**
 * Lock parts: what the makers' and integrators' documents say about each part, and what senses the pin where a
 * part says nothing.
 */

import { expect, test } from 'vitest';
import {
  type BistablePart,
  createBistableParts,
  createHoldToLockParts,
  findBistablePart,
  findHoldToLockPart,
  latchSwitchWindows,
  type SenseWindows,
  senseOf,
} from '../../../firmware/drivers/lock-parts.ts';

/** A sense line of 3.3 V: at 100 mV and more, up to here, it reads locked, and from there on unlocked. */
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

test('every bistable part that has a name is documented here', () => {
  expect(createBistableParts().map(({ name }) => name)).toEqual(documented.map(([name]) => name));
});

for (const [name, strokeMs, ratedMs, sense] of documented) {
  test(`${name}: strokes of ${strokeMs} ms, rated for ${ratedMs} ms`, () => {
    const part = findBistablePart(name) as BistablePart;
    expect(part).toMatchObject({ strokeMs, ratedMs, sense: windowsOf(sense) });
  });
}

test('every bistable part rests for eight strokes, pauses 50 ms to turn, and stops on its feedback', () => {
  for (const part of createBistableParts()) {
    expect(part).toMatchObject({ restRatio: 8, reversalMs: 50, stopsOnFeedback: true });
  }
});

test('no pin has travelled before a tenth of its stroke or pull-in', () => {
  for (const { name, strokeMs, leastTravelMs } of createBistableParts()) {
    expect(leastTravelMs, name).toBe(strokeMs / 10);
  }
  for (const { name, pullInMs, leastTravelMs } of createHoldToLockParts()) {
    expect(leastTravelMs, name).toBe(pullInMs / 10);
  }
});

test('of the bistable parts the Harting motor alone is braked, for 50 ms', () => {
  const braked = createBistableParts().filter(({ brakeMs }) => brakeMs !== 0);
  expect(braked.map(({ name, brakeMs }) => [name, brakeMs])).toEqual([['harting-motor', 50]]);
});

test('the magnetic lock pulls in for 200 ms, holds with 30 %, and springs back in 150 ms', () => {
  expect(createHoldToLockParts()).toEqual([
    {
      name: 'harting-magnetic',
      pullInMs: 200,
      holdPermille: 300,
      returnMs: 150,
      leastTravelMs: 20,
      sense: windowsOf([700, 2900]),
    },
  ]);
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
