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
import type { LevelResult, WorkerTask } from './search-worker.ts';
import { Store, StoreFull } from './store.ts';

const PROGRESS_MS = 500;
const nothingMet: Met = { phases: 0, faults: 0, laterFaults: 0, lights: 0, drives: 0 };

/**
 * @param script address of the bundled worker
 * @param capacity limit on the number of states; about 40 bytes each
 */
export async function exploreInThreads(
  unit: Unit,
  threads: number,
  capacity: number,
  script: URL,
  progress: Progress,
): Promise<Exploration> {
  const memory = prepareMemory(unit, capacity);
  const store = new Store(memory);
  const cursor = new SharedArrayBuffer(4);
  const task: WorkerTask = { set: unit.set.name, group: unit.group.name, memory, cursor };
  const workers = Array.from({ length: threads }, () => new Worker(script, { workerData: task }));
  let results: LevelResult[] = [];
  let level = 0;
  const sum = (): number => results.reduce((total, r) => total + r.transitions, 0);
  const timer = setInterval(() => progress(store.size, level, sum()), PROGRESS_MS);

  const expandLevel = async (from: number, to: number): Promise<Violation | null> => {
    Atomics.store(new Int32Array(cursor), 0, from);
    const answers = workers.map((worker) => once(worker, 'message'));
    for (const worker of workers) worker.postMessage({ to });
    results = (await Promise.all(answers)).map(([result]) => result as LevelResult);
    if (results.some((result) => result.full)) throw new StoreFull(capacity);
    return results.find((result) => result.violation !== null)?.violation ?? null;
  };

  try {
    const { levels, violation } = await walkLevels(unit, store, expandLevel, (now) => {
      level = now;
    });
    const met = results.reduce((all, r) => mergeMet(all, r.met), nothingMet);
    return conclude(unit, store, { levels, violation, transitions: sum(), met });
  } finally {
    clearInterval(timer);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
