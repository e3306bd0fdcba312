/**
 * `holdfast merge`: the results of all shards as one, or a reason why not.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Campaign,
  findResults,
  mergeResults,
  ResultsError,
  resultPath,
  type ShardResult,
  writeResult,
} from '../campaign/results.ts';
import { paint } from '../colours.ts';
import type { FuzzUnit } from '../fuzz/fuzz.ts';
import type { Exploration } from '../search/explore.ts';
import type { SweepUnit } from '../sweep/sweep.ts';
import { summarizeFuzz } from './fuzz.ts';
import { summarizeSweep } from './sweep.ts';

type Print = (line: string) => void;

export interface MergeOptions {
  readonly out?: string;
}

/** What was found, whole, of every campaign in a folder. */
export interface Merged {
  readonly build: string;
  readonly explore: ShardResult<Exploration> | null;
  readonly fuzz: ShardResult<FuzzUnit> | null;
  readonly sweep: ShardResult<SweepUnit> | null;
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
 * @throws ResultsError where it does not belong together, or nothing is there
 */
export function readMerged(folder: string): Merged {
  const explore = readCampaign<Exploration>(folder, 'explore');
  const fuzz = readCampaign<FuzzUnit>(folder, 'fuzz');
  const sweep = readCampaign<SweepUnit>(folder, 'sweep');
  const found = [explore, fuzz, sweep].filter((result) => result !== null);
  const first = found[0];
  if (first === undefined) {
    throw new ResultsError(`${folder}: no result of explore, fuzz or sweep is there`);
  }
  const other = found.find((result) => result.build !== first.build);
  if (other !== undefined) {
    throw new ResultsError(
      `${folder}: ${other.campaign} is of build ${other.build}, ${first.campaign} of ${first.build}`,
    );
  }
  return { build: first.build, explore, fuzz, sweep };
}

/** How many units have found a failure. */
export function failuresOf(merged: Merged): number {
  const broken = Object.values(merged.explore?.units ?? {}).filter(
    (unit) => unit.counterexample !== null,
  );
  const fuzzed = Object.values(merged.fuzz?.units ?? {}).flatMap((unit) => unit.findings);
  const swept = Object.values(merged.sweep?.units ?? {}).filter((unit) => unit.failed > 0);
  return broken.length + fuzzed.length + swept.length;
}

export function merge(folder: string, options: MergeOptions, print: Print): number {
  const merged = readMerged(folder);
  const out = options.out ?? join(folder, 'merged');
  const results = [merged.explore, merged.fuzz, merged.sweep].filter((result) => result !== null);
  for (const { campaign, shard } of results) {
    const path = resultPath(out, campaign, shard);
    if (existsSync(path)) {
      throw new ResultsError(`${path} is there already; choose another --out, or remove it`);
    }
  }
  for (const result of results) print(`joined: ${writeResult<unknown>(out, result)}`);
  const { explore, fuzz, sweep } = merged;
  if (explore !== null) {
    const units = Object.values(explore.units);
    const states = units.reduce((sum, unit) => sum + unit.states, 0);
    print(`explore: ${units.length} searches, ${states.toLocaleString('en')} states`);
  }
  if (fuzz !== null) summarizeFuzz(Object.values(fuzz.units), fuzz.seconds, print);
  if (sweep !== null) summarizeSweep(Object.values(sweep.units), sweep.seconds, print);
  const failures = failuresOf(merged);
  if (failures === 0) {
    print(paint.green(`build ${merged.build}: nothing failed`));
    return 0;
  }
  print(
    paint.red(`build ${merged.build}: ${failures} failures; the shards' own output names them`),
  );
  return 1;
}
