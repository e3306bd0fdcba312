/**
 * Limits: the relations that the safety case stands on, each broken alone, and its nearest legal
 * neighbour.
 */

import { expect, test } from 'vitest';
import { checkLimits } from '../../../firmware/control/limit-check.ts';
import {
  AfterPowerLoss,
  createLimits,
  type Limits,
  LockPolicy,
  OnPowerLoss,
} from '../../../firmware/control/limits.ts';

function check(change: (limits: Limits) => void): string {
  const limits = createLimits();
  change(limits);
  return checkLimits(limits);
}

test('the limits as shipped agree with each other', () => {
  expect(checkLimits(createLimits())).toBe('');
});

interface Relation {
  readonly complaint: string;
  readonly broken: readonly ((limits: Limits) => void)[];
  readonly legal: readonly ((limits: Limits) => void)[];
}

const relations: Relation[] = [
  ...(
    ['deadProof', 'latchProof', 'disproof', 'diodeProof', 'weldVerdict', 'closeVerdict'] as const
  ).map(
    (name): Relation => ({
      complaint: `${name} must be at least 1 ms: without it nothing is proven`,
      broken: [(l) => (l[`${name}Ms`] = 0), (l) => (l[`${name}Ms`] = -1)],
      legal: [(l) => Object.assign(l, { deadProofMs: 1, [`${name}Ms`]: 1 })],
    }),
  ),
  {
    complaint: 'safe-limit must be 0 A, or 6 A and more',
    broken: [(l) => (l.safeMilliamps = 1), (l) => (l.safeMilliamps = 5999)],
    legal: [(l) => (l.safeMilliamps = 0), (l) => (l.safeMilliamps = 6000)],
  },
  {
    complaint: 'retryMost must not be shorter than retry',
    broken: [(l) => (l.retryMostMs = 9999)],
    legal: [(l) => (l.retryMostMs = 10000)],
  },
  {
    complaint: "waitInB opens after 110 ms, later than 100 ms after the vehicle's B",
    broken: [
      (l) => (l.waitInBMs = 31),
      (l) => Object.assign(l, { waitInBMs: 20, dropOutMs: 50 }),
      (l) => Object.assign(l, { waitInBMs: 1, dropOutMs: 60 }),
      (l) => Object.assign(l, { waitInBMs: 30, tickMs: 20, diodeProofMs: 70 }),
    ],
    legal: [
      (l) => (l.waitInBMs = 30),
      (l) => Object.assign(l, { waitInBMs: 50, dropOutMs: 10 }),
      (l) => Object.assign(l, { waitInBMs: 10, tickMs: 20, diodeProofMs: 70 }),
      // Without a wait nothing is promised that a slow contactor could break.
      (l) => (l.dropOutMs = 90),
    ],
  },
  {
    complaint: 'a hold-to-lock solenoid cannot resume locked: it lets go without power',
    broken: [
      (l) => Object.assign(l, { isHoldToLock: true, afterPowerLoss: AfterPowerLoss.ResumeLocked }),
    ],
    legal: [
      (l) => (l.afterPowerLoss = AfterPowerLoss.ResumeLocked),
      (l) => (l.isHoldToLock = true),
    ],
  },
  {
    complaint:
      'release on power loss needs a mirror contact: a voltage sense proves nothing without supply',
    broken: [(l) => (l.mirrorFitted = false)],
    legal: [
      (l) => Object.assign(l, { mirrorFitted: false, onPowerLoss: OnPowerLoss.Hold }),
      (l) => Object.assign(l, { mirrorFitted: false, isHoldToLock: true }),
    ],
  },
  {
    complaint: 'releaseDelay must be 0 to 10000 ms',
    broken: [(l) => (l.releaseDelayMs = -1), (l) => (l.releaseDelayMs = 10001)],
    legal: [(l) => (l.releaseDelayMs = 0), (l) => (l.releaseDelayMs = 10000)],
  },
  {
    complaint: 'guardWeld must not come before weldVerdict',
    broken: [(l) => (l.guardWeldMs = 199)],
    legal: [(l) => (l.guardWeldMs = 200)],
  },
  {
    complaint: 'trip must not come before guardWeld',
    broken: [(l) => (l.tripMs = 249)],
    legal: [(l) => (l.tripMs = 250)],
  },
  {
    complaint:
      'release on power loss needs a declared lock capacitor, and a controller that lives as long',
    broken: [(l) => (l.storedEnergy = false)],
    legal: [
      (l) => Object.assign(l, { storedEnergy: false, onPowerLoss: OnPowerLoss.Hold }),
      (l) => Object.assign(l, { storedEnergy: false, isHoldToLock: true }),
    ],
  },
  {
    complaint: 'disproof must not be shorter than deadProof',
    broken: [(l) => (l.disproofMs = 249)],
    legal: [(l) => (l.disproofMs = 250)],
  },
  {
    complaint: 'minOpen must not be shorter than steady',
    broken: [(l) => (l.minOpenMs = 2999)],
    legal: [(l) => (l.minOpenMs = 3000)],
  },
  {
    complaint: 'coldBurst must be at least burst, and burst at least 1',
    broken: [(l) => (l.burstStrokes = 6), (l) => (l.burstStrokes = 0)],
    legal: [(l) => (l.burstStrokes = 5), (l) => (l.burstStrokes = 1)],
  },
  {
    complaint: 'ageCap must be above slowRetry',
    broken: [(l) => (l.slowRetryMs = l.ageCapMs)],
    legal: [(l) => (l.slowRetryMs = l.ageCapMs - 1)],
  },
  {
    complaint: 'installation must be at most 80 A',
    broken: [(l) => (l.installationMilliamps = 80001)],
    legal: [(l) => (l.installationMilliamps = 80000)],
  },
  {
    complaint: 'a hold-to-lock solenoid cannot hold permanently: it lets go without power',
    broken: [(l) => Object.assign(l, { isHoldToLock: true, lockPolicy: LockPolicy.Permanent })],
    legal: [
      (l) => Object.assign(l, { isHoldToLock: true, lockPolicy: LockPolicy.WhileCharging }),
      (l) => Object.assign(l, { isHoldToLock: false, lockPolicy: LockPolicy.Permanent }),
    ],
  },
  {
    complaint: 'a hold-to-lock solenoid cannot hold on power loss: it lets go without power',
    broken: [(l) => Object.assign(l, { isHoldToLock: true, onPowerLoss: OnPowerLoss.Hold })],
    legal: [
      (l) => Object.assign(l, { isHoldToLock: true, onPowerLoss: OnPowerLoss.Release }),
      (l) => Object.assign(l, { isHoldToLock: false, onPowerLoss: OnPowerLoss.Hold }),
    ],
  },
];

