/**
 * Answer limit: ends a program that keeps us waiting for its answer. Reading from the program blocks this
 * thread, so that no timer of its own can fire: a thread beside it counts, one for all programs.
 */

import { Worker } from 'node:worker_threads';

/** Places in the memory that both threads see. */
const WAITING = 0;
const PID = 1;
const LIMIT_MS = 2;
const ENDED = 3;
const PLACES = 4;

/** Looks four times within a limit whether it is still the same question that waits. */
const counting = `
const { workerData: shared } = require('node:worker_threads');
let question = 0;
let since = 0;
(function look() {
  const waiting = Atomics.load(shared, ${WAITING});
  const limitMs = Atomics.load(shared, ${LIMIT_MS});
  if (waiting === 0 || waiting !== question) since = Date.now();
  else if (Date.now() - since >= limitMs && Atomics.load(shared, ${ENDED}) !== waiting) {
    Atomics.store(shared, ${ENDED}, waiting);
    try { process.kill(Atomics.load(shared, ${PID}), 'SIGKILL'); } catch {}
  }
  question = waiting;
  setTimeout(look, limitMs / 4);
})();
`;

let shared: Int32Array | null = null;
let questions = 0;

function start(limitMs: number): Int32Array {
  const memory = new Int32Array(new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT));
  memory[LIMIT_MS] = limitMs;
  const worker = new Worker(counting, { eval: true, execArgv: [], workerData: memory });
  worker.unref();
  return memory;
}

/**
 * From now on the program is waited for.
 *
 * @param pid the process that is ended when it does not answer
 * @param limitMs how long it may take, in ms; it is ended half of that later at most
 */
export function beginWaiting(pid: number, limitMs: number): void {
  shared ??= start(limitMs);
  questions = (questions + 1) & 0x3fffffff || 1;
  Atomics.store(shared, PID, pid);
  Atomics.store(shared, LIMIT_MS, limitMs);
  Atomics.store(shared, WAITING, questions);
}

/** @returns whether the program was ended because it did not answer */
export function endWaiting(): boolean {
  if (shared === null) return false;
  Atomics.store(shared, WAITING, 0);
  return Atomics.load(shared, ENDED) === questions;
}
