/**
 * The FMEA bites: the solenoid's hazard, planted, is found by the pair that brings it out, and by no pair of the
 * firmware that ships.
 */

import { afterEach, expect, test, vi } from 'vitest';
import { contexts } from '../../../../sim/verify/fmea/contexts.ts';
import { type PairUnit, playPairs } from '../../../../sim/verify/fmea/fmea-units.ts';

/** It is there before the modules that it changes. */
const { heldByItsPlace, plantInLatchProof, plantInPhases, plantInRelease } = await vi.hoisted(
  () => import('../../../support/held-by-its-place.ts'),
);

vi.mock('../../../../firmware/control/latch-proof.ts', async (original) =>
  plantInLatchProof(await original()),
);
vi.mock('../../../../firmware/control/phases.ts', async (original) =>
  plantInPhases(await original()),
);
vi.mock('../../../../firmware/control/release.ts', async (original) =>
  plantInRelease(await original()),
);

afterEach(() => {
  heldByItsPlace.isPlanted = false;
});

const clearing = contexts.filter(
  ({ lock, phase }) => lock === 'solenoid' && phase === 'a fault clears',
);

function play(): Promise<PairUnit> {
  return playPairs('latch line cut for a while', ['pin does not come back for a while'], clearing);
}

test('a pin that sticks in while its coil is let go, as a fault clears, is found as a pair', async () => {
  heldByItsPlace.isPlanted = true;
  const { harms } = await play();
  expect(harms.map(({ context }) => context)).toContain('a fault clears, solenoid, both');
  for (const { harm } of harms) expect(harm).toMatch(/^the guard saw rule R[24] broken|^hazard/);
});

test('the same pair harms nobody today', async () => {
  const { harms, runs } = await play();
  expect(runs).toBe(clearing.length);
  expect(harms).toEqual([]);
});