for (const { complaint, broken, legal } of relations) {
  test(complaint, () => {
    for (const change of broken) expect(check(change)).toBe(complaint);
    for (const change of legal) expect(check(change)).toBe('');
  });
}

test('no age has to grow beyond the cap to reach its limit', () => {
  const limits = createLimits();
  const times = Object.entries(limits).filter(
    ([name]) => name.endsWith('Ms') && name !== 'ageCapMs',
  );
  expect(times.length).toBeGreaterThan(20);
  for (const [name, value] of times) expect(value, name).toBeLessThan(limits.ageCapMs);
});

test('the cap is an integer that the small engine keeps off its heap', () => {
  expect(createLimits().ageCapMs).toBeLessThanOrEqual(0x7ffffff);
});

test('what the standard and the vendors bound stays inside those bounds', () => {
  const limits = createLimits();
  expect(limits.weldVerdictMs).toBeGreaterThanOrEqual(200);
  expect(limits.guardWeldMs).toBeLessThanOrEqual(250);
  expect(limits.disproofMs).toBeGreaterThanOrEqual(1000);
  expect(limits.deadProofMs).toBeGreaterThanOrEqual(250);
  expect(limits.minOpenMs).toBeGreaterThanOrEqual(10000);
  expect(limits.stopGraceMs).toBeGreaterThanOrEqual(6000);
  expect(limits.stopGraceMs).toBeLessThanOrEqual(6100);
  expect(limits.steadyMs).toBeGreaterThanOrEqual(3000);
  expect(limits.offerChangeMs).toBeGreaterThanOrEqual(5000);
  expect(limits.unavailableMs).toBeGreaterThanOrEqual(300);
  expect(limits.leastMilliamps).toBe(6000);
  expect(limits.simplifiedMilliamps).toBeLessThanOrEqual(10000);
  expect(limits.selfTestEveryMs).toBeLessThanOrEqual(24 * 3600 * 1000);
});
