/**
 * Verdict: what a measured time says about its window, and what it does not say.
 */

import { expect, test } from 'vitest';
import { judge, writeMeasured } from '../../../sim/scenario/verdict.ts';

test('without uncertainty the limit itself is inside, and one microsecond more is not', () => {
  expect(judge(100000, 0, 100000, 0)).toBe('pass');
  expect(judge(100001, 0, 100000, 0)).toBe('fail');
  expect(judge(5999, 6000, 10000, 0)).toBe('fail');
});

test('within the uncertainty of a limit nothing is plain any more', () => {
  expect(judge(98000, 0, 100000, 1000)).toBe('pass');
  expect(judge(99500, 0, 100000, 1000)).toBe('marginal');
  expect(judge(100500, 0, 100000, 1000)).toBe('inconclusive');
  expect(judge(102000, 0, 100000, 1000)).toBe('fail');
  expect(judge(5500, 6000, 10000, 1000)).toBe('inconclusive');
  expect(judge(6500, 6000, 10000, 1000)).toBe('marginal');
});

test('never is a failure, however uncertain', () => {
  expect(judge(null, 0, 100000, 50000)).toBe('fail');
});

test('a window that opens at once has no lower limit to be close to', () => {
  expect(judge(0, 0, 100000, 1000)).toBe('pass');
});

test('a measured time is told with its uncertainty', () => {
  expect(writeMeasured(103000, 1000)).toBe('103 ms ± 1 ms');
  expect(writeMeasured(103000, 0)).toBe('103 ms');
});
