/**
 * Brokers that stall, or let nobody order: the bridge ends all the same, and says what is wrong.
 */

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MqttAdapter } from '../../../bridge/mqtt/mqtt-adapter.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';

const CONNECTED = Buffer.from([0x20, 2, 0, 0]);
/** The first nibbles of packets that are asked. */
const CONNECT = 1;
const SUBSCRIBE = 8;

let server: Server;
let bench: BridgeBench;
const sockets: Socket[] = [];

/** It answers the connection, and subscriptions by what is granted; null leaves everything else lying. */
async function open(granted: number | null): Promise<string> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      const kind = (data[0] ?? 0) >> 4;
      if (kind === CONNECT) socket.write(CONNECTED);
      if (kind === SUBSCRIBE && granted !== null) {
        socket.write(Buffer.from([0x90, 3, data[2] ?? 0, data[3] ?? 0, granted]));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const said: string[] = [];

async function adapterAt(url: string): Promise<MqttAdapter> {
  const options = { url, name: 'garage', discovery: 'ha', password: null, ca: null };
  return MqttAdapter.open(bench.charger, options, (line) => said.push(line));
}

beforeEach(async () => {
  said.length = 0;
  bench = await new BridgeBench().begin();
  bench.turns = 5;
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
  bench.close();
});

test('one that answers nothing any more does not keep the bridge from its end', async () => {
  const adapter = await adapterAt(await open(null));
  await bench.until(() => said.includes('broker: connected'), 60000);
  const { tookMs } = await bench.settle(adapter.close(), 60000);
  expect(tookMs).toBeLessThanOrEqual(2500);
});

test('one that refuses the orders of this user is told', async () => {
  const adapter = await adapterAt(await open(0x80));
  await bench.until(() => said.length > 1, 60000);
  expect(said).toEqual([
    'broker: connected',
    'broker: connected, but no order is heard: the broker refuses the subscription of garage/+/set',
  ]);
  expect(adapter.state).toContain('no order is heard');
  await bench.settle(adapter.close(), 60000);
});
