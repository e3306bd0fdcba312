/**
 * Campaign worker: one thread of a campaign. It runs one job at a time.
 */

import { parentPort } from 'node:worker_threads';
import { readScenarios } from '../../scenario/library.ts';
import type { Scenario } from '../../scenario/statement.ts';
import type { ModeName } from '../fmea/failures.ts';
import { playMode, playPairs } from '../fmea/fmea-units.ts';
import { fuzzRange, type SeedRange } from '../fuzz/fuzz.ts';
import { sweepScenario } from '../sweep/sweep.ts';

export interface FuzzJob {
  readonly kind: 'fuzz';
  readonly range: SeedRange;
  readonly everyTick: boolean;
}

export interface SweepJob {
  readonly kind: 'sweep';
  readonly file: string;
  readonly variant: string;
  /** Only every n-th instant. */
  readonly every: number;
}

export interface FmeaJob {
  readonly kind: 'fmea';
  readonly mode: ModeName;
  /** With every other failure, one second later; else alone. */
  readonly isPairs: boolean;
}

type Job = FuzzJob | SweepJob | FmeaJob;

/** The answer to a job that could not be done. */
export interface Refusal {
  readonly refused: string;
}

async function work(job: Job): Promise<unknown> {
  if (job.kind === 'fmea') return job.isPairs ? playPairs(job.mode) : playMode(job.mode);
  if (job.kind === 'fuzz') return fuzzRange(job.range, { everyTick: job.everyTick });
  const scenario = readScenarios(job.file).find((one) => one.variant === job.variant);
  return sweepScenario(scenario as Scenario, { every: job.every });
}

parentPort?.on('message', async (job: Job) => {
  try {
    parentPort?.postMessage(await work(job));
  } catch (error) {
    const refusal: Refusal = { refused: (error as Error).message };
    parentPort?.postMessage(refusal);
  }
});
