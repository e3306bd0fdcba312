/**
 * Results: one JSON file per shard, and how they are joined.
 *
 * A file states its task, its build, and whether it is complete. Joining refuses results that do not belong
 * together: other builds, other campaigns, gaps, overlaps, incomplete shards.
 */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { regularFileAt } from '../../regular-file.ts';
import { type Shard, shardName } from './shard.ts';

export type Campaign = 'explore' | 'fuzz' | 'sweep' | 'mutants' | 'coverage' | 'fmea' | 'pairs';

export interface ShardResult<Unit> {
  readonly format: 'holdfast-campaign-1';
  readonly campaign: Campaign;
  /** Hash of the sources of firmware and simulator. */
  readonly build: string;
  /** Hash of those that this campaign depends on (`workHash`): it holds for every build with the same; not in every result. */
  readonly sources?: string;
  /** The task of the campaign: the same words for every shard. */
  readonly task: string;
  /** What does the whole task, as it is typed, without `npx holdfast`; not in every result. */
  readonly command?: string;
  readonly shard: Shard;
  /** False when it was interrupted: `--resume` continues from it. */
  readonly complete: boolean;
  readonly seconds: number;
  /** The completed units, by name. */
  readonly units: Readonly<Record<string, Unit>>;
}

/** Files that do not belong together, or cannot be read. */
export class ResultsError extends UsageError {}

/** What a result was made of. */
export interface Origin {
  readonly build: string;
  readonly sources?: string | undefined;
}

/** Whether two results, or a result and what is wanted, were made of the same sources. */
export function isAlike(one: Origin, other: Origin): boolean {
  if (one.build === other.build) return true;
  return one.sources !== undefined && one.sources === other.sources;
}

export function resultPath(folder: string, campaign: Campaign, shard: Shard): string {
  return join(folder, `${campaign}-${shardName(shard)}.json`);
}

/**
 * Writes to a temporary file and renames it, so that a file is complete or does not exist. A link stays a link; a device is
 * written to, and not replaced.
 */
export function writeComplete(path: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 1)}\n`;
  const older = regularFileAt(path);
  if (older === null && existsSync(path)) {
    writeFileSync(path, text);
    return;
  }
  const file = older ?? path;
  const beside = `${file}.writing`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

export function writeResult<Unit>(folder: string, result: ShardResult<Unit>): string {
  mkdirSync(folder, { recursive: true });
  const path = resultPath(folder, result.campaign, result.shard);
  writeComplete(path, result);
  return path;
}

export function readResult<Unit>(path: string): ShardResult<Unit> {
  let parsed: Partial<ShardResult<Unit>>;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    throw new ResultsError(`${path}: expected a result of a campaign; ${(error as Error).message}`);
  }
  const isResult =
    parsed.format === 'holdfast-campaign-1' &&
    typeof parsed.units === 'object' &&
    typeof parsed.build === 'string' &&
    typeof parsed.task === 'string' &&
    Number.isInteger(parsed.shard?.index) &&
    Number.isInteger(parsed.shard?.count);
  if (!isResult) {
    throw new ResultsError(`${path}: expected a result of a campaign, found something else`);
  }
  return parsed as ShardResult<Unit>;
}

/** The result of an earlier run of the same shard. */
export interface Earlier<Unit> {
  readonly units: Readonly<Record<string, Unit>>;
  readonly seconds: number;
}

/**
 * The completed units of an earlier run of the same shard; none where there was no earlier run.
 *
 * @throws ResultsError where an existing file must not be overwritten: another build or task, or no
 *   `--resume`
 */
export function resumeFrom<Unit>(
  folder: string,
  wanted: Pick<ShardResult<Unit>, 'campaign' | 'build' | 'task' | 'shard'>,
  mayResume: boolean,
): Earlier<Unit> {
  const path = resultPath(folder, wanted.campaign, wanted.shard);
  if (!existsSync(path)) return { units: {}, seconds: 0 };
  const found = readResult<Unit>(path);
  if (!isAlike(found, wanted)) {
    throw new ResultsError(
      `${path} is of build ${found.build}, this is ${wanted.build}; choose another --out folder`,
    );
  }
  if (found.task !== wanted.task) {
    throw new ResultsError(
      `${path} is of another task (${found.task}); choose another --out folder`,
    );
  }
  if (!mayResume) {
    throw new ResultsError(
      `${path} exists already; --resume continues from it, or choose another --out`,
    );
  }
  return { units: found.units, seconds: found.seconds };
}

/** Every result of one campaign in a folder. */
export function findResults<Unit>(folder: string, campaign: Campaign): ShardResult<Unit>[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new ResultsError(`${folder}: no such folder`);
  }
  return names
    .filter((name) => name.startsWith(`${campaign}-`) && name.endsWith('.json'))
    .sort()
    .map((name) => readResult<Unit>(join(folder, name)));
}

/** Joins the shards of one campaign. */
export function mergeResults<Unit>(results: readonly ShardResult<Unit>[]): ShardResult<Unit> {
  const first = results[0];
  if (first === undefined) throw new ResultsError('nothing to merge');
  const count = first.shard.count;
  const units: Record<string, Unit> = {};
  const seen = new Set<number>();
  for (const result of results) {
    const name = `shard ${shardName(result.shard)}`;
    if (!isAlike(result, first)) {
      throw new ResultsError(`${name} is of build ${result.build}, the first of ${first.build}`);
    }
    if (result.task !== first.task) {
      throw new ResultsError(`${name} did another task: ${result.task}, the first ${first.task}`);
    }
    if (result.shard.count !== count) {
      throw new ResultsError(`${name} is one of ${result.shard.count}, the first one of ${count}`);
    }
    if (seen.has(result.shard.index)) throw new ResultsError(`${name} is there twice`);
    if (!result.complete) throw new ResultsError(`${name} is partial; --resume continues from it`);
    seen.add(result.shard.index);
    for (const [unit, value] of Object.entries(result.units)) {
      if (unit in units) throw new ResultsError(`${unit} was done by more than one shard`);
      units[unit] = value;
    }
  }
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !seen.has(i));
  if (missing.length > 0) {
    throw new ResultsError(`shards are missing: ${missing.map((i) => `${i}/${count}`).join(', ')}`);
  }
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return { ...first, shard: { index: 0, count: 1 }, seconds, units };
}
