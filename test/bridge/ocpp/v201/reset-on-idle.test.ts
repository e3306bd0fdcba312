/**
 * A reset that waits until nobody charges, and what overtakes it.
 */

import { afterEach, expect, test } from 'vitest';
import { DialectBench } from '../../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const reset = async (type: string): Promise<unknown> => (await at.ask('Reset', { type }))['status'];

test('while somebody charges it is scheduled, ends nothing, and comes once the car has left', async () => {
  at = await DialectBench.open('2.0.1');
  await at.charge();
  expect(await reset('OnIdle')).toBe('Scheduled');
  await at.bench.pass(60000, 100);
  expect(at.bench.charger.status).toBe('charging');
  expect(at.cuts).toBe(0);
  at.bench.do('car out');
  await at.bench.until(() => at.bench.charger.ledger.transaction === null, 20000);
  expect(at.cuts).toBe(0);
  await at.bench.pass(2000);
  expect(at.cuts).toBe(1);
  await at.charge();
  await at.bench.pass(60000, 100);
  expect(at.cuts).toBe(1);
});

test('where nobody charges it comes at once', async () => {
  at = await DialectBench.open('2.0.1');
  expect(await reset('OnIdle')).toBe('Accepted');
  await at.bench.pass(2000);
  expect(at.cuts).toBe(1);
});

test('one behind which the session is to go on (2.1) ends nothing', async () => {
  at = await DialectBench.open('2.0.1');
  await at.charge();
  expect(await reset('ImmediateAndResume')).toBe('Accepted');
  await at.bench.pass(2000);
  expect([at.cuts, at.bench.charger.status]).toEqual([1, 'charging']);
});

test('one at once comes in place of one that waits', async () => {
  at = await DialectBench.open('2.0.1');
  await at.charge();
  expect(await reset('OnIdle')).toBe('Scheduled');
  expect(await reset('Immediate')).toBe('Accepted');
  await at.bench.pass(20000, 100);
  expect(at.bench.charger.ledger.transaction).toBeNull();
  expect(at.cuts).toBe(1);
});
