/**
 * Decision record: what every condition was, each time that its decision was made. Every instrumented source
 * imports it.
 *
 * One decision may be made inside a condition of another one, so what is under way is a stack.
 */

import { workerData } from 'node:worker_threads';
import type { CoverageTask } from './coverage-task.ts';
import { MOST_CONDITIONS } from './masking.ts';

const task = workerData as CoverageTask;

/** Every vector that was seen, by decision. */
export const seen: Set<number>[] = Array.from({ length: task.decisions }, () => new Set<number>());
const last = new Int32Array(task.decisions);
const stack: number[] = [];
let depth = -1;

/** A decision begins. */
export function $b(): void {
  depth++;
  stack[depth] = 0;
}

/** A condition has this value. */
export function $c<T>(at: number, value: T): T {
  const bits = value ? (1 << at) | (1 << (at + MOST_CONDITIONS)) : 1 << at;
  stack[depth] = (stack[depth] as number) | bits;
  return value;
}

/** A decision is made. */
export function $d<T>(decision: number, value: T): T {
  const code = stack[depth] as number;
  depth--;
  // The same as the last time, nearly always.
  if (last[decision] !== code) {
    last[decision] = code;
    seen[decision]?.add(code);
  }
  return value;
}

/** What threw in the middle of a decision has left it behind. */
export function forgetUnfinished(): void {
  depth = -1;
}
