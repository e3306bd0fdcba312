/**
 * Worker: one thread with one emulated chip, on which it runs one scenario after the other.
 */

import { parentPort } from 'node:worker_threads';
import { readScenarios } from '../scenario/library.ts';
import type { Scenario } from '../scenario/statement.ts';
import type { Refusal } from '../verify/campaign/campaign-worker.ts';
import { ChipCharger } from './chip-charger.ts';
import { type ChipVerdict, runOnCharger } from './chip-verdict.ts';
import { install } from './installed.ts';

export interface ChipJob {
  /** Address of the project. */
  readonly root: string;
  readonly platform: string;
  /** Its pin map; the platform's usual one where none is given. */
  readonly board: string | undefined;
  readonly file: string;
  readonly variant: string;
}

let charger: Promise<ChipCharger> | null = null;

async function work({ root, platform, board, file, variant }: ChipJob): Promise<ChipVerdict> {
  charger ??= install(root, platform, board).then((installed) => new ChipCharger(installed));
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
