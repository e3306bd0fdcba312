/**
 * The greeting in every version: what a back-end answers counts, also where it has asked to be greeted; until it accepts
 * nobody begins a session from there, and nothing is told.
 */

import { afterEach, expect, test } from 'vitest';
import { OcppSession, waitMsOf } from '../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp16 } from '../../../bridge/ocpp/v16/ocpp16.ts';
import { Ocpp201 } from '../../../bridge/ocpp/v201/ocpp201.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { StrictServer } from '../../support/strict-server.ts';

let server: StrictServer;
let bench: BridgeBench;
let session: OcppSession;
let isOpen = false;
const said: string[] = [];

async function open(version: '1.6' | '2.0.1', adjust: () => void = () => undefined): Promise<void> {
  server = await StrictServer.open(version);
  adjust();
  bench = await new BridgeBench().begin();
  bench.turns = 5;
  said.length = 0;
  const Version = version === '1.6' ? Ocpp16 : Ocpp201;
  session = new OcppSession(
    bench.charger,
    (reach) => new Version(bench.charger, reach),
    { url: server.url, id: 'CP1', version, password: null, ca: null },
    { said: (line) => said.push(line), refused: () => undefined },
  );
  isOpen = true;
  void session.begin();
  await server.connected;
  await bench.until(() => greetings().length > 0, 60000);
  await bench.pass(2000);
}

afterEach(async () => {
  if (!isOpen) return;
  isOpen = false;
  await session.close();
  bench.close();
  await server.close();
});

const greetings = (): unknown[] =>
  server.heard
    .filter(({ method }) => method === 'BootNotification')
    .map(({ params }) => params['reason']);
const ask = async (method: string, params: Record<string, unknown>): Promise<unknown> =>
  (await bench.settle(server.call(method, params))).value;

const started = {
  '1.6': ['RemoteStartTransaction', { connectorId: 1, idTag: 'A' }],
  '2.0.1': [
    'RequestStartTransaction',
    { remoteStartId: 7, idToken: { idToken: 'A', type: 'Central' } },
  ],
} as const;

for (const version of ['1.6', '2.0.1'] as const) {
  test(`OCPP ${version}: one that is pending begins no session, and is accepted at once where it is asked to greet`, async () => {
    await open(version, () => {
      server.greeting = 'Pending';
      server.intervalSeconds = 3600;
    });
    const [method, params] = started[version];
    expect(await ask(method, params)).toEqual({ status: 'Rejected' });
    // What goes wrong with a further greeting accepts nothing.
    server.failsBy = () => 'InternalError';
    await ask('TriggerMessage', { requestedMessage: 'BootNotification' });
    await bench.until(() => greetings().length > 1, 5000);
    server.failsBy = () => '';
    await bench.pass(1000);
    expect(await ask(method, params)).toEqual({ status: 'Rejected' });
    expect(bench.typed).not.toContain('start');
    const boot = 'BootNotification';
    expect(server.heard.map((one) => one.method)).toEqual([boot, boot]);
    server.greeting = 'Accepted';
    server.intervalSeconds = 60;
    expect(await ask('TriggerMessage', { requestedMessage: 'BootNotification' })).toEqual({
      status: 'Accepted',
    });
    await bench.until(() => server.heard.at(-1)?.method === 'StatusNotification', 10000);
    expect([session.isAccepted, server.heard.at(-1)?.method]).toEqual([true, 'StatusNotification']);
    expect(await ask(method, params)).toEqual({ status: 'Accepted' });
    expect(server.wrong).toEqual([]);
  });
}

test('one that was accepted and is greeted again at its wish is what it answers then', async () => {
  await open('1.6');
  server.greeting = 'Pending';
  server.intervalSeconds = 60;
  await ask('TriggerMessage', { requestedMessage: 'BootNotification' });
  await bench.until(() => !session.isAccepted, 5000);
  expect(said.at(-1)).toBe('back-end: not accepted (Pending)');
  const { length } = server.heard;
  bench.do('plug in', 'car in');
  await bench.pass(30000, 100);
  expect(server.heard.length).toBe(length);
  server.greeting = 'Accepted';
  await bench.until(() => bench.journal.next === null, 60000, 100);
  expect(server.heard.some(({ method }) => method === 'StartTransaction')).toBe(true);
});

test('an interval without an end is waited for for a day, and one of nothing for some time', () => {
  const waits = [Number.POSITIVE_INFINITY, 3600, 1e-9, 0, -1, Number.NaN].map(waitMsOf);
  expect(waits).toEqual([86400000, 3600000, 1000, 20000, 20000, 20000]);
});

test('2.0.1 hears why it is greeted', async () => {
  await open('2.0.1');
  await ask('TriggerMessage', { requestedMessage: 'BootNotification' });
  await bench.until(() => greetings().length > 1, 5000);
  await bench.pass(1000);
  await ask('Reset', { type: 'Immediate' });
  await bench.until(() => greetings().length > 2, 60000);
  await bench.pass(1000);
  session.link.cut();
  await bench.until(() => greetings().length > 3, 60000);
  expect(greetings()).toEqual(['PowerUp', 'Triggered', 'RemoteReset', 'Unknown']);
  expect(server.wrong).toEqual([]);
});
