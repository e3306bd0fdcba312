/**
 * What a back-end refuses: nothing that was charged is lost by it, whether the message is wrong or the back-end itself.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OcppSession } from '../../../bridge/ocpp/ocpp-session.ts';
import type { BridgeBench } from '../../support/bridge-bench.ts';
import type { StrictServer } from '../../support/strict-server.ts';
import { StrictSession } from '../../support/strict-session.ts';

let on: StrictSession;
let server: StrictServer;
let bench: BridgeBench;
let session: OcppSession;
const refused = (): string[] => on.refused.map(({ kind, why }) => `${kind}: ${why}`);

beforeEach(async () => {
  on = await StrictSession.open();
  ({ server, bench, session } = on);
  void session.begin();
  await server.connected;
  await bench.until(() => server.heard.length > 1, 60000);
  await bench.pass(10000, 100);
});

afterEach(() => on.close());

const count = (method: string): number =>
  server.heard.filter((call) => call.method === method).length;

async function session1(): Promise<void> {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.ledger.transaction !== null, 20000);
  await bench.pass(3000);
  bench.do('car out');
  await bench.until(() => bench.charger.ledger.transaction === null, 20000);
}

test('the end of a transaction whose start was refused for good is put aside with it', async () => {
  server.failsBy = ({ method }) => (method === 'StartTransaction' ? 'FormationViolation' : '');
  await session1();
  await bench.until(() => bench.journal.next === null, 120000, 100);
  expect(count('StartTransaction')).toBe(5);
  expect(refused().map((one) => one.split(':')[0])).toEqual(['begun', 'ended']);
  expect(refused()[1]).toContain('no number');
});

test('an event that the disk has spoiled is put aside, and what comes after it is told', async () => {
  const dateMs = bench.time.dateMs();
  const spoiled = { id: 'spoiled', dateMs, kind: 'begun', data: { transaction: { id: 'T' } } };
  bench.journal.add([spoiled]);
  await session1();
  await bench.until(() => bench.journal.next === null, 60000, 100);
  expect(refused()).toEqual([expect.stringContaining('begun: it cannot be read')]);
  expect([count('StartTransaction'), count('StopTransaction')]).toEqual([1, 1]);
});

test('a back-end that has lost its database for ten minutes hears the whole transaction afterwards', async () => {
  const isDown = { is: true };
  server.failsBy = ({ method }) =>
    isDown.is && /Transaction$/.test(method) ? 'InternalError' : '';
  await session1();
  await bench.pass(600000, 1000);
  expect(refused()).toEqual([]);
  isDown.is = false;
  await bench.until(() => bench.journal.next === null, 300000, 1000);
  expect([refused(), bench.journal.next]).toEqual([[], null]);
  const ids = server.heard.filter(({ method }) => method === 'StartTransaction');
  expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  expect(count('StopTransaction')).toBe(1);
});
