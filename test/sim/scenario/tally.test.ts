/**
 * Counting in scenarios: at most so many times within any stretch of time, and not one more.
 */

import { expect, test } from 'vitest';
import { Tally } from '../../../sim/scenario/tally.ts';
import { failureOf } from '../../support/inline-scenario.ts';
import { complaintOf } from '../../support/scenario-complaint.ts';

const presses = [
  'repeat 3 times',
  'after 1 s emergency-stop press',
  'after 1 s emergency-stop release',
  'end',
];

test('as often as is granted passes, once more fails at its line', async () => {
  expect(await failureOf('expect e-stop yes at most 3 times within 10 min', ...presses)).toBe('');
  expect(await failureOf('expect e-stop yes at most 2 times within 10 min', ...presses)).toBe(
    '2: expect e-stop yes at most 2 times within 600 s, but it is so more often',
  );
});

test('the stretch of time moves along', async () => {
  // A press every two seconds: two of them lie within 3 s, three do not.
  expect(await failureOf('expect e-stop yes at most 2 times within 3 s', ...presses)).toBe('');
  expect(await failureOf('expect e-stop yes at most 1 times within 3 s', ...presses)).toContain(
    '2:',
  );
  expect(await failureOf('expect e-stop yes at most 1 times within 1 s', ...presses)).toBe('');
});

test('counting ends with its "until"', async () => {
  const line = 'expect e-stop yes at most 0 times within 1 s until plug in';
  expect(await failureOf(line, ...presses)).toContain('2:');
  expect(
    await failureOf(
      'expect e-stop yes at most 0 times within 1 s until latch unlocked',
      ...presses,
    ),
  ).toBe('');
});

test('what is so from the start is not counted, what comes back is', () => {
  const tally = new Tally({ times: 1, withinUs: 100 }, true);
  expect([true, false, true].map((isSo, i) => tally.see(isSo, i * 10))).toEqual([
    false,
    false,
    false,
  ]);
  expect([false, true].map((isSo, i) => tally.see(isSo, 30 + i * 10))).toEqual([false, true]);
});

test('what is counted wrongly is told with its place', () => {
  expect(complaintOf('expect phase ready at 5 times')).toBe('f:2:23: expected "most", found "5"');
  expect(complaintOf('expect phase ready at most 2.5 times within 1 s')).toBe(
    'f:2:28: expected a whole number of times',
  );
  expect(complaintOf('expect phase ready at most 5 within 1 s')).toBe(
    'f:2:30: expected "times", found "within"',
  );
  expect(complaintOf('expect phase ready at most 5 times')).toBe(
    'f:2:36: expected "within" and a time, found the end of line',
  );
});
