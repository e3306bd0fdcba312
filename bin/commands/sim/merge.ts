/**
 * `holdfast merge`: joins the results of all shards, or states why it cannot.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Campaign,
  findResults,
  mergeResults,
  ResultsError,
  resultPath,
  type ShardResult,
  writeResult,
} from '../../../sim/verify/campaign/results.ts';
import type { FuzzUnit } from '../../../sim/verify/fuzz/fuzz.ts';
import type { FileScore } from '../../../sim/verify/mutants/score.ts';
import { readSurvivors } from '../../../sim/verify/mutants/survivors.ts';
import type { Exploration } from '../../../sim/verify/search/explore.ts';
import type { SweepUnit } from '../../../sim/verify/sweep/sweep.ts';
import { paint } from '../../../sim/view/colours.ts';
import { summarizeFuzz } from './fuzz.ts';
import { reachesBar, SURVIVORS, tellQuarrel, tellScores } from './mutant-scores.ts';
import { summarizeSweep } from './sweep.ts';

type Print = (line: string) => void;

export interface MergeOptions {
  readonly out?: string;
}

/** All complete results of every campaign in a folder. */
export interface Merged {
  readonly build: string;
  readonly explore: ShardResult<Exploration> | null;
  readonly fuzz: ShardResult<FuzzUnit> | null;
  readonly sweep: ShardResult<SweepUnit> | null;
  readonly mutants: ShardResult<FileScore> | null;
}

/** One campaign of a folder, its shards joined; null where there is none. */
function readCampaign<Unit>(folder: string, campaign: Campaign): ShardResult<Unit> | null {
  const results = findResults<Unit>(folder, campaign);
  if (results.length === 0) return null;
  try {
    return mergeResults(results);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    throw new ResultsError(`${folder}: ${campaign}: ${error.message}`);
  }
}

/**
 * Reads and joins everything in a folder; nothing is written.
 *
 * @throws ResultsError where the results do not belong together, or there are none
 */
export function readMerged(folder: string): Merged {
  const explore = readCampaign<Exploration>(folder, 'explore');
  const fuzz = readCampaign<FuzzUnit>(folder, 'fuzz');
  const sweep = readCampaign<SweepUnit>(folder, 'sweep');
  const mutants = readCampaign<FileScore>(folder, 'mutants');
  const found = [explore, fuzz, sweep, mutants].filter((result) => result !== null);
  const first = found[0];
  if (first === undefined) {
    throw new ResultsError(`${folder}: no result of explore, fuzz, sweep or mutants is there`);
  }
  const other = found.find((result) => result.build !== first.build);
  if (other !== undefined) {
    throw new ResultsError(
      `${folder}: ${other.campaign} is of build ${other.build}, ${first.campaign} of ${first.build}`,
    );
  }
  return { build: first.build, explore, fuzz, sweep, mutants };
}

/** How many units of the campaigns found a failure; a mutation run has a separate verdict. */
export function failuresOf(merged: Merged): number {
  const broken = Object.values(merged.explore?.units ?? {}).filter(
    (unit) => unit.counterexample !== null,
  );
  const fuzzed = Object.values(merged.fuzz?.units ?? {}).flatMap((unit) => unit.findings);
  const swept = Object.values(merged.sweep?.units ?? {}).filter((unit) => unit.failed > 0);
  return broken.length + fuzzed.length + swept.length;
}

/** The verdict on a whole mutation run, as if one machine had done it. */
function judgeMutants(root: string, { units }: ShardResult<FileScore>, print: Print): boolean {
  const survivors = readSurvivors(fileURLToPath(new URL(SURVIVORS, root)));
  tellScores(units, survivors, print);
  // Each shard has already reported listed survivors that are no longer in the sources.
  const isRight = tellQuarrel(units, survivors, [], print);
  return reachesBar(units, survivors, print) && isRight;
}

/** @param root address of the project's folder */
export function merge(root: string, folder: string, options: MergeOptions, print: Print): number {
  const merged = readMerged(folder);
  const out = options.out ?? join(folder, 'merged');
  const { explore, fuzz, sweep, mutants } = merged;
  const results = [explore, fuzz, sweep, mutants].filter((result) => result !== null);
  for (const { campaign, shard } of results) {
    const path = resultPath(out, campaign, shard);
    if (existsSync(path)) {
      throw new ResultsError(`${path} is there already; choose another --out, or remove it`);
    }
  }
  for (const result of results) print(`joined: ${writeResult<unknown>(out, result)}`);
  if (explore !== null) {
    const units = Object.values(explore.units);
    const states = units.reduce((sum, unit) => sum + unit.states, 0);
    print(`explore: ${units.length} searches, ${states.toLocaleString('en')} states`);
  }
  if (fuzz !== null) summarizeFuzz(Object.values(fuzz.units), fuzz.seconds, print);
  if (sweep !== null) summarizeSweep(Object.values(sweep.units), sweep.seconds, print);
  const isHunted = mutants === null || judgeMutants(root, mutants, print);
  const failures = failuresOf(merged);
  if (failures === 0 && isHunted) {
    print(paint.green(`build ${merged.build}: nothing failed`));
    return 0;
  }
  const named = `${failures} failures; the shards' own output names them`;
  const what = failures > 0 ? named : 'mutants survive that should not';
  print(paint.red(`build ${merged.build}: ${what}`));
  return 1;
}
