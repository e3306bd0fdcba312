/**
 * Ages: the first look proves nothing, and what is not due yet says when it will be.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Due,
  grown,
  grownDead,
  leaked,
  NOT_SO,
  reached,
} from '../../../firmware/control/age.ts';

const FAR_MS = 100000000;

function createDue(): Due {
  return { dueMs: FAR_MS };
}

test('the first look at which a thing is so proves no time at all', () => {
  expect(grown(NOT_SO, true, 500)).toBe(0);
});

test('from the second look on an age grows by the time that has passed', () => {
  expect(grown(0, true, 10)).toBe(10);
  expect(grown(10, true, 25)).toBe(35);
});

test('a thing that is not so has no age, however old it was', () => {
  expect(grown(NOT_SO, false, 10)).toBe(NOT_SO);
  expect(grown(0, false, 10)).toBe(NOT_SO);
  expect(grown(5000, false, 10)).toBe(NOT_SO);
});

test('an age is the time since the first look of the present run', () => {
  const looks = fc.array(
    fc.record({ holds: fc.boolean(), lapMs: fc.integer({ max: 200, min: 1 }) }),
  );
  fc.assert(
    fc.property(looks, (all) => {
      let age = NOT_SO;
      let nowMs = 0;
      let sinceMs = -1;
      for (const { holds, lapMs } of all) {
        nowMs += lapMs;
        age = grown(age, holds, lapMs);
        if (!holds) sinceMs = -1;
        else if (sinceMs < 0) sinceMs = nowMs;
        expect(age).toBe(sinceMs < 0 ? NOT_SO : nowMs - sinceMs);
      }
    }),
  );
});

test('dead grows like any age while its proof is worth something', () => {
  expect(grownDead(NOT_SO, true, true, 10)).toBe(0);
  expect(grownDead(240, true, true, 10)).toBe(250);
  expect(grownDead(240, false, true, 10)).toBe(NOT_SO);
});

test('a proof that is worth nothing neither begins nor goes on, but does not take back', () => {
  expect(grownDead(NOT_SO, true, false, 10)).toBe(NOT_SO);
  expect(grownDead(240, true, false, 10)).toBe(240);
  expect(grownDead(240, false, false, 10)).toBe(NOT_SO);
});

test('evidence falls by 13/16 of the time in which it is not seen, to nothing and no lower', () => {
  expect(leaked(160, 16)).toBe(147);
  expect(leaked(14, 16)).toBe(1);
  expect(leaked(13, 16)).toBe(0);
  expect(leaked(1, 16)).toBe(0);
  expect(leaked(0, 16)).toBe(NOT_SO);
  expect(leaked(NOT_SO, 16)).toBe(NOT_SO);
  // The shortest look, too short to take a whole millisecond off, is a good one all the same.
  expect(leaked(0, 1)).toBe(NOT_SO);
});

test('evidence in half of the samples is accepted within ten times its limit, in two of five never', () => {
  /** Two samples that show it, and so many that do not, again and again. */
  const acceptedAfterMs = (good: number, limitMs: number): number => {
    let ageMs = NOT_SO;
    for (let i = 0; i < 10000; i++) {
      ageMs = i % (2 + good) < 2 ? grown(ageMs, true, 10) : leaked(ageMs, 10);
      if (ageMs >= limitMs) return 10 * i;
    }
    return -1;
  };
  expect(acceptedAfterMs(0, 100)).toBe(100);
  expect(acceptedAfterMs(2, 100)).toBeGreaterThan(500);
  expect(acceptedAfterMs(2, 100)).toBeLessThanOrEqual(1000);
  expect(acceptedAfterMs(3, 100)).toBe(-1);
});

test('samples that only alternate prove nothing, until two bad ones come in a row', () => {
  let ageMs = NOT_SO;
  const look = (isBad: boolean): void => {
    ageMs = isBad ? grown(ageMs, true, 10) : leaked(ageMs, 10);
  };
  for (let i = 0; i < 1000; i++) look(i % 2 === 0);
  expect(ageMs).toBe(NOT_SO);
  look(true);
  look(true);
  let pairs = 0;
  for (; ageMs < 100 && pairs < 1000; pairs++) {
    look(false);
    look(true);
  }
  expect(20 * pairs).toBeLessThanOrEqual(1000);
});

test('a limit is reached at its last millisecond and not one before', () => {
  expect(reached(createDue(), 249, 250)).toBe(false);
  expect(reached(createDue(), 250, 250)).toBe(true);
  expect(reached(createDue(), 251, 250)).toBe(true);
});

test('what is not so reaches nothing, not even a limit of 0', () => {
  expect(reached(createDue(), NOT_SO, 0)).toBe(false);
  expect(reached(createDue(), 0, 0)).toBe(true);
});

test('an age that is not due yet notes the time that is left', () => {
  const due = createDue();
  reached(due, 30, 250);
  expect(due.dueMs).toBe(220);
});

test('of several ages the one that is due first is noted', () => {
  const due = createDue();
  reached(due, 0, 500);
  reached(due, 30, 250);
  reached(due, 0, 6000);
  expect(due.dueMs).toBe(220);
});

test('neither a reached age nor what is not so notes anything', () => {
  const due = createDue();
  reached(due, 300, 250);
  reached(due, NOT_SO, 250);
  expect(due.dueMs).toBe(FAR_MS);
});

test('no comparison turns out differently before the noted time', () => {
  const ages = fc.array(
    fc.record({ age: fc.integer({ min: -1, max: 300 }), limit: fc.integer({ min: 0, max: 300 }) }),
  );
  fc.assert(
    fc.property(ages, (all) => {
      const due = createDue();
      const now = all.map(({ age, limit }) => reached(due, age, limit));
      const later = (ms: number): boolean[] =>
        all.map(({ age, limit }) => reached(createDue(), age < 0 ? age : age + ms, limit));
      if (due.dueMs === FAR_MS) {
        expect(later(FAR_MS)).toEqual(now);
        return;
      }
      expect(later(due.dueMs - 1)).toEqual(now);
      expect(later(due.dueMs)).not.toEqual(now);
    }),
  );
});
