/**
 * `holdfast hil run …`: the scenario files on a rig, or on several at once.
 */

import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRig } from '../../../hil/rig/read.ts';
import { type Rig, standInRig } from '../../../hil/rig/rig.ts';
import { orderScenarios } from '../../../hil/run/order.ts';
import type { Outcome } from '../../../hil/run/outcome.ts';
import type { Results } from '../../../hil/run/results.ts';
import { runOnRigs, type Share } from '../../../hil/run/several.ts';
import { UsageError } from '../../../sim/errors.ts';
import { withVariant } from '../../../sim/scenario/chosen-variant.ts';
import { keepLastFailed, onlyLastFailed } from '../../../sim/scenario/last-failed.ts';
import { findFiles, readAllScenarios } from '../../../sim/scenario/library.ts';
import { withTags } from '../../../sim/scenario/tags.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { findShard, partOf } from '../../../sim/verify/campaign/shard.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { keepInputs } from '../../inputs.ts';
import { checkFlash, withMaps } from './flash-rig.ts';
import { runOnRig } from './run-on-rig.ts';

export interface HilRunOptions {
  readonly rig?: readonly string[];
  readonly variant?: string;
  readonly pattern?: string;
  readonly repeat: string;
  readonly shuffle?: string;
  readonly stopOnFailure?: boolean;
  readonly retries: string;
  readonly out: string;
  /** Words with commas between them. */
  readonly tag?: string;
  readonly lastFailed?: boolean;
  readonly summary?: string;
  readonly flash?: boolean;
  readonly socketEmpty?: boolean;
  readonly shard?: string;
  /** The longest time of a scenario, in seconds. */
  readonly timeout?: string;
  /** How late this computer may be in live time, in ms. */
  readonly allowLate?: string;
  /** For one rig among several: its run folder, below the joined one. */
  readonly partFolder?: string;
}

function count(text: string, what: string, least = 0): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  const wanted = least === 0 ? 'a whole number' : `a whole number from ${least}`;
  throw new BenchUsageError(`${what}: expected ${wanted}, found "${text}"`);
}

/** What the options of a run say in numbers; checked before anything is written or opened. */
function numbersOf({ retries, timeout, allowLate }: HilRunOptions) {
  return {
    retries: count(retries, '--retries'),
    timeoutMs: timeout === undefined ? null : count(timeout, '--timeout', 1) * 1000,
    allowLateMs: allowLate === undefined ? 0 : count(allowLate, '--allow-late'),
  };
}

/** Options that contradict each other: exit code 2. */
export class BenchUsageError extends UsageError {}

function scenariosOf(paths: readonly string[], options: HilRunOptions, shard = options.shard) {
  const all = readAllScenarios(paths);
  const tagged = options.tag === undefined ? all : withTags(all, options.tag.split(','));
  const last =
    options.lastFailed === true ? onlyLastFailed(lastFailedIn(options.out), tagged) : tagged;
  const chosen = withVariant(last, options.variant);
  const shuffle =
    options.shuffle === undefined ? {} : { shuffle: count(options.shuffle, '--shuffle') };
  const pattern = options.pattern === undefined ? {} : { pattern: options.pattern };
  const repeat = count(options.repeat, '--repeat', 1);
  const ordered = orderScenarios(chosen, { repeat, ...shuffle, ...pattern });
  if (ordered.length === 0) throw new BenchUsageError('no scenario fits; sim list shows them');
  return partOf(ordered, findShard(shard, {}));
}

/** Where the scenarios that did not pass are kept between two runs. */
function lastFailedIn(out: string): string {
  return join(out, 'last-failed.json');
}

/** What a run leaves for the next one, and for a CI job. One rig among several leaves it to the others' run. */
function leave(folder: string, results: readonly Results[], options: HilRunOptions): void {
  if (options.partFolder !== undefined) return;
  const entries = results.flatMap((one) => one.entries);
  const isBad = ({ outcome }: { outcome: Outcome }): boolean =>
    outcome === 'failed' || outcome === 'error' || outcome === 'inconclusive';
  keepLastFailed(lastFailedIn(options.out), entries, entries.filter(isBad));
  if (options.summary === undefined) return;
  appendFileSync(options.summary, readFileSync(join(folder, 'summary.md')));
}

/** A folder of this run alone: shards that begin in one second must not write into each other's. */
function madeFolder(out: string, name: string, startedAt: string): string {
  const path = join(out, `${name}-${startedAt.slice(0, 19).replace(/[:T]/g, '-')}`);
  for (let again = 1; ; again++) {
    const own = again === 1 ? path : `${path}-${again}`;
    try {
      mkdirSync(own);
      return own;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** One rig in this process. */
async function runOnOne(
  root: string,
  rig: Rig,
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const scenarios = scenariosOf(paths, options);
  const numbers = numbersOf(options);
  if (options.flash === true) checkFlash(rig, options.socketEmpty === true);
  if (scenarios.length === 0) {
    print(`part ${options.shard}: nothing to do, there are fewer scenarios than parts`);
    return 0;
  }
  const startedAt = new Date().toISOString();
  const folder = options.partFolder ?? madeFolder(options.out, rig.name, startedAt);
  const results = await runOnRig(
    {
      root,
      rig,
      scenarios,
      startedAt,
      folder,
      isPart: options.partFolder !== undefined,
      shuffle: options.shuffle === undefined ? null : Number(options.shuffle),
      ...numbers,
      stopOnFailure: options.stopOnFailure === true,
      isFlashed: options.flash === true,
    },
    print,
  );
  leave(folder, [results], options);
  return results.entries.length === 0 ? ENVIRONMENT : results.exitCode;
}

/** Every rig has its share of this part of the scenarios; one whose share is empty is left alone. */
function sharesOf(rigs: readonly Rig[], paths: readonly string[], options: HilRunOptions): Share[] {
  const { index, count: parts } = findShard(options.shard, {});
  return rigs
    .map((rig, i) => {
      const shard = `${index * rigs.length + i}/${parts * rigs.length}`;
      return { rig, shard, scenarios: scenariosOf(paths, options, shard) };
    })
    .filter(({ scenarios }) => scenarios.length > 0);
}

async function runOnSeveral(
  root: string,
  rigs: readonly Rig[],
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const names = rigs.map((rig) => rig.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new BenchUsageError(`two of the rigs are called "${twice}"`);
  numbersOf(options);
  const shares = sharesOf(rigs, paths, options);
  for (const rig of rigs) {
    const isUsed = shares.some((share) => share.rig === rig);
    if (!isUsed) print(`${rig.name}: nothing to do, there are fewer scenarios than rigs`);
  }
  if (shares.length === 0) return 0;
  const folder = madeFolder(options.out, 'rigs', new Date().toISOString());
  const plan = { shares, paths, options, folder, build: buildHash(root) };
  const { code, results } = await runOnRigs(root, plan, print);
  leave(folder, results, options);
  return code;
}

/** @param root address of the project's folder */
export async function hilRun(
  root: string,
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const files = options.rig ?? [];
  const rigs = files.map((file) => withMaps(readRig(file)));
  keepInputs([...findFiles(paths), ...files], {
    '--summary': options.summary,
    '--out: what failed last is kept in': lastFailedIn(options.out),
  });
  mkdirSync(options.out, { recursive: true });
  if (rigs.length > 1) return runOnSeveral(root, rigs, paths, options, print);
  return runOnOne(root, rigs[0] ?? standInRig, paths, options, print);
}
