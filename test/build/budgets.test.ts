/**
 * Budgets: a board that misses one is told so, and so is one that was not measured.
 */

import { expect, test } from 'vitest';
import { type Budget, budgets, missedAtRest } from '../../build/budgets.mjs';
import { targets } from '../../build/targets.mjs';

const kaluma = budgets['kaluma'] as Budget;
const kept = { firstOutputMs: 820, heapUsedBytes: 76344, heapTotalBytes: 184312 };

test('every target has a budget', () => {
  expect(Object.keys(budgets)).toEqual(Object.keys(targets));
});

test.each([
  [{}, []],
  [{ firstOutputMs: 1001 }, ['first output after 1001 ms, expected at most 1000 ms']],
  [
    { firstOutputMs: Number.POSITIVE_INFINITY },
    ['first output after Infinity ms, expected at most 1000 ms'],
  ],
  [{ heapUsedBytes: 130000 }, ['29 % of the heap free at rest, expected at least 33 %']],
  [{ heapUsedBytes: Number.NaN }, ['NaN % of the heap free at rest, expected at least 33 %']],
])('%j misses %j', (change, missed) => {
  expect(missedAtRest(kaluma, { ...kept, ...change })).toEqual(missed);
});
