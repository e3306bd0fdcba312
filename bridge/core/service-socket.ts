/**
 * Service socket: the charger's console for a person beside the bridge, because the charger has one line and the bridge
 * holds it. A local socket of this computer, for this user alone.
 */

import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { LINE_LIMIT } from '../../firmware/console/console.ts';
import { EnvironmentError, UsageError } from '../../sim/errors.ts';
import type { Charger } from './charger.ts';

/** The longest path of a socket, in bytes: of a longer one the system takes the beginning, without a word. */
const PATH_LIMIT = process.platform === 'linux' ? 107 : 103;

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

/** What arrives in pieces of any length, as lines; null for one that is too long, of which no part is carried out. */
function readLines(obey: (line: string | null) => void): (text: string) => void {
  let received = '';
  let isOverlong = false;
  return (text) => {
    const lines = (received + text).split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) {
      const printable = line.replace(/[^ -~]/g, '');
      obey(isOverlong || printable.length > LINE_LIMIT ? null : printable);
      isOverlong = false;
    }
    // One more for the other end of a line.
    if (received.length <= LINE_LIMIT + 1) return;
    isOverlong = true;
    received = '';
  };
}

function serve(charger: Charger, socket: Socket): void {
  const say = (line: string): void => void socket.write(`${line}\n`);
  const trace = (line: string): void => say(line);
  // The bridge needs the trace: it is only shown here, or not.
  const showTrace = (word: string): void => {
    if (word !== 'on' && word !== 'off') {
      say('error trace expects on | off');
      return;
    }
    charger.emitter.off('traced', trace);
    if (word === 'on') charger.emitter.on('traced', trace);
    say(`ok trace ${word}`);
  };
  const obey = (line: string | null): void => {
    // Words with blanks between them, as the charger's console reads them: what is one line there is one here.
    const words = (line ?? '').split(' ').filter((word) => word !== '');
    if (line === null) say(`error line longer than ${LINE_LIMIT} characters, nothing was done`);
    else if (words[0] === 'trace') showTrace(words[1] ?? '');
    else if (words.length > 0) void charger.console.type(words.join(' '));
  };
  socket.setEncoding('latin1');
  const take = readLines(obey);
  socket.on('data', (text) => take(String(text)));
  socket.on('error', () => undefined);
  charger.emitter.on('spoken', say);
  socket.on('close', () => {
    charger.emitter.off('spoken', say);
    charger.emitter.off('traced', trace);
  });
  say('ok the console of the charger, beside the bridge; help lists its commands');
}

/** @throws UsageError where no socket can have this path, EnvironmentError where another bridge serves it */
export async function refuseSecond(path: string): Promise<void> {
  const length = Buffer.byteLength(path);
  if (length > PATH_LIMIT && process.platform !== 'win32') {
    throw new UsageError(
      `${path}: this path is too long for a socket, ${length} bytes of at most ${PATH_LIMIT}; give the config a shorter "folder"`,
    );
  }
  if (!(await isServed(path))) return;
  throw new EnvironmentError(`${path}: another bridge runs here; end it first`);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    // Nobody else may connect in the moment before its rights are set either.
    const before = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(before);
  });
}

/**
 * @param path of the socket, in a folder that only its user can enter
 * @throws UsageError, EnvironmentError where it cannot be served
 */
export async function openServiceSocket(charger: Charger, path: string): Promise<Server> {
  await refuseSecond(path);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(charger, socket);
  });
  try {
    rmSync(path, { force: true });
    await listen(server, path);
    chmodSync(path, 0o600);
  } catch (error) {
    // A server that is left open keeps the process from its end.
    server.close();
    const { code } = error as NodeJS.ErrnoException;
    throw new EnvironmentError(
      `${path}: the service socket cannot be opened (${code}); remove what stands there, or name another "folder"`,
    );
  }
  server.on('close', () => rmSync(path, { force: true }));
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  return server;
}
