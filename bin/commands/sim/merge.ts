/**
 * `holdfast merge`: joins the results of all shards, or states why it cannot.
 */

import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
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
import type { FileCoverage } from '../../../sim/verify/coverage/coverage.ts';
import {
  compareExceptions,
  EXCEPTIONS,
  readExceptions,
} from '../../../sim/verify/coverage/exceptions.ts';
import { complaintsOf, type FmeaUnit, type PairUnit } from '../../../sim/verify/fmea/fmea-units.ts';
import { explanationsOf } from '../../../sim/verify/fmea/pair-harms.ts';
import type { FuzzUnit } from '../../../sim/verify/fuzz/fuzz.ts';
import type { FileScore } from '../../../sim/verify/mutants/score.ts';
import { readSurvivors } from '../../../sim/verify/mutants/survivors.ts';
import type { Exploration } from '../../../sim/verify/search/explore.ts';
import type { SweepUnit } from '../../../sim/verify/sweep/sweep.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { summarizeFuzz } from './fuzz.ts';
import { reachesBar, SURVIVORS, tellQuarrel, tellScores } from './mutant-scores.ts';
import { outputsIn } from './outputs.ts';
import { summarizeSweep } from './sweep.ts';

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
  readonly coverage: ShardResult<FileCoverage> | null;
  readonly fmea: ShardResult<FmeaUnit> | null;
  readonly pairs: ShardResult<PairUnit> | null;
}

/** What there is of them, in the order in which it is told. */
function resultsOf(merged: Merged): ShardResult<unknown>[] {
  const { explore, fuzz, sweep, mutants, coverage, fmea, pairs } = merged;
  return [explore, fuzz, sweep, mutants, coverage, fmea, pairs].filter((one) => one !== null);
}

/** One campaign of a folder, its shards joined; null where there is none. */
export function readCampaign<Unit>(folder: string, campaign: Campaign): ShardResult<Unit> | null {
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
  const read = {
    explore: readCampaign<Exploration>(folder, 'explore'),
    fuzz: readCampaign<FuzzUnit>(folder, 'fuzz'),
    sweep: readCampaign<SweepUnit>(folder, 'sweep'),
    mutants: readCampaign<FileScore>(folder, 'mutants'),
    coverage: readCampaign<FileCoverage>(folder, 'coverage'),
    fmea: readCampaign<FmeaUnit>(folder, 'fmea'),
    pairs: readCampaign<PairUnit>(folder, 'pairs'),
  };
  const found = resultsOf({ build: '', ...read });
  const first = found[0];
  if (first === undefined) {
    throw new ResultsError(`${folder}: no result of a campaign is there`);
  }
  const other = found.find((result) => result.build !== first.build);
  if (other !== undefined) {
    throw new ResultsError(
      `${folder}: ${other.campaign} is of build ${other.build}, ${first.campaign} of ${first.build}`,
    );
  }
  return { build: first.build, ...read };
}

/** How many failures the campaigns found; mutants and MC/DC, which judge the tests, have verdicts of their own. */
export function failuresOf(merged: Merged): number {
  const broken = Object.values(merged.explore?.units ?? {}).filter(
    (unit) => unit.counterexample !== null,
  );
  const fuzzed = Object.values(merged.fuzz?.units ?? {}).flatMap((unit) => unit.findings);
  const swept = Object.values(merged.sweep?.units ?? {}).filter((unit) => unit.failed > 0);
  const unexpected = complaintsOf(merged.fmea?.units ?? {});
  const { unexplained } = explanationsOf(merged.pairs?.units ?? {});
  const found = [broken, fuzzed, swept, unexpected, unexplained];
  return found.reduce((sum, { length }) => sum + length, 0);
}

/** The conditions that no test decides, and are not listed. */
function judgeCoverage(root: string, { units }: ShardResult<FileCoverage>, print: Print): boolean {
  const exceptions = readExceptions(fileURLToPath(new URL(EXCEPTIONS, root)));
  const gaps = Object.values(units).flatMap((file) => file.gaps);
  const { unlisted, covered } = compareExceptions(exceptions, gaps);
  const sum = (of: (file: FileCoverage) => number): number =>
    Object.values(units).reduce((total, file) => total + of(file), 0);
  print(
    `coverage: ${sum((file) => file.covered)} of ${sum((file) => file.conditions)} conditions; ` +
      `${unlisted.length + covered.length} not as listed`,
  );
  return unlisted.length + covered.length === 0;
}

function tellFmea({ fmea, pairs }: Merged, print: Print): void {
  if (fmea !== null) {
    const complaints = complaintsOf(fmea.units);
    for (const complaint of complaints) print(`${paint.red('FAIL')} ${complaint}`);
    print(`fmea: ${Object.keys(fmea.units).length} modes, ${complaints.length} not as expected`);
  }
  if (pairs === null) return;
  const { unexplained } = explanationsOf(pairs.units);
  for (const harm of unexplained) print(`${paint.red('FAIL')} ${harm}`);
  const runs = Object.values(pairs.units).reduce((sum, unit) => sum + unit.runs, 0);
  print(`pairs: ${runs.toLocaleString('en')} runs, ${unexplained.length} not explained`);
}

/** What `evidence` reads beside the campaigns: what commands have printed over this build. */
function copyOutputs(folder: string, out: string, build: string, print: Print): void {
  for (const path of outputsIn(folder, build)) {
    copyFileSync(path, join(out, basename(path)));
    print(`copied: ${join(out, basename(path))}`);
  }
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
  const { explore, fuzz, sweep, mutants, coverage } = merged;
  const results = resultsOf(merged);
  for (const { campaign, shard } of results) {
    const path = resultPath(out, campaign, shard);
    if (existsSync(path)) {
      throw new ResultsError(`${path} is there already; choose another --out, or remove it`);
    }
  }
  for (const result of results) print(`joined: ${writeResult<unknown>(out, result)}`);
  copyOutputs(folder, out, merged.build, print);
  if (explore !== null) {
    const units = Object.values(explore.units);
    const states = units.reduce((sum, unit) => sum + unit.states, 0);
    print(`explore: ${units.length} searches, ${states.toLocaleString('en')} states`);
  }
  if (fuzz !== null) summarizeFuzz(Object.values(fuzz.units), fuzz.seconds, print);
  if (sweep !== null) summarizeSweep(Object.values(sweep.units), sweep.seconds, print);
  tellFmea(merged, print);
  const isHunted = mutants === null || judgeMutants(root, mutants, print);
  const isCovered = coverage === null || judgeCoverage(root, coverage, print);
  const failures = failuresOf(merged);
  if (failures === 0 && isHunted && isCovered) {
    print(paint.green(`build ${merged.build}: nothing failed`));
    return 0;
  }
  const named = `${failures} failures; the shards' own output names them`;
  const lacks = isHunted ? 'conditions are not as listed' : 'mutants survive that should not';
  const what = failures > 0 ? named : lacks;
  print(paint.red(`build ${merged.build}: ${what}`));
  return 1;
}
