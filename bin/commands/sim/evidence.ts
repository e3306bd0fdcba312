/**
 * `holdfast evidence`: one page with everything that was run over this build; it runs what is missing, where asked.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../../package.json';
import { buildHash, workHash } from '../../../sim/verify/campaign/build-hash.ts';
import {
  type Campaign,
  findResults,
  isAlike,
  mergeResults,
  ResultsError,
} from '../../../sim/verify/campaign/results.ts';
import {
  type Evidence,
  isMissing,
  outputCommands,
  type Result,
} from '../../../sim/verify/evidence/evidence.ts';
import { writeEvidencePage } from '../../../sim/verify/evidence/evidence-page.ts';
import { partRows } from '../../../sim/verify/evidence/part-rows.ts';
import { readSurvivors } from '../../../sim/verify/mutants/survivors.ts';
import type { Exploration } from '../../../sim/verify/search/explore.ts';
import { traceAll } from '../../../sim/verify/traceability/traces.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { runMissing } from './evidence-run.ts';
import { tellMachine } from './machine.ts';
import { SURVIVORS } from './mutant-scores.ts';
import { readOutput } from './outputs.ts';
import { publishEvidence } from './publish-evidence.ts';
import { mostSearches } from './publish-search.ts';
import { findEnds } from './requirements.ts';

export interface EvidenceOptions {
  readonly from: string;
  readonly run?: boolean;
  readonly short?: boolean;
  readonly write?: boolean;
  readonly threads: string;
  readonly shard?: string;
  readonly resume?: boolean;
}

export const NOT_RUN = 'not run for this build';

/** What a folder has of a campaign over this build, or over the same sources. */
export function readCampaign<Unit>(
  folder: string,
  campaign: Campaign,
  build: string,
  sources?: string,
): Result<Unit> {
  let found: ReturnType<typeof findResults<Unit>>;
  try {
    found = findResults<Unit>(folder, campaign);
  } catch (error) {
    if (error instanceof ResultsError) return { missing: NOT_RUN };
    throw error;
  }
  const own = found.filter((result) => isAlike(result, { build, sources }));
  if (own.length === 0) return { missing: NOT_RUN };
  try {
    return mergeResults(own);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    return { missing: `partial: nothing is claimed (${error.message})` };
  }
}

/**
 * @param root address of the project's folder
 * @param sources what `workHash` says of it
 */
export function readEvidence(root: string, folder: string, sources = workHash(root)): Evidence {
  const path = fileURLToPath(root);
  const build = buildHash(root);
  const read = <Unit>(campaign: Campaign): Result<Unit> =>
    readCampaign(folder, campaign, build, sources);
  return {
    build,
    version,
    machine: tellMachine(),
    explore: mostSearches(root, read<Exploration>('explore'), build),
    fuzz: read('fuzz'),
    sweep: read('sweep'),
    mutants: read('mutants'),
    coverage: read('coverage'),
    fmea: read('fmea'),
    pairs: read('pairs'),
    outputs: outputCommands.map(
      (command) => readOutput(folder, command, build) ?? { command, missing: NOT_RUN },
    ),
    traces: traceAll(findEnds(path)),
    survivors: readSurvivors(join(path, SURVIVORS)),
  };
}

/** @returns 0 where all that was run is as expected; what was not run is said, and fails nothing */
export async function evidence(
  root: string,
  options: EvidenceOptions,
  print: Print,
): Promise<number> {
  const folder = options.from;
  if (options.run === true) {
    const code = await runMissing(root, { ...options, out: folder }, print);
    if (code === INTERRUPTED) return code;
  }
  const sources = workHash(root);
  const found = readEvidence(root, folder, sources);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `evidence-${found.build}.html`);
  writeFileSync(path, writeEvidencePage(found));
  const rows = partRows(found);
  for (const { name, done, found: told } of rows) {
    print(`${name.padEnd(30)} ${[done, told].filter((text) => text !== '').join('; ')}`);
  }
  print(`${path} is written, for build ${found.build}`);
  if (options.write === true) publishEvidence(root, found, sources, print);
  const isComplete = !Object.values(found).some((one) => {
    return typeof one === 'object' && !Array.isArray(one) && isMissing(one);
  });
  if (!isComplete) print('what was not run is named: nothing is claimed of it');
  return rows.some(({ isGood }) => isGood === false) ? 1 : 0;
}
