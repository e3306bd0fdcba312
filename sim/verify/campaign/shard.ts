/**
 * Shard: the part of a campaign that this process runs.
 *
 * `--shard i/n` selects it, counted from 0; without it, the index variables of common array jobs do:
 * Kubernetes indexed Jobs, Slurm arrays, and the usual CI matrices.
 */

import { UsageError } from '../../errors.ts';

export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const WHOLE: Shard = { index: 0, count: 1 };

/** An invalid shard. */
export class ShardError extends UsageError {}

/** The number of parts, where a job array does not give it. */
const COUNT = 'HOLDFAST_SHARDS';

/** Pairs of variables: the index, the number of parts, and the first value of the index. */
const arrays: readonly { index: string; count: string; from: number; who: string }[] = [
  { index: 'HOLDFAST_SHARD', count: COUNT, from: 0, who: 'HOLDFAST_SHARD' },
  { index: 'JOB_COMPLETION_INDEX', count: 'JOB_COMPLETIONS', from: 0, who: 'Kubernetes Job' },
  { index: 'SLURM_ARRAY_TASK_ID', count: 'SLURM_ARRAY_TASK_COUNT', from: 0, who: 'Slurm array' },
  { index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', from: 1, who: 'GitLab parallel' },
  { index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', from: 0, who: 'CircleCI' },
  {
    index: 'BUILDKITE_PARALLEL_JOB',
    count: 'BUILDKITE_PARALLEL_JOB_COUNT',
    from: 0,
    who: 'Buildkite',
  },
  {
    index: 'SYSTEM_JOBPOSITIONINPHASE',
    count: 'SYSTEM_TOTALJOBSINPHASE',
    from: 1,
    who: 'Azure Pipelines',
  },
  { index: 'SEMAPHORE_JOB_INDEX', count: 'SEMAPHORE_JOB_COUNT', from: 1, who: 'Semaphore' },
  { index: 'CLOUD_RUN_TASK_INDEX', count: 'CLOUD_RUN_TASK_COUNT', from: 0, who: 'Cloud Run job' },
  { index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: COUNT, from: 0, who: 'AWS Batch array' },
];

function check(index: number, count: number, said: string): Shard {
  const isWhole = Number.isInteger(index) && Number.isInteger(count);
  if (!isWhole || count < 1 || index < 0 || index >= count) {
    throw new ShardError(
      `${said}: expected i/n with 0 ≤ i < n, as in --shard 0/4; found ${index}/${count}`,
    );
  }
  return { index, count };
}

/** Reads `i/n`. */
export function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match === null) {
    throw new ShardError(`--shard ${text}: expected i/n with 0 ≤ i < n, as in --shard 0/4`);
  }
  return check(Number(match[1]), Number(match[2]), `--shard ${text}`);
}

/** A variable that is set to an empty text counts as not set. */
function setIn(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** The index from 0. A Slurm array may start anywhere and have any step: its own variables give both. */
function indexOf(index: string, value: string, from: number, env: NodeJS.ProcessEnv): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (index !== 'SLURM_ARRAY_TASK_ID') return number - from;
  const first = Number(setIn(env, 'SLURM_ARRAY_TASK_MIN') ?? 0);
  return (number - first) / Number(setIn(env, 'SLURM_ARRAY_TASK_STEP') ?? 1);
}

/**
 * The shard of the option, or of the job array, or the whole.
 *
 * @throws ShardError where it is invalid, or where an index comes without a number of parts
 */
export function findShard(asked: string | undefined, env: NodeJS.ProcessEnv): Shard {
  if (asked !== undefined) return parseShard(asked);
  for (const { index, count, from, who } of arrays) {
    const i = setIn(env, index);
    if (i === undefined) continue;
    const n = setIn(env, count) ?? setIn(env, COUNT);
    if (n === undefined) {
      const names = count === COUNT ? COUNT : `neither ${count} nor ${COUNT}`;
      const missing = count === COUNT ? `${names} is not` : `${names} is`;
      throw new ShardError(`${who}: ${index} is set and ${missing}; say --shard i/n`);
    }
    const said = `${who} (${index}=${i}, ${count}=${n})`;
    return check(indexOf(index, i, from, env), /^\d+$/.test(n) ? Number(n) : Number.NaN, said);
  }
  return WHOLE;
}

/** Every n-th of a list, from the shard's own index on. */
export function partOf<T>(list: readonly T[], shard: Shard): T[] {
  return list.filter((_, i) => i % shard.count === shard.index);
}

export function shardName(shard: Shard): string {
  return `${shard.index}-of-${shard.count}`;
}

/** Prints which part this is, where it is not the whole: it may have come from the environment. */
export function tellShard(shard: Shard, print: (line: string) => void): void {
  if (shard.count > 1) print(`shard ${shard.index}/${shard.count}`);
}
