/**
 * Explore apart: one search in a thread of its own, so that several run side by side.
 */

import { Worker } from 'node:worker_threads';
import type { Exploration, Progress } from './explore.ts';
import { StatesFull } from './reached.ts';
import type { SearchNews, SearchTask } from './search-worker.ts';
import type { Unit } from './unit.ts';

/**
 * @param script address of the bundled worker
 * @param capacity the most states, each of which takes a few dozen bytes
 * @throws StatesFull where there are more
 */
export function exploreApart(
  { set, group }: Unit,
  capacity: number,
  script: URL,
  progress: Progress,
): Promise<Exploration> {
  const task: SearchTask = { set: set.name, group: group.name, capacity };
  const worker = new Worker(script, { workerData: task });
  return new Promise<Exploration>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (news: SearchNews) => {
      if ('full' in news) reject(new StatesFull(news.full));
      else if ('done' in news) resolve(news.done);
      else progress(news.states, news.level, news.transitions);
    });
    worker.on('exit', (code) => {
      if (code !== 0) reject(new Error(`the search's thread has ended with code ${code}`));
    });
  }).finally(() => worker.terminate());
}
