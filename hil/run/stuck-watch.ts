/**
 * Stuck watch: ends this process when its main thread does not run any more. Signals are handled by that thread,
 * so nothing else would end it but SIGKILL. The board stops by itself 1.5 s after the last message.
 *
 * A thread that loops can still be interrupted by a debugger. The watch is one: it calls `giveUp` in the midst of
 * the loop, which writes the reports and ends the process. Where that does not help either, SIGKILL does.
 */

import { Worker } from 'node:worker_threads';

const BEAT_MS = 200;
/** A thread that has been interrupted has written its reports within this time. */
const KILL_MS = 5000;

/** Where the debugger finds what it calls. */
const PLACE = 'holdfast.giveUp';

/** The other thread counts its own seconds: a computer that was asleep is not taken for a stuck program. */
const program = `
const { Session } = require('node:inspector');
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const beats = new Int32Array(workerData.beats);
let seen = -1;
let still = 0;
const timer = setInterval(() => {
  const now = Atomics.load(beats, 0);
  still = now === seen ? still + 1 : 0;
  seen = now;
  if (still < workerData.mostSeconds) return;
  clearInterval(timer);
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: workerData.call });
  setTimeout(() => {
    writeSync(2, workerData.why + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }, workerData.killMs);
}, 1000);
`;

/**
 * @param giveUp writes what is to be written and ends the process, all of it at once; told why
 * @param mostSeconds how long the main thread may be busy with one thing
 * @returns a function that ends the watch
 */
export function watchStuck(giveUp: (why: string) => unknown, mostSeconds = 60): () => void {
  const beats = new SharedArrayBuffer(4);
  const count = new Int32Array(beats);
  const why = `this program has hung for ${mostSeconds} s and was ended; report it, with serial.log`;
  const place = Symbol.for(PLACE);
  Reflect.set(globalThis, place, () => giveUp(why));
  const call = `globalThis[Symbol.for('${PLACE}')]()`;
  const workerData = { beats, mostSeconds, why, call, killMs: KILL_MS };
  const worker = new Worker(program, { eval: true, workerData });
  worker.unref();
  const timer = setInterval(() => Atomics.add(count, 0, 1), BEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    Reflect.deleteProperty(globalThis, place);
    void worker.terminate();
  };
}
