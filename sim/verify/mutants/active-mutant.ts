/**
 * Active mutant: the number of the mutant that is switched on in this thread. Every instrumented source
 * imports it.
 */

import { workerData } from 'node:worker_threads';
import type { MutantTask } from './task.ts';

export { computed } from './computed.ts';
export { take } from './endless.ts';

const task = workerData as MutantTask;

/**
 * Number of the active mutant; 0 is the original. A mutant in code that runs at load is active from the
 * start.
 */
export let active = task.activeAtLoad;

/**
 * The mutants whose value has differed from the original's: written by the surveying instrumentation only.
 */
export const reached = new Uint8Array(task.mutants + 1);

export function activate(mutant: number): void {
  active = mutant;
}
