/**
 * Search worker: one thread of the search. It takes small ranges of the level from a shared cursor.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { Expander, type Met, type Violation } from './expand.ts';
import { blankOf, findUnit } from './explore.ts';
import { ProgressCheck, type ProgressResult } from './progress.ts';
import { Store, StoreFull, type StoreMemory } from './store.ts';

export interface WorkerTask {
  readonly set: string;
  readonly group: string;
  readonly memory: StoreMemory;
  /** The next state of the level that no thread has taken; negative once a thread has found a violation. */
  readonly cursor: SharedArrayBuffer;
}

export interface LevelTask {
  readonly to: number;
  /** Not a level to expand: all states, to be checked for the release of the plug. */
  readonly isProgress: boolean;
}

export interface LevelResult {
  readonly violation: Violation | null;
  readonly transitions: number;
  readonly met: Met;
  readonly full: boolean;
  readonly progress: ProgressResult;
}

const RANGE = 256;
/** A cursor that no thread takes from any more. */
const STOPPED = -0x40000000;

function serve(task: WorkerTask): void {
  const unit = findUnit(task.set, task.group);
  const store = new Store(task.memory);
  const expander = new Expander(unit, store);
  const cursor = new Int32Array(task.cursor);

  const expandLevel = (to: number): Violation | null => {
    for (;;) {
      const from = Atomics.add(cursor, 0, RANGE);
      if (from < 0 || from >= to) return null;
      const end = Math.min(to, from + RANGE);
      for (let id = from; id < end; id++) {
        const violation = store.isHole(id) ? null : expander.expand(id);
        if (violation === null) continue;
        Atomics.store(cursor, 0, STOPPED);
        return violation;
      }
    }
  };

  const checkProgress = (to: number): ProgressResult => {
    const check = new ProgressCheck(blankOf(unit), store);
    let worstTicks = 0;
    for (;;) {
      const from = Atomics.add(cursor, 0, RANGE);
      if (from < 0 || from >= to) return { worstTicks, stuck: null };
      const found = check.run(from, Math.min(to, from + RANGE));
      worstTicks = Math.max(worstTicks, found.worstTicks);
      if (found.stuck === null) continue;
      Atomics.store(cursor, 0, STOPPED);
      return { worstTicks, stuck: found.stuck };
    }
  };

  parentPort?.on('message', ({ to, isProgress }: LevelTask) => {
    let violation: Violation | null = null;
    let progress: ProgressResult = { worstTicks: 0, stuck: null };
    let full = false;
    try {
      if (isProgress) progress = checkProgress(to);
      else violation = expandLevel(to);
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error;
      full = true;
      Atomics.store(cursor, 0, STOPPED);
    }
    const { transitions, met } = expander;
    const result: LevelResult = { violation, transitions, met, full, progress };
    parentPort?.postMessage(result);
  });
}

serve(workerData as WorkerTask);
