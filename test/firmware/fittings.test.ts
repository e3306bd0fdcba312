/**
 * Fittings: what is fitted decides what the limits become, and which boards are refused.
 */

import { expect, test } from 'vitest';
import { checkFittings, type Fittings, fitBoard, fitLimits } from '../../firmware/charger.ts';
import { checkLimits } from '../../firmware/control/limit-check.ts';
import { createLimits, OnPowerLoss } from '../../firmware/control/limits.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { createBistableParts, createHoldToLockParts } from '../../firmware/drivers/lock-parts.ts';
import { checkSetup, createSetup, fittingsOf, type Setup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';

const BOTH = Level.Mirror | Level.Outgoing;

function fittings(change: Partial<Setup> = {}): Fittings {
  return fittingsOf({ ...createSetup(), ...change });
}

const solenoid = createHoldToLockParts()[0]?.name ?? '';

for (const [change, proofs, complaint] of [
  [{}, 0, 'neither mirror contact nor outgoing voltage'],
  [{ lock: solenoid, coilHold: false }, BOTH, 'a hold-to-lock solenoid lets go at every reset'],
] as const) {
  test(`refused: ${complaint}`, () => {
    expect(checkFittings(fittings(change), proofs)).toContain(complaint);
    expect(checkFittings(fittings({ ...change, coilHold: true }), BOTH)).toBe('');
  });
}

test('one proof is enough, and every part has one lock and only one', () => {
  for (const proofs of [Level.Mirror, Level.Outgoing, BOTH]) {
    expect(checkFittings(fittings(), proofs)).toBe('');
  }
  const none = { ...fittings(), bistablePart: null };
  const two = { ...fittings({ lock: solenoid }), bistablePart: fittings().bistablePart };
  for (const broken of [none, two]) {
    expect(checkFittings(broken, BOTH)).toBe('exactly one lock part must be fitted');
  }
});

test('every part fits limits that agree, with a lock capacitor and without', () => {
  for (const { name } of [...createBistableParts(), ...createHoldToLockParts()]) {
    for (const storedEnergy of [true, false]) {
      const limits = createLimits();
      fitLimits(limits, fittings({ lock: name, storedEnergy }), BOTH);
      expect(checkLimits(limits), name).toBe('');
    }
  }
});

test('a bistable lock without a capacitor holds on a supply loss; a solenoid lets go by itself', () => {
  for (const [change, expected] of [
    [{}, OnPowerLoss.Release],
    [{ storedEnergy: false }, OnPowerLoss.Hold],
    [{ storedEnergy: false, lock: solenoid }, OnPowerLoss.Release],
  ] as const) {
    const limits = createLimits();
    fitLimits(limits, fittings(change), BOTH);
    expect(limits.onPowerLoss).toBe(expected);
  }
});

test('a board gives its limits its lock, its proofs, and whether it can interrupt the pilot', () => {
  for (const [proofs, pilotBreak] of [
    [Level.Outgoing, null],
    [BOTH, {}],
  ] as const) {
    const limits = createLimits();
    fitBoard(limits, fittings({ lock: solenoid }), { proofs, pilotBreak });
    expect(limits).toMatchObject({
      isHoldToLock: true,
      mirrorFitted: proofs === BOTH,
      pilotBreakFitted: pilotBreak !== null,
    });
  }
});

test('limits that contradict each other start no firmware', () => {
  const setup = createSetup();
  setup.limits.push((limits) => Object.assign(limits, { guardWeldMs: 10 }));
  const complaint = 'guardWeld must not come before weldVerdict';
  expect(checkSetup(setup)).toBe(complaint);
  const world = new World(setup);
  world.start();
  expect(() => world.advance(1000000)).toThrow(complaint);
});
