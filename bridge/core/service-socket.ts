/**
 * Service socket: the charger's console for a person beside the bridge, because the charger has one line and the bridge
 * holds it. A local socket of this computer, for this user alone.
 */

import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { EnvironmentError } from '../../sim/errors.ts';
import type { Charger } from './charger.ts';

/** The charger takes no longer line. */
const LINE_LIMIT = 80;

/** Somebody listens there already. */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function serve(charger: Charger, socket: Socket): void {
  const say = (line: string): void => void socket.write(`${line}\n`);
  const trace = (line: string): void => say(line);
  let received = '';
  const obey = (line: string): void => {
    // The bridge needs the trace: it is only shown here, or not.
    if (line === 'trace on' || line === 'trace off') {
      charger.emitter.off('traced', trace);
      if (line === 'trace on') charger.emitter.on('traced', trace);
      say(`ok ${line}`);
    } else if (line.length > LINE_LIMIT) say(`error line longer than ${LINE_LIMIT} characters`);
    else if (line !== '') void charger.console.type(line);
  };
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    const lines = (received + String(text)).split('\n');
    received = (lines.pop() ?? '').slice(-LINE_LIMIT - 2);
    for (const line of lines) obey(line.replace(/[^ -~]/g, '').trim());
  });
  socket.on('error', () => undefined);
  charger.emitter.on('spoken', say);
  socket.on('close', () => {
    charger.emitter.off('spoken', say);
    charger.emitter.off('traced', trace);
  });
  say('ok the console of the charger, beside the bridge; help lists its commands');
}

/** @throws EnvironmentError where another bridge serves this socket */
export async function refuseSecond(path: string): Promise<void> {
  if (!(await isServed(path))) return;
  throw new EnvironmentError(`${path}: another bridge runs here; end it first`);
}

/**
 * @param path of the socket, in a folder that only its user can enter
 * @throws EnvironmentError where another bridge serves it
 */
export async function openServiceSocket(charger: Charger, path: string): Promise<Server> {
  await refuseSecond(path);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(charger, socket);
  });
  server.on('close', () => rmSync(path, { force: true }));
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    // Nobody else may connect in the moment before its rights are set either.
    const before = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(before);
  });
  chmodSync(path, 0o600);
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  return server;
}
