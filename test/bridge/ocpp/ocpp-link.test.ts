/**
 * The connection to a back-end: basic authentication, and pauses that grow where nobody answers.
 */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { OcppLink } from '../../../bridge/ocpp/ocpp-link.ts';
import { BackEnd } from '../../../bridge/simulated/back-end.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { StrictServer } from '../../support/strict-server.ts';

test('a password is sent as the charger and its password, and a wrong one is refused', async () => {
  const authorization = `Basic ${Buffer.from('CP1:secret').toString('base64')}`;
  const backEnd = await BackEnd.open({ authorization });
  const bench = new BridgeBench();
  const said: string[] = [];
  for (const password of ['wrong', 'secret']) {
    const link = new OcppLink(
      { url: backEnd.url, id: 'CP1', version: '1.6', password, ca: null },
      {},
      bench.time,
      { opened: () => said.push('opened'), closed: (why) => said.push(why) },
    );
    await link.open();
    await link.close();
  }
  expect(said).toEqual(['Unauthorized', 'opened', 'the bridge ends']);
  expect(said.join()).not.toContain('secret');
  bench.close();
  await backEnd.close();
});

test('nobody answers: each pause may be twice as long as the one before, to two minutes, with jitter', async () => {
  const bench = await new BridgeBench().begin();
  bench.turns = 3;
  const atMs: number[] = [];
  const link = new OcppLink(
    { url: 'ws://127.0.0.1:9', id: 'CP1', version: '1.6', password: null, ca: null },
    {},
    bench.time,
    { opened: () => undefined, closed: () => atMs.push(bench.time.nowMs()) },
  );
  void link.open();
  await bench.until(() => atMs.length >= 10, 3600000, 100);
  await link.close();
  bench.close();
  const pauses = atMs.slice(1, 10).map((at, i) => at - (atMs[i] as number));
  for (const [i, pause] of pauses.entries()) {
    const most = Math.min(1000 * 2 ** i, 120000);
    // A refusal takes some steps of virtual time.
    expect([i, pause >= most / 2, pause <= most + 5000]).toEqual([i, true, true]);
  }
});

test('an answer that does not come holds a call back for 10 s, and not for good', async () => {
  const server = await StrictServer.open('1.6');
  const bench = await new BridgeBench().begin();
  bench.turns = 5;
  let end: (answer: Fields) => void = () => undefined;
  const link = new OcppLink(
    { url: server.url, id: 'CP1', version: '1.6', password: null, ca: null },
    {
      ClearCache: () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    },
    bench.time,
    { opened: () => undefined, closed: () => undefined },
  );
  await link.open();
  void server.call('ClearCache', {}).catch(() => undefined);
  await bench.pass(1000);
  const { tookMs } = await bench.settle(link.call('Heartbeat', {}));
  expect(tookMs).toBeGreaterThanOrEqual(10000);
  expect(tookMs).toBeLessThan(11000);
  end({ status: 'Rejected' });
  await link.close();
  bench.close();
  await server.close();
});

test('a proxy that takes the connection and says nothing is left after 30 s, and tried again', async () => {
  const sockets: Socket[] = [];
  const proxy = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const bench = await new BridgeBench().begin();
  bench.turns = 5;
  const said: string[] = [];
  const { port } = proxy.address() as AddressInfo;
  const link = new OcppLink(
    { url: `ws://127.0.0.1:${port}`, id: 'CP1', version: '1.6', password: null, ca: null },
    {},
    bench.time,
    { opened: () => undefined, closed: (why) => said.push(why) },
  );
  void link.open();
  await bench.until(() => sockets.length >= 3, 200000, 100);
  await link.close();
  for (const socket of sockets) socket.destroy();
  proxy.close();
  bench.close();
  expect(sockets.length).toBe(3);
  expect(said.slice(0, 2)).toEqual(Array(2).fill('the connection was not answered within 30 s'));
});

test('a call that its version does not know is not implemented, and a message without end is none', async () => {
  const server = await StrictServer.open('1.6');
  const bench = await new BridgeBench().begin();
  bench.turns = 5;
  const said: string[] = [];
  const link = new OcppLink(
    { url: server.url, id: 'CP1', version: '1.6', password: null, ca: null },
    {},
    bench.time,
    { opened: () => undefined, closed: (why) => said.push(why) },
  );
  await link.open();
  const answers: unknown[] = [];
  server.client?.on('message', (({ message }: { message: Buffer | string }) =>
    answers.push(JSON.parse(String(message)))) as never);
  for (const method of ['Frobnicate', 'GetDiagnostics', '__proto__']) {
    server.client?.sendRaw(JSON.stringify([2, method, method, { location: 'ftp://a' }]));
  }
  await bench.until(() => answers.length >= 6, 5000);
  const codes = (answers as unknown[][]).filter(([type]) => type === 4).map((one) => one[2]);
  expect(codes).toEqual(Array(3).fill('NotImplemented'));
  server.client?.sendRaw(JSON.stringify([2, 'a', 'DataTransfer', { vendorId: 'x'.repeat(2e6) }]));
  await bench.until(() => said.length > 0, 5000);
  expect(said).toEqual(['the connection was closed']);
  await link.close();
  bench.close();
  await server.close();
});

test('a back-end that has stalled does not keep the bridge from its end', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // The handshake as RFC 6455 has it, and nothing after that.
    socket.once('data', (data) => {
      const key = /sec-websocket-key: (\S+)/i.exec(String(data))?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Protocol: ocpp1.6\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const bench = await new BridgeBench().begin();
  bench.turns = 5;
  const said: string[] = [];
  const link = new OcppLink(
    { url: `ws://127.0.0.1:${port}`, id: 'CP1', version: '1.6', password: null, ca: null },
    {},
    bench.time,
    { opened: () => said.push('opened'), closed: (why) => said.push(why) },
  );
  await link.open();
  const { tookMs } = await bench.settle(link.close());
  expect(said).toEqual(['opened', 'the bridge ends']);
  expect(tookMs).toBeLessThanOrEqual(2500);
  // Nothing is left that keeps the process.
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  bench.close();
});
