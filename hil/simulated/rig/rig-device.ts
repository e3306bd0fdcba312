/**
 * A rig as a separate process: the board's console and the jig's line, each behind a Unix socket, for
 * connection to a pseudo-terminal. It runs in real time.
 *
 * Arguments: the two sockets, then `lock` where a real lock is fitted, `swapped` where its motor's wires are,
 * and `given …` lines of a scenario for the plant. With `gpio name=offset,…` the second socket is that of a small
 * computer's pins, and no jig's board is there.
 */

import { createServer, type Socket } from 'node:net';
import { Mistakes } from '../../../sim/scenario/mistakes.ts';
import {
  type PreconditionLine,
  setupOf,
  splitPreconditions,
} from '../../../sim/scenario/precondition-lines.ts';
import { splitLines } from '../../../sim/scenario/source.ts';
import { SimGpio } from './simulated-gpio.ts';
import { SimRig } from './simulated-rig.ts';

const SERVE_MS = 1;
/** If this process did not run for this long, the host's changes came too late for the plant. */
const AWAY_MS = 100;
/** The process that started this one was killed and could not end it. */
const ALONE_MS = 600000;

const [boardPath = '', jigPath = '', ...words] = process.argv.slice(2);
const preconditions = words.filter((word) => word.startsWith('given ')).join('\n');
const mistakes = new Mistakes();
const [statements] = splitPreconditions('arguments', splitLines(preconditions), mistakes);
mistakes.tell();
const setup = setupOf(statements as unknown as PreconditionLine[]);

let heardAtMs = performance.now();

/** Accepts one connection at a time; output without a connection is lost, as on a wire. */
function listen(path: string, onText: (text: string) => void): () => Socket | null {
  let caller: Socket | null = null;
  createServer((socket) => {
    caller = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      heardAtMs = performance.now();
      onText(String(text));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (caller === socket) caller = null;
    });
  }).listen(path);
  return () => caller;
}

const board = listen(boardPath, (text) => rig.typeToBoard(text));
const pins = words.find((word) => word.startsWith('gpio '))?.slice('gpio '.length);
const jig = pins === undefined ? listen(jigPath, (text) => rig.jig.receive(text)) : () => null;
const rig = new SimRig(setup, words.includes('lock'), {
  fromBoard: (text) => board()?.write(text, 'latin1'),
  fromJig: (text) => jig()?.write(text, 'latin1'),
  jigWaiting: () => jig()?.writableLength ?? 0,
});

/** The world's time, by the monotonic clock that all processes of this computer share. */
const sharedMs = Number(process.hrtime.bigint()) / 1e6 - rig.world.clock.nowUs / 1000;
const gpio =
  pins === undefined
    ? null
    : new SimGpio(
        rig.relays,
        new Map(
          pins.split(',').map((pair) => [Number(pair.split('=')[1]), pair.split('=')[0] ?? '']),
        ),
        () => (sharedMs + rig.world.clock.nowUs / 1000) / 1000,
      );
gpio?.listen(jigPath);

rig.world.plant.pin.swapped = words.includes('swapped');

let passedAtMs = performance.now();
setInterval(() => {
  const nowMs = performance.now();
  const passedMs = Math.floor(nowMs - passedAtMs);
  passedAtMs += passedMs;
  if (passedMs > AWAY_MS) rig.tellAway(passedMs);
  for (let i = 0; i < passedMs; i++) {
    rig.pass(1);
    gpio?.look();
  }
  if (nowMs - heardAtMs > ALONE_MS) process.exit(0);
}, SERVE_MS);
