/** Sweep: a session that is cut at every fifteenth tick. sweep.test.ts cuts it at fewer. */

import { expect, test } from 'vitest';
import { cuts } from '../../../../sim/verify/sweep/cuts.ts';
import { sweepSession } from '../../../support/swept-session.ts';

test('a session, cut everywhere: every promise is kept', async () => {
  const unit = await sweepSession(15);
  expect(unit.findings).toEqual([]);
  expect(unit.failed).toBe(0);
  expect(unit.cuts).toBe(unit.instants * cuts.length);
  expect(unit.instants).toBeGreaterThan(20);
  expect(unit.tears).toBeGreaterThan(10);
  expect(unit.kept.resumed).toBeGreaterThan(50);
  expect(unit.kept.freed).toBeGreaterThan(50);
  expect(unit.kept['free when asked']).toBeGreaterThan(0);
});
