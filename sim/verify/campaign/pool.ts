/**
 * Pool: worker threads that each do one job at a time.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Refusal } from './campaign-worker.ts';

export interface Pool<Job, Answer> {
  /** Does a job as soon as a thread is free; throws where the job cannot be done. */
  do(job: Job): Promise<Answer>;
  close(): Promise<void>;
}

/** @param script address of the bundled worker, which answers every message with one message */
export function createPool<Job, Answer>(script: URL, threads: number): Pool<Job, Answer> {
  const workers = Array.from({ length: threads }, () => new Worker(script));
  const free = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];

  const take = (): Promise<Worker> => {
    const worker = free.pop();
    if (worker !== undefined) return Promise.resolve(worker);
    return new Promise((resolve) => waiting.push(resolve));
  };

  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(worker);
    else next(worker);
  };

  return {
    do: async (job) => {
      const worker = await take();
      const answered = once(worker, 'message');
      worker.postMessage(job);
      const [answer] = (await answered) as [Answer | Refusal];
      giveBack(worker);
      if (typeof answer === 'object' && answer !== null && 'refused' in answer) {
        throw new Error(answer.refused);
      }
      return answer as Answer;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
