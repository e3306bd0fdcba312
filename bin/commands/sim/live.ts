/**
 * `holdfast live`: the charger in a browser, served on this machine or written as static files.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadLive } from '../../../build/live.mjs';
import type { Print } from '../../context.ts';
import { ENVIRONMENT, USAGE } from '../../exit-codes.ts';

export interface LiveOptions {
  readonly port: string;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Everything comes from this server, and the page's policy enforces it. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: 'self'; connect-src 'none'";

/**
 * Serves the page to this machine alone.
 *
 * @param root address of the project's folder
 * @param port 0 takes any free port
 */
export async function serveLive(
  root: string,
  port: number,
): Promise<{ server: Server; address: string }> {
  const files = await loadLive(root);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = path === '/' ? 'index.html' : path.slice(1);
    const content = files.get(name);
    const type = types[name.split('.').pop() ?? ''] ?? 'application/octet-stream';
    if (content === undefined) response.writeHead(404).end('nothing here\n');
    else
      response
        .writeHead(200, { 'content-type': type, 'content-security-policy': policy })
        .end(content);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const at = server.address() as AddressInfo;
  return { server, address: `http://localhost:${at.port}/` };
}

/** Serves until it is stopped. */
export async function openLive(root: string, options: LiveOptions, print: Print): Promise<number> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    print(`expected a port from 0 to 65535, found "${options.port}"`);
    return USAGE;
  }
  try {
    const { address } = await serveLive(root, port);
    print(`the charger is live at ${address} (Ctrl+C ends it)`);
    return 0;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    print(`port ${port} is taken or not allowed; another one: holdfast live --port ${port + 1}`);
    return ENVIRONMENT;
  }
}

/** Writes the page as files that any web server can offer. */
export async function writeLive(root: string, folder: string, print: Print): Promise<number> {
  const files = await loadLive(root);
  let bytes = 0;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of files) {
      writeFileSync(join(folder, name), content);
      bytes += content.length;
    }
  } catch (error) {
    print(`${folder} cannot be written to: ${(error as Error).message}`);
    return USAGE;
  }
  print(`${folder}: ${[...files.keys()].join(', ')}, ${Math.round(bytes / 1024)} KiB`);
  return 0;
}
