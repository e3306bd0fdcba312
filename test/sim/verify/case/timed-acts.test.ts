/**
 * Timed acts: lines of several hands, in the order of their instants.
 */

import { expect, test } from 'vitest';
import { actsOf, timesOf } from '../../../../sim/verify/case/timed-acts.ts';

test('acts that start at an instant join what others do, each at its own', () => {
  const story = timesOf(
    [
      { afterUs: 0, line: 'plug in' },
      { afterUs: 0, line: 'car in' },
      { afterUs: 3000, line: 'press stop' },
    ],
    0,
  );
  const blink = timesOf(
    [
      { afterUs: 0, line: 'latch wire cut' },
      { afterUs: 2000, line: 'latch wire whole' },
    ],
    1000,
  );
  expect(actsOf([...story, ...blink])).toEqual([
    { afterUs: 0, line: 'plug in' },
    { afterUs: 0, line: 'car in' },
    { afterUs: 1000, line: 'latch wire cut' },
    { afterUs: 2000, line: 'press stop' },
    { afterUs: 0, line: 'latch wire whole' },
  ]);
});
