/**
 * A back-end that answers with wrong ids, twice, with nonsense, or never: nothing is lost, nothing is taken for what it
 * is not, and the bridge goes on.
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
const refused = (): string[] => on.refused.map(({ kind, why }) => `${kind} ${why}`);

beforeEach(async () => {
  on = await StrictSession.open();
  ({ server, bench, session } = on);
});

afterEach(() => on.close());

const isHeard = (): boolean => bench.journal.next === null;
const told = (method: string): readonly { id: string }[] =>
  server.heard.filter((call) => call.method === method);

async function connected(): Promise<void> {
  void session.begin();
  await server.connected;
  await bench.until(() => server.heard.length > 1 && isHeard(), 120000);
}

test('answers with wrong ids, and answers twice, are no answers to anything', async () => {
  server.cutsBefore = ({ id, method }) => {
    for (const one of ['other', '', 'x'.repeat(36)]) {
      server.client?.sendRaw(JSON.stringify([3, one, { transactionId: 666 }]));
    }
    // Twice: the right one comes behind it.
    if (method === 'StatusNotification') server.client?.sendRaw(JSON.stringify([3, id, {}]));
    return false;
  };
  await connected();
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging' && isHeard(), 20000);
  const { transaction } = bench.charger.ledger;
  expect(bench.journal.note(`ocpp16 ${transaction?.id}`)).toBe(1);
  bench.do('car out');
  await bench.until(() => told('StopTransaction').length > 0 && isHeard(), 20000);
  const ids = server.heard.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([server.wrong, refused()]).toEqual([[], []]);
});

test('an answer that does not come is waited for for 30 s: then the same message comes again, with its id', async () => {
  await connected();
  const start = (): readonly { id: string }[] => told('StartTransaction');
  server.isSilentTo = ({ method }) => method === 'StartTransaction' && start().length === 1;
  bench.do('plug in', 'car in');
  await bench.until(() => start().length > 0, 20000);
  const beganMs = bench.time.nowMs();
  await bench.until(() => start().length > 1 && isHeard(), 200000);
  expect(bench.time.nowMs() - beganMs).toBeGreaterThan(29000);
  expect(start()[1]?.id).toBe(start()[0]?.id);
  expect(bench.journal.note(`ocpp16 ${bench.charger.ledger.transaction?.id}`)).toBe(1);
  expect([server.wrong, refused()]).toEqual([[], []]);
});

test('nonsense that is sent to it is refused, and the link and the charger go on', async () => {
  await connected();
  for (const text of [
    '',
    '{}',
    '[]',
    '[2]',
    'nonsense',
    '[2,"a","UnlockConnector",7]',
    '[9,1,2]',
  ]) {
    server.client?.sendRaw(text);
    await bench.pass(400);
  }
  await bench.until(() => session.isAccepted, 300000, 100);
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 20000);
  await bench.until(isHeard, 60000);
  const asked = server.call('UnlockConnector', { connectorId: 1 });
  const { value } = await bench.settle(asked);
  expect(value).toEqual({ status: 'Unlocked' });
  expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
});

test('a back-end that takes one call at a time hears nothing while it waits for an answer, and then everything', async () => {
  await connected();
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging' && isHeard(), 20000);
  await bench.pass(5000, 100);
  bench.do('lock jammed');
  let isWaiting = true;
  const early: string[] = [];
  server.cutsBefore = ({ method }) => {
    if (isWaiting) early.push(method);
    return false;
  };
  server.client?.on('response', (({ outbound }: { outbound: boolean }) => {
    if (!outbound) isWaiting = false;
  }) as (event: never) => void);
  const { value } = await bench.settle(server.call('UnlockConnector', { connectorId: 1 }));
  expect(value).toEqual({ status: 'UnlockFailed' });
  await bench.until(() => told('StopTransaction').length > 0 && isHeard(), 20000);
  expect([early, server.wrong, refused()]).toEqual([[], [], []]);
});

test('the heartbeat of the greeting is the one that is read', async () => {
  server.intervalSeconds = 60;
  await connected();
  const asked = server.call('GetConfiguration', { key: ['HeartbeatInterval'] });
  const { value } = await bench.settle(asked);
  expect(value['configurationKey']).toEqual([
    { key: 'HeartbeatInterval', readonly: false, value: '60' },
  ]);
  await bench.pass(61000, 200);
  expect(told('Heartbeat').length).toBe(1);
});
