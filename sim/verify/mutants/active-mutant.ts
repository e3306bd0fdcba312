/**
 * Active mutant: the one that is switched on in this thread. Every instrumented source imports it.
 */

import { workerData } from 'node:worker_threads';
import type { MutantTask } from './task.ts';

const task = workerData as MutantTask;

/** Number of the active mutant; 0 is the original. A mutant of what runs at load is there from the start. */
export let active = task.activeAtLoad;

/** Which mutants have made a difference where they stand: written by the surveying instrumentation only. */
export const reached = new Uint8Array(task.mutants + 1);

export function activate(mutant: number): void {
  active = mutant;
}
