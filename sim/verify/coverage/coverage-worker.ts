/**
 * Coverage worker: the thread that runs every trial once, over sources that record their decisions.
 */

import { parentPort } from 'node:worker_threads';
import { createTrials } from '../mutants/trials.ts';
import type { CoverageAnswer } from './coverage-task.ts';
import { forgetUnfinished, seen } from './decision-record.ts';

async function answer(): Promise<CoverageAnswer> {
  const trials: Record<string, number> = {};
  const failures: string[] = [];
  for (const { kind, name, run } of createTrials(() => 0)) {
    trials[kind] = (trials[kind] ?? 0) + 1;
    let failure: string;
    try {
      failure = await run();
    } catch (error) {
      failure = (error as Error).message;
    }
    forgetUnfinished();
    if (failure !== '') failures.push(`${name}: ${failure.split('\n')[0]}`);
  }
  return { trials, failures, seen: seen.map((codes) => [...codes]) };
}

parentPort?.once('message', async () => parentPort?.postMessage(await answer()));
