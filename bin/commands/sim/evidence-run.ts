/**
 * Evidence run: every command of the evidence that has no complete result over this build, one after another.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildHash, workHash } from '../../../sim/verify/campaign/build-hash.ts';
import {
  type Campaign,
  isAlike,
  readResult,
  resultPath,
} from '../../../sim/verify/campaign/results.ts';
import { findShard, type Shard, WHOLE } from '../../../sim/verify/campaign/shard.ts';
import { outputCommands } from '../../../sim/verify/evidence/evidence.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { folderIn } from '../../options.ts';
import { sizesOf } from './campaign.ts';
import { runCoverage } from './coverage.ts';
import { explore } from './explore.ts';
import { fmea } from './fmea.ts';
import { fuzz, fuzzCommand } from './fuzz.ts';
import { runMutants } from './mutants.ts';
import { keepOutput, readOutput } from './outputs.ts';
import { sweep, sweepCommand } from './sweep.ts';

export interface RunOptions {
  readonly out: string;
  /** A sample of what takes long. */
  readonly short?: boolean;
  readonly threads: string;
  readonly shard?: string;
  readonly resume?: boolean;
}

/**
 * Whether this part of a campaign is there, whole, and of this build or of the same sources.
 * @param commands any of them is enough; a result that does not tell its command is taken as it is
 */
export function isDone(
  folder: string,
  campaign: Campaign,
  shard: Shard,
  build: string,
  commands: readonly string[] = [],
  sources?: string,
): boolean {
  const path = resultPath(folder, campaign, shard);
  if (!existsSync(path)) return false;
  const found = readResult(path);
  const isEnough =
    found.command === undefined || commands.length === 0 || commands.includes(found.command);
  return isAlike(found, { build, sources }) && found.complete && isEnough;
}

/** What the two campaigns of which there is a sample are as commands: of this run, and whole. */
export function commandsFor(campaign: Campaign, isShort: boolean): readonly string[] {
  const sizes = [sizesOf(isShort), sizesOf(false)];
  if (campaign === 'fuzz') return sizes.map(({ seeds }) => fuzzCommand(seeds));
  if (campaign !== 'sweep') return [];
  return sizes.map(({ every }) => sweepCommand(Number(every)));
}

type Step = readonly [Campaign, (shard: string) => Promise<number>];

/** The campaigns, the quickest first. */
function stepsOf(root: string, options: RunOptions, print: Print): Step[] {
  const { threads, out } = options;
  const common = { threads, out, resume: options.resume === true };
  const { seeds, every, searches, states } = sizesOf(options.short === true);
  const scenarios = [folderIn(root, 'test/scenarios')];
  const pairsStep: Step = [
    'pairs',
    (shard) => fmea(root, { ...common, shard, pairs: true }, print),
  ];
  return [
    ['fmea', (shard) => fmea(root, { ...common, shard }, print)],
    ['fuzz', (shard) => fuzz(root, { ...common, shard, seeds, from: '1' }, print)],
    ['sweep', (shard) => sweep(root, scenarios, { ...common, shard, every }, print)],
    ['mutants', (shard) => runMutants(root, { threads, out, shard }, print)],
    ['explore', (shard) => explore(root, { ...common, ...searches, shard, states }, print)],
    ...(options.short === true ? [] : [pairsStep]),
  ];
}

/** Engines, chips and benches are not divided: the first machine runs them. */
async function runOutputs(
  root: string,
  folder: string,
  build: string,
  print: Print,
): Promise<void> {
  for (const command of outputCommands) {
    if (readOutput(folder, command, build) !== null) continue;
    print(`holdfast ${command}`);
    await keepOutput(fileURLToPath(root), folder, command, build);
  }
}

/** @returns the gravest exit code; an interrupt ends it */
export async function runMissing(root: string, options: RunOptions, print: Print): Promise<number> {
  const shard = findShard(options.shard, process.env);
  const build = buildHash(root);
  const sources = workHash(root);
  const part = `${shard.index}/${shard.count}`;
  let worst = 0;
  for (const [campaign, run] of stepsOf(root, options, print)) {
    const commands = commandsFor(campaign, options.short === true);
    if (isDone(options.out, campaign, shard, build, commands, sources)) continue;
    print(`holdfast ${campaign}`);
    const code = await run(part);
    if (code === INTERRUPTED) return code;
    worst = Math.max(worst, code);
  }
  if (shard.index > 0) return worst;
  if (!isDone(options.out, 'coverage', WHOLE, build)) {
    worst = Math.max(worst, await runCoverage(root, { out: options.out }, print));
  }
  await runOutputs(root, options.out, build, print);
  return worst;
}
