/**
 * State page: the charger at a glance, at `/` for this computer alone. It shows and orders nothing.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvironmentError } from '../../sim/errors.ts';
import type { Picture } from '../core/picture.ts';
import { html } from './page-text.ts';

/** What the page is made of: the charger, and how each protocol fares. */
export interface State {
  readonly charger: Picture;
  /** Name and state of each protocol. */
  readonly links: readonly (readonly [string, string])[];
}

/** A page elsewhere that has this computer's address under another name must not read it. */
const here = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
  'x-content-type-options': 'nosniff',
};

/**
 * @param port 0 for any that is free
 * @throws EnvironmentError where it cannot be had
 */
export async function openPage(port: number, stateOf: () => State): Promise<Server> {
  const server = createServer((request, response) => {
    const reply = (code: number, type: string, text: string): void => {
      response.writeHead(code, { ...headers, 'content-type': `${type}; charset=utf-8` });
      response.end(text);
    };
    if (!here.test(request.headers.host ?? ''))
      reply(403, 'text/plain', 'for this computer alone\n');
    else if (request.method !== 'GET') reply(405, 'text/plain', 'this page orders nothing\n');
    else if (request.url === '/') reply(200, 'text/html', html);
    else if (request.url === '/state.json') {
      reply(200, 'application/json', `${JSON.stringify(stateOf())}\n`);
    } else reply(404, 'text/plain', 'expected / or /state.json\n');
  });
  const close = server.close.bind(server);
  // Whoever has begun to ask and asks no further must not keep the bridge from its end.
  server.close = (done) => {
    const closed = close(done);
    server.closeAllConnections();
    return closed;
  };
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      const what = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${error.code})`;
      const words = `page: port ${port} of this computer ${what}; name another in "page", or end what has it`;
      reject(new EnvironmentError(words));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function addressOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}
