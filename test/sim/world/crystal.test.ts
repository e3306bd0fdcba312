/**
 * Crystal: what it leaves when it stops. No scenario, because the sweep would cut it: a stroke under way at that instant
 * is ended by nobody.
 */

import { expect, test } from 'vitest';
import { failureOf } from '../../support/inline-scenario.ts';

const charging = ['plug in', 'car in', 'expect contacts closed within 10 s', 'after 5 s'];

test.each(['none', 'fitted', 'timers'])(
  'nothing opens and nothing lets the plug go, until the isolator opens; reflex %s',
  async (reflex) => {
    const failed = await failureOf(
      `given reflex ${reflex}`,
      'given after-power-loss release',
      ...charging,
      'crystal stops',
      'after 1 s press stop',
      'emergency-stop press',
      'after 5 s car out',
      'pull',
      'expect socket live and pin extended for 20 s',
      'emergency-stop release',
      'isolator off',
      'expect socket dead within 100 ms',
      'expect contactor open within 5 s',
      'pull',
      'expect pin extended for 2 s',
      'crystal runs',
      'isolator on',
      'expect pin withdrawn within 10 s',
      'pull',
      'expect plug out within 1 s',
    );
    expect(failed).toBe('');
  },
);

test('a stroke under way is not ended, and the pilot says steady at its upper level', async () => {
  const stroke = ['given lock kuester-02s', 'plug in', 'car in', 'expect drive extend within 5 s'];
  expect(await failureOf(...stroke, 'crystal stops', 'after 20 s')).toMatch(/stroke-over-rating/);
  expect(
    await failureOf(...charging, 'crystal stops', 'expect pilot-low above 0 V within 10 ms'),
  ).toBe('');
});

test('once it runs, the processor starts again: the contactor opens first', async () => {
  const failed = await failureOf(
    'given after-power-loss release',
    ...charging,
    'crystal stops',
    'after 10 s crystal runs',
    'expect contactor open within 0 ms',
    'expect socket dead within 100 ms',
    'expect phase restart within 1 s',
    'expect pin withdrawn within 10 s',
  );
  expect(failed).toBe('');
});
