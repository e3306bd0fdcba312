/**
 * Time limit: a scenario on a rig ends by the clock on the wall, whatever board and line do.
 */

import { longestUs } from '../../sim/scenario/length.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { BenchError } from '../line/bench-error.ts';

/** Mains on, reset of the lock, what an earlier story has left, and a slow line. */
const MARGIN_MS = 90000;

/** The longest time that a scenario may take on a rig, in ms: twice its length, and a margin. */
export function limitMsOf(scenario: Scenario): number {
  return 2 * Math.ceil(longestUs(scenario.statements) / 1000) + MARGIN_MS;
}

/**
 * Awaits work, but no longer than the limit.
 *
 * @param stop ends what the work waits for; called once, at the limit
 * @throws BenchError at the limit
 */
export async function within<T>(
  work: Promise<T>,
  limitMs: number,
  name: string,
  stop: (error: BenchError) => unknown,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const what = `the scenario has not ended within ${Math.round(limitMs / 100) / 10} s`;
      const todo = 'serial.log shows what it waited for; --timeout allows more';
      const error = new BenchError(name, what, todo);
      stop(error);
      reject(error);
    }, limitMs);
  });
  // Work that is cut off ends later, and with an error that nobody awaits.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
