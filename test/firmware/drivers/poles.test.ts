/**
 * Poles: a phase that is switched and that no proof covers is found, and a neutral never is one.
 */

import { expect, test } from 'vitest';
import { type Pole, unsensedPhase } from '../../../firmware/drivers/poles.ts';

const all: readonly Pole[] = ['L1', 'L2', 'L3', 'N'];

test('every switched phase needs a proof, whichever', () => {
  expect(unsensedPhase({ switched: all, mirror: all, outgoing: [] })).toBe('');
  expect(unsensedPhase({ switched: all, mirror: [], outgoing: all })).toBe('');
  expect(unsensedPhase({ switched: all, mirror: ['L1'], outgoing: ['L2', 'L3'] })).toBe('');
  expect(unsensedPhase({ switched: all, mirror: ['L1'], outgoing: ['L1', 'L3'] })).toBe('L2');
  expect(unsensedPhase({ switched: ['L1', 'N'], mirror: [], outgoing: ['N'] })).toBe('L1');
});

test('a neutral that no proof covers is no danger, and what is not switched needs none', () => {
  expect(unsensedPhase({ switched: all, mirror: ['L1', 'L2', 'L3'], outgoing: [] })).toBe('');
  expect(unsensedPhase({ switched: ['L1', 'N'], mirror: ['L1'], outgoing: [] })).toBe('');
});
