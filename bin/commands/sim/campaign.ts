/**
 * `holdfast campaign`: every search, one after another, and the page with the figures.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import {
  type Findings,
  type MutantCount,
  writeCampaignPage,
} from '../../../sim/verify/campaign/campaign-page.ts';
import {
  findResults,
  mergeResults,
  ResultsError,
  type ShardResult,
} from '../../../sim/verify/campaign/results.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { folderIn, readWhole } from '../../options.ts';
import { explore } from './explore.ts';
import { fuzz } from './fuzz.ts';
import { tellMachine } from './machine.ts';
import { failuresOf, type Merged, readMerged } from './merge.ts';
import { mostSearches } from './publish-search.ts';
import { sweep } from './sweep.ts';

export interface CampaignOptions {
  /** A sample of every search, in minutes. */
  readonly short?: boolean;
  readonly threads: string;
  readonly out: string;
  readonly resume?: boolean;
  /** Only the page, from existing results. */
  readonly from?: string;
  /** Folder with the result of a mutation run. */
  readonly mutants: string;
}

/** The size of each search. */
const whole = { seeds: '20000', every: '1', searches: {} };
const short = {
  seeds: '200',
  every: '997',
  searches: { set: ['base', 'solenoid'], group: ['short'] },
};

/** Upper limit on the states of one search. */
const STATES = '60000000';

/** The size of each search, and the most states of one. */
export function sizesOf(isShort: boolean): typeof whole & {
  readonly searches: { readonly set?: string[]; readonly group?: string[] };
  readonly states: string;
} {
  return { ...(isShort ? short : whole), states: STATES };
}

/** Runs the three; the first exit code that is not 0. */
async function runAll(root: string, options: CampaignOptions, print: Print): Promise<number> {
  const { seeds, every, searches, states } = sizesOf(options.short === true);
  const { threads, out } = options;
  const common = { threads, out, shard: '0/1', resume: options.resume === true };
  const codes = [await explore(root, { ...common, ...searches, states }, print)];
  if (!codes.includes(INTERRUPTED)) {
    codes.push(await fuzz(root, { ...common, seeds, from: '1' }, print));
  }
  if (!codes.includes(INTERRUPTED)) {
    codes.push(await sweep(root, [folderIn(root, 'test/scenarios')], { ...common, every }, print));
  }
  return codes.find((code) => code !== 0) ?? 0;
}

/** The result of the mutation run, if it belongs to this build; null where there is none. */
function readMutants(folder: string, build: string, print: Print): ShardResult<MutantCount> | null {
  try {
    const results = findResults<MutantCount>(folder, 'mutants');
    if (results.length === 0) return null;
    const merged = mergeResults(results);
    if (merged.build === build) return merged;
    print(`mutants: ${folder} is of build ${merged.build}, not ${build}: left out`);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    print(`mutants: left out: ${error.message}`);
  }
  return null;
}

/** @returns 0 where nothing failed; the page is written in any case, unless it is partial */
export async function campaign(
  root: string,
  options: CampaignOptions,
  print: Print,
): Promise<number> {
  readWhole('--threads', options.threads, 1, 256);
  const code = options.from === undefined ? await runAll(root, options, print) : 0;
  if (code === INTERRUPTED) return code;
  const merged: Merged = readMerged(options.from ?? options.out);
  const build = buildHash(root);
  if (merged.build !== build) {
    throw new ResultsError(
      `the results are of build ${merged.build}, this is ${build}: run the campaign again`,
    );
  }
  const mutants = merged.mutants ?? readMutants(options.mutants, build, print);
  const findings: Findings = {
    ...merged,
    explore: mostSearches(root, merged.explore, build),
    mutants,
  };
  const page = fileURLToPath(new URL('docs/campaign.md', root));
  writeFileSync(page, writeCampaignPage(findings, tellMachine()));
  print(`docs/campaign.md is written, for build ${build}`);
  return code !== 0 || failuresOf(merged) > 0 ? 1 : 0;
}
