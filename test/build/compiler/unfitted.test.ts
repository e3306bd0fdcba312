import { expect, test } from 'vitest';
import { answerFitted } from '../../../build/compiler/unfitted.mjs';

const fitted = {
  map: { tickMs: 10, least: -5, jumper: null, coil: null, trip: { pin: 'GP12' } },
  holdToLock: null,
};

test.each([
  ['a net that the map leaves out', 'use(map.jumper);', 'use(null);'],
  ['a number of the map', 'use(1 - map.least, map.tickMs);', 'use(1 - (-5), 10);'],
  ['whether a net is fitted', 'use(map.trip !== null, map.trip === null);', 'use(true, false);'],
  ['what a net has become', 'use(charger.board.lockCoil);', 'use(null);'],
  [
    'a part that is not fitted',
    'use(limits.isHoldToLock, charger.holdToLock);',
    'use(false, null);',
  ],
])('%s is written out', (_what, code, expected) => {
  expect(answerFitted(code, fitted)).toBe(expected);
});

test.each([
  ['a record of the map', 'use(map.trip.pin);'],
  ['what is written', 'map.jumper = 1; limits.isHoldToLock = part === null;'],
  ['a field of the same name elsewhere', 'use(seen.jumper, sense.trip, other.coil);'],
  ['what the map does not say', 'use(map.unknown);'],
])('%s stays', (_what, code) => {
  expect(answerFitted(code, fitted)).toBe(code);
});

test('where a hold-to-lock solenoid is fitted, its questions stay', () => {
  const code = 'use(limits.isHoldToLock, charger.holdToLock);';
  expect(answerFitted(code, { ...fitted, holdToLock: { name: 'a' } })).toBe(code);
});
