/**
 * Stuck watch: ends this process when its main thread does not run any more. Signals are handled by that thread,
 * so nothing else would end it but SIGKILL. The board stops by itself 1.5 s after the last message.
 */

import { Worker } from 'node:worker_threads';

const BEAT_MS = 200;

/** The other thread counts its own seconds: a computer that was asleep is not taken for a stuck program. */
const program = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const beats = new Int32Array(workerData.beats);
let seen = -1;
let still = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  still = now === seen ? still + 1 : 0;
  seen = now;
  if (still < workerData.mostSeconds) return;
  writeSync(2, workerData.why);
  process.kill(process.pid, 'SIGKILL');
}, 1000);
`;

/**
 * @param mostSeconds how long the main thread may be busy with one thing
 * @returns a function that ends the watch
 */
export function watchStuck(mostSeconds = 60): () => void {
  const beats = new SharedArrayBuffer(4);
  const count = new Int32Array(beats);
  const why = `this program has hung for ${mostSeconds} s and was ended; report it, with serial.log\n`;
  const worker = new Worker(program, { eval: true, workerData: { beats, mostSeconds, why } });
  worker.unref();
  const timer = setInterval(() => Atomics.add(count, 0, 1), BEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    void worker.terminate();
  };
}
