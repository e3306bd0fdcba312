/**
 * Run units: runs the units of this shard, several in parallel, and stores each result when it is complete.
 *
 * An interrupt abandons the units in progress, and leaves a result that is marked as partial.
 */

import { type Campaign, resumeFrom, type ShardResult, writeResult } from './results.ts';
import { partOf, type Shard } from './shard.ts';

export interface CampaignTask<Unit> {
  readonly campaign: Campaign;
  readonly build: string;
  /** Hash of the sources that it depends on, if they are fewer than the build's. */
  readonly sources?: string;
  readonly task: string;
  /** What does the whole task, as it is typed, without `npx holdfast`. */
  readonly command?: string;
  readonly shard: Shard;
  readonly folder: string;
  readonly mayResume: boolean;
  /** Names of all units of the campaign, in order. */
  readonly names: readonly string[];
  /** Number of units that run in parallel. */
  readonly lanes?: number;
  readonly doUnit: (name: string, at: number, count: number) => Promise<Unit>;
  /** Whether no other unit is started after this one. */
  readonly endsAfter: (unit: Unit) => boolean;
}

/** Seconds between two writes of a partial result. */
const WRITE_EVERY_S = 10;

/** Settles at an interrupt; `close` removes the signal handlers. */
export function listenForInterrupt(): { readonly interrupted: Promise<void>; close(): void } {
  let endWait: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => {
    endWait = resolve;
  });
  process.once('SIGINT', endWait);
  process.once('SIGTERM', endWait);
  const close = (): void => {
    process.off('SIGINT', endWait);
    process.off('SIGTERM', endWait);
  };
  return { interrupted, close };
}

/**
 * @throws ResultsError where there is an older result that must not be overwritten; nothing is written then
 */
export async function runCampaign<Unit>(task: CampaignTask<Unit>): Promise<ShardResult<Unit>> {
  const startedAt = performance.now();
  const earlier = resumeFrom<Unit>(task.folder, task, task.mayResume);
  const units = { ...earlier.units };
  const mine = partOf(task.names, task.shard);
  const waiting = mine.filter((name) => !(name in units));
  let writtenAt = startedAt;

  const write = (): ShardResult<Unit> => {
    const { campaign, build, shard } = task;
    const seconds = earlier.seconds + (performance.now() - startedAt) / 1000;
    const complete = mine.every((name) => name in units);
    const result: ShardResult<Unit> = {
      format: 'holdfast-campaign-1',
      campaign,
      build,
      ...(task.sources === undefined ? {} : { sources: task.sources }),
      task: task.task,
      ...(task.command === undefined ? {} : { command: task.command }),
      shard,
      complete,
      seconds,
      units,
    };
    writeResult(task.folder, result);
    writtenAt = performance.now();
    return result;
  };

  const workLane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const unit = await task.doUnit(name, mine.indexOf(name), mine.length);
      units[name] = unit;
      if (task.endsAfter(unit)) waiting.length = 0;
      if (performance.now() - writtenAt > WRITE_EVERY_S * 1000) write();
    }
  };

  const interrupt = listenForInterrupt();
  try {
    const lanes = Array.from({ length: task.lanes ?? 1 }, workLane);
    await Promise.race([Promise.all(lanes), interrupt.interrupted]);
    waiting.length = 0;
    return write();
  } finally {
    interrupt.close();
  }
}
