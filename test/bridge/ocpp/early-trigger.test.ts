/**
 * A back-end that asks to be greeted before the charger has said who it is waits for that.
 */

import { afterEach, expect, test } from 'vitest';
import { OcppSession } from '../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp201 } from '../../../bridge/ocpp/v201/ocpp201.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { StrictServer } from '../../support/strict-server.ts';

let server: StrictServer;
let bench: BridgeBench;
let session: OcppSession;
afterEach(async () => {
  await session.close();
  bench.close();
  await server.close();
});

test('it is greeted once, with the version', async () => {
  server = await StrictServer.open('2.0.1');
  bench = new BridgeBench();
  bench.turns = 5;
  bench.isWhole = false;
  await bench.begin();
  session = new OcppSession(
    bench.charger,
    (reach) => new Ocpp201(bench.charger, reach),
    { url: server.url, id: 'CP1', version: '2.0.1', password: null, ca: null },
    { said: () => undefined, refused: () => undefined },
  );
  void session.begin();
  await server.connected;
  await bench.pass(1000);
  const asked = server.call('TriggerMessage', { requestedMessage: 'BootNotification' });
  expect((await bench.settle(asked)).value).toEqual({ status: 'Accepted' });
  await bench.pass(3000);
  expect(server.heard).toEqual([]);
  bench.isWhole = true;
  await bench.until(() => session.isAccepted, 60000);
  const greetings = server.heard.filter(({ method }) => method === 'BootNotification');
  expect(greetings.map(({ params }) => params)).toMatchObject([
    { reason: 'Triggered', chargingStation: { firmwareVersion: expect.stringMatching(/^\d/) } },
  ]);
  expect(server.wrong).toEqual([]);
});
