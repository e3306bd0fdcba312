/**
 * Threads: one search, its levels expanded by several workers over one shared store.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Met, Unit, Violation } from './expand.ts';
import {
  conclude,
  type Exploration,
  mergeMet,
  type Progress,
  prepareMemory,
  walkLevels,
} from './explore.ts';
import type { ProgressResult } from './progress.ts';
import type { LevelResult, LevelTask, WorkerTask } from './search-worker.ts';
import { Store, StoreFull } from './store.ts';

const PROGRESS_MS = 500;
const nothingMet: Met = { phases: 0, faults: 0, laterFaults: 0, lights: 0, drives: 0 };

/** What every thread found about the release of the plug. */
function joined(results: readonly LevelResult[]): ProgressResult {
  const worstTicks = Math.max(...results.map(({ progress }) => progress.worstTicks));
  const stuck = results.find(({ progress }) => progress.stuck !== null)?.progress.stuck ?? null;
  return { worstTicks, stuck };
}

/**
 * @param script address of the bundled worker
 * @param capacity limit on the number of states; about 45 bytes each
 */
export async function exploreInThreads(
  unit: Unit,
  threads: number,
  capacity: number,
  script: URL,
  progress: Progress,
): Promise<Exploration> {
  const startedAt = performance.now();
  const memory = prepareMemory(unit, capacity);
  const store = new Store(memory);
  const cursor = new SharedArrayBuffer(4);
  const task: WorkerTask = { set: unit.set.name, group: unit.group.name, memory, cursor };
  const workers = Array.from({ length: threads }, () => new Worker(script, { workerData: task }));
  let results: LevelResult[] = [];
  let level = 0;
  const sum = (): number => results.reduce((total, r) => total + r.transitions, 0);
  const timer = setInterval(() => progress(store.size, level, sum()), PROGRESS_MS);

  const share = async (from: number, to: number, isProgress: boolean): Promise<void> => {
    Atomics.store(new Int32Array(cursor), 0, from);
    const answers = workers.map((worker) => once(worker, 'message'));
    const levelTask: LevelTask = { to, isProgress };
    for (const worker of workers) worker.postMessage(levelTask);
    results = (await Promise.all(answers)).map(([result]) => result as LevelResult);
  };

  const expandLevel = async (from: number, to: number): Promise<Violation | null> => {
    await share(from, to, false);
    if (results.some((result) => result.full)) throw new StoreFull(capacity);
    return results.find((result) => result.violation !== null)?.violation ?? null;
  };

  try {
    const { levels, violation } = await walkLevels(unit, store, expandLevel, (now) => {
      level = now;
    });
    if (violation === null) await share(0, store.end, true);
    const met = results.reduce((all, r) => mergeMet(all, r.met), nothingMet);
    const seconds = (performance.now() - startedAt) / 1000;
    const walked = { levels, violation, transitions: sum(), met, seconds };
    return conclude(unit, store, walked, violation === null ? joined(results) : null);
  } finally {
    clearInterval(timer);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
