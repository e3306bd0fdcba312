/**
 * The sets of tiny limits and the groups of inputs attack what docs/safety.md says: every limit is the slow one
 * somewhere, the kinds of chargers meet pairwise, and every value of every input is attacked.
 */

import { expect, test } from 'vitest';
import { type Limits, LockPolicy } from '../../../../firmware/control/limits.ts';
import { Proximity } from '../../../../firmware/control/signals.ts';
import { createDraws } from '../../../../sim/verify/search/draws.ts';
import { groups } from '../../../../sim/verify/search/groups.ts';
import { inputNames, inputValues, signalNames } from '../../../../sim/verify/search/inputs.ts';
import { baseLimits, type LimitSet, limitSets } from '../../../../sim/verify/search/limit-sets.ts';
import { blankOf, findUnit } from '../../../../sim/verify/search/unit.ts';

/** Numbers that are no limit of an age or of a count. */
const otherNumbers: Readonly<Record<string, string>> = {
  tickMs: 'the tick itself',
  ageCapMs: 'where ages saturate',
  waitInBMs: "the pilot driver's, added to its debounce",
  dropOutMs: 'the hardware: only checked with waitInBMs',
  leastMilliamps: 'a current',
  installationMilliamps: 'a current',
  simplifiedMilliamps: 'a current',
  safeMilliamps: 'a current: 0 and 6 A in the sets of the master',
  ceilingMilliamps: 'a current',
  lowSupplyDecivolts: "the supply meter's",
  highSupplyDecivolts: "the supply meter's",
  holdPermille: 'of the part',
  lockPolicy: 'a choice',
  onPowerLoss: 'a choice',
  afterPowerLoss: 'a choice',
  master: 'a choice',
};

test('every limit is the slow one in at least one set', () => {
  const base = baseLimits();
  const names = Object.entries(base)
    .filter(([name, value]) => typeof value === 'number' && !(name in otherNumbers))
    .map(([name]) => name as keyof Limits);
  expect(names.length).toBeGreaterThan(40);
  const first = (limitSets[0] as LimitSet).limits;
  const never = names.filter(
    (name) => !limitSets.some(({ limits }) => Number(limits[name]) > Number(first[name])),
  );
  expect(never).toEqual([]);
});

/** The kinds of a charger that meet in the sets; a solenoid cannot hold a cable for good. */
const kinds: Readonly<Record<string, (set: LimitSet) => string>> = {
  lock: (set) => (set.holdToLock === null ? 'bistable' : 'solenoid'),
  policy: (set) => LockPolicy[set.limits.lockPolicy] ?? '',
  proof: (set) => (set.limits.mirrorFitted ? 'mirror contact' : 'voltage only'),
  authorization: (set) => (set.limits.authorization ? 'asked for' : 'none'),
};

test('lock, policy, proof and authorisation meet in every pair', () => {
  for (const [a, kindA] of Object.entries(kinds)) {
    for (const [b, kindB] of Object.entries(kinds)) {
      if (a >= b) continue;
      for (const one of new Set(limitSets.map(kindA))) {
        for (const other of new Set(limitSets.map(kindB))) {
          if (one === 'solenoid' && other === 'Permanent') continue;
          const meet = limitSets.some((set) => kindA(set) === one && kindB(set) === other);
          expect(meet, `${one} with ${other}`).toBe(true);
        }
      }
    }
  }
});

test('cold and the brake have an effect in some set', () => {
  expect(limitSets.some(({ bistable }) => (bistable?.brakeMs ?? 0) > 0)).toBe(true);
  const isLonger = limitSets.some(
    ({ bistable }) => bistable && bistable.ratedMs > bistable.strokeMs,
  );
  const isMore = limitSets.some(({ limits }) => limits.coldBurstStrokes > limits.burstStrokes);
  expect([isLonger, isMore]).toEqual([true, true]);
});

test('a vehicle that sleeps is woken after the same time each time, and not within a tick', () => {
  // `forget.ts` forgets what a sleeping vehicle is older than its offer by one limit for both.
  for (const { name, limits } of limitSets) {
    expect(limits.wakeAgainMs, name).toBe(limits.wakeAfterMs);
    expect(limits.wakeAfterMs, name).toBeGreaterThanOrEqual(2);
  }
});

test('every value of every input is attacked by all its combinations, and every signal in pairs', () => {
  const combined = groups.filter(({ mostOff }) => mostOff === null);
  for (const name of inputNames) {
    const attacked = new Set(combined.flatMap(({ values }) => values[name] ?? []));
    const known: readonly number[] = name in inputValues ? inputValues[name as 'pilot'] : [];
    expect(
      [...known].filter((value) => !attacked.has(value)),
      name,
    ).toEqual([]);
  }
  const pairs = groups.find(({ name }) => name === 'pairs');
  expect(signalNames.filter((name) => pairs?.values[name] === undefined)).toEqual(['limit']);
});

test('in a group that counts what is off nominal, the nominal value of every input is among its values', () => {
  const { set, group } = findUnit('base', 'pairs');
  const { system } = blankOf({ set, group });
  expect(() => createDraws(group, system)).not.toThrow();
  const values = { ...group.values, proximity: [Proximity.Absent, Proximity.Short] };
  expect(() => createDraws({ ...group, values }, system)).toThrow('nominal value of proximity');
});
