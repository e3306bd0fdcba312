/**
 * Residual-current sensor: a board that has none is not shown to open on a leak that it cannot see.
 */

import { expect, test } from 'vitest';
import { failureOf } from '../../support/inline-scenario.ts';

const leak = ['plug in', 'car in', 'expect phase energized within 5 s', 'after 3 s leak on'];

test('a leak opens where there is a sensor', async () => {
  expect(await failureOf(...leak, 'expect contactor open within 300 ms')).toBe('');
});

test.each(['fitted', 'timers', 'none'])(
  'without a sensor a leak is not seen, reflex %s',
  async (reflex) => {
    const bare = ['given residual sensor none', `given reflex ${reflex}`, ...leak];
    expect(await failureOf(...bare, 'never residual yes', 'expect contactor closed for 3 s')).toBe(
      '',
    );
  },
);
