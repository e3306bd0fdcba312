/**
 * The end of the page: whoever still holds a connection to it does not keep the bridge from its end.
 */

import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { openPage } from '../../../bridge/page/state-page.ts';

test('half a question and a connection that is kept do not hold it up', async () => {
  const server = await openPage(0, () => ({ charger: {} as never, links: [] }));
  const { port } = server.address() as AddressInfo;
  for (const text of ['GET / HT', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', '']) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(text);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  const beganMs = performance.now();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  expect(performance.now() - beganMs).toBeLessThan(5000);
});
