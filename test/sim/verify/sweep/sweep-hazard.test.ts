/**
 * The sweep finds the solenoid's hazard, planted, where a latch that blinks and a pin that sticks meet a fault
 * that clears; and nothing in the firmware that ships.
 */

import { afterEach, expect, test, vi } from 'vitest';
import type { Scenario } from '../../../../sim/scenario/statement.ts';
import { runCase } from '../../../../sim/verify/case/case.ts';
import type { Cut } from '../../../../sim/verify/sweep/cuts.ts';
import { disturbances } from '../../../../sim/verify/sweep/disturbances.ts';
import { record } from '../../../../sim/verify/sweep/recording.ts';
import { cutCase, type SweepFinding, sweepScenario } from '../../../../sim/verify/sweep/sweep.ts';
import { readInline } from '../../../support/inline-scenario.ts';

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

const read = (...lines: string[]): Scenario => readInline('given lock harting-magnetic', ...lines);

/** The guard sees it, or the world does. */
const energy = /^the guard saw rule R[24] broken|^hazard/;

const charge = ['plug in', 'car in', 'expect phase energized within 5 s', 'after 2 s'];
/** A fault that clears once the contactor may close again. */
const clearing = [...charge, 'pilot-wire shorted', 'after 11 s pilot-wire whole', 'after 5 s'];

test('in any charge, as a fault that comes along clears', async () => {
  heldByItsPlace.isPlanted = true;
  const unit = await sweepScenario(read(...charge), { every: 80 });
  const finding = unit.findings[0] as SweepFinding;
  expect(finding.cut).toBe('latch blinks and pin sticks as a fault clears');
  expect(finding.kind).toMatch(energy);
});

test('as a fault of the story clears, at the ticks at which it may', async () => {
  heldByItsPlace.isPlanted = true;
  const story = await record(read(...clearing));
  const both = disturbances.find(({ name }) => name === 'latch blinks and pin sticks') as Cut;
  const clearsUs = story.events.filter(({ name }) => name === 'fault').at(-1)?.atUs ?? 0;
  const found: number[] = [];
  for (let fromMs = -1200; fromMs <= 200; fromMs += 100) {
    const atUs = clearsUs + fromMs * 1000;
    const { failure } = await runCase(cutCase(story, both, atUs, 'free when asked'));
    if (failure !== null) found.push(fromMs);
    expect(failure?.message ?? 'hazard').toMatch(energy);
  }
  expect(found).toContain(-500);
  expect(found).not.toContain(-1200);
  expect(found).not.toContain(200);
});

test('the firmware that ships has none of it', async () => {
  const unit = await sweepScenario(read(...charge), { every: 80 });
  expect(unit.failed).toBe(0);
  expect(unit.disturbed).toBe(unit.instants * disturbances.length);
});
