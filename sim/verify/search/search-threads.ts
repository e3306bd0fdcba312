/**
 * Search threads: searches apart from this thread, so that several run side by side. What a thread has compiled for one
 * search is there for the next: a small search costs less than its code.
 */

import { Worker } from 'node:worker_threads';
import type { Exploration, Progress } from './explore.ts';
import { StatesFull } from './reached.ts';
import type { SearchNews, SearchTask } from './search-worker.ts';
import type { Unit } from './unit.ts';

/** A search with more states ends with its thread, so that its memory is free at once. */
const MOST_STATES_KEPT = 1000000;

export class SearchThreads {
  /** Those that wait for their next search. */
  private readonly idle: Worker[] = [];

  /** @param script address of the bundled worker */
  constructor(private readonly script: URL) {}

  /**
   * @param capacity the most states, each of which takes a few dozen bytes
   * @throws StatesFull where there are more
   */
  async explore(unit: Unit, capacity: number, progress: Progress): Promise<Exploration> {
    const thread = this.idle.pop() ?? new Worker(this.script);
    let isKept = false;
    try {
      const found = await search(thread, unit, capacity, progress);
      isKept = found.states <= MOST_STATES_KEPT;
      return found;
    } finally {
      if (isKept) this.keep(thread);
      else await thread.terminate();
    }
  }

  /** A thread that waits does not keep the process alive. */
  private keep(thread: Worker): void {
    thread.unref();
    this.idle.push(thread);
  }
}

/** One search in a thread that has no other. */
function search(
  thread: Worker,
  { set, group }: Unit,
  capacity: number,
  progress: Progress,
): Promise<Exploration> {
  const task: SearchTask = { set: set.name, group: group.name, capacity };
  thread.ref();
  thread.postMessage(task);
  return new Promise<Exploration>((resolve, reject) => {
    thread.on('error', reject);
    thread.on('message', (news: SearchNews) => {
      if ('full' in news) reject(new StatesFull(news.full));
      else if ('done' in news) resolve(news.done);
      else progress(news.states, news.level, news.transitions);
    });
    thread.on('exit', (code) => {
      if (code !== 0) reject(new Error(`the search's thread has ended with code ${code}`));
    });
  }).finally(() => {
    for (const event of ['error', 'message', 'exit']) thread.removeAllListeners(event);
  });
}
