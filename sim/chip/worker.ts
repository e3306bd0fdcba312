/**
 * Worker: one thread with one emulated chip, on which it runs one scenario after the other.
 */

import { parentPort } from 'node:worker_threads';
import type { Refusal } from '../campaign/worker.ts';
import { readScenarios } from '../library.ts';
import type { Scenario } from '../scenario/statement.ts';
import { ChipCharger } from './chip-charger.ts';
import { install } from './installed.ts';
import { type Judged, runOnCharger } from './judged.ts';

export interface ChipJob {
  /** Address of the project. */
  readonly root: string;
  readonly platform: string;
  readonly file: string;
  readonly variant: string;
}

let charger: Promise<ChipCharger> | null = null;

async function work({ root, platform, file, variant }: ChipJob): Promise<Judged> {
  charger ??= install(root, platform).then((installed) => new ChipCharger(installed));
  const scenario = readScenarios(file).find((one) => one.variant === variant);
  return runOnCharger(scenario as Scenario, await charger);
}

parentPort?.on('message', async (job: ChipJob) => {
  try {
    parentPort?.postMessage(await work(job));
  } catch (error) {
    const refusal: Refusal = { refused: `${job.file}: ${(error as Error).message}` };
    parentPort?.postMessage(refusal);
  }
});
