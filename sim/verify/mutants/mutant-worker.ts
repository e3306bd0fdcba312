/**
 * Mutant worker: one thread that tries mutants, one after another.
 *
 * Its current work is in shared memory, so that the thread that waits for it can detect a mutant that never
 * ends.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { activate, active, reached } from './active-mutant.ts';
import { beginTrial } from './endless.ts';
import type { MutantTask } from './task.ts';
import type { Kind } from './trial-kinds.ts';
import { createTrials } from './trials.ts';

/** Try this mutant with these trials, in this order. */
export interface Attempt {
  readonly mutant: number;
  readonly order: readonly number[];
}

export interface Verdict {
  readonly mutant: number;
  /** The trial that killed it, or null: it survived all of them. */
  readonly killer: number | null;
  readonly message: string;
}

export type Question = Attempt | 'survey' | 'names';

/** The effects and the duration of one trial, with no mutant active. */
export interface TrialSurvey {
  readonly kind: Kind;
  readonly name: string;
  readonly ms: number;
  readonly failure: string;
  /** Nonzero where the mutant was reached. */
  readonly reached: Uint8Array;
}

export interface Survey {
  readonly trials: readonly TrialSurvey[];
  /** Mutants that were reached while the modules were loaded. */
  readonly atLoad: Uint8Array;
}

const task = workerData as MutantTask;
const running = new Int32Array(task.running);
let isSurveying = false;
// What a survey records is each trial's own, so that none may lean on another.
const trials = createTrials(() => (isSurveying ? Number.NaN : active));

async function attempt(index: number): Promise<string> {
  Atomics.store(running, 0, index);
  beginTrial();
  try {
    return (await trials[index]?.run()) ?? '';
  } catch (error) {
    return `threw: ${(error as Error).message}`;
  } finally {
    Atomics.store(running, 0, -1);
  }
}

async function tryMutant({ mutant, order }: Attempt): Promise<Verdict> {
  activate(mutant);
  for (const index of order) {
    const message = await attempt(index);
    if (message !== '') return { mutant, killer: index, message };
  }
  return { mutant, killer: null, message: '' };
}

async function survey(): Promise<Survey> {
  const atLoad = reached.slice();
  isSurveying = true;
  const surveys: TrialSurvey[] = [];
  for (const [index, { kind, name }] of trials.entries()) {
    // The search reaches everything, repeatedly.
    if (kind === 'search') {
      surveys.push({ kind, name, ms: 1000, failure: '', reached: reached.slice().fill(1) });
      continue;
    }
    reached.fill(0);
    const startedAt = performance.now();
    const failure = await attempt(index);
    const ms = performance.now() - startedAt;
    surveys.push({ kind, name, ms, failure, reached: reached.slice() });
  }
  isSurveying = false;
  return { trials: surveys, atLoad };
}

function answerTo(message: Question): Promise<Survey | Verdict> | readonly string[] {
  if (message === 'survey') return survey();
  return message === 'names' ? trials.map(({ name }) => name) : tryMutant(message);
}

parentPort?.on('message', async (message: Question) => {
  parentPort?.postMessage(await answerTo(message));
});
