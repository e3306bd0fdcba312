/**
 * Shrink: the shortest story that still fails in the same way.
 *
 * Lines are removed in ever smaller groups, with the time before them or without; then preconditions; then
 * waits are made shorter, or round. This repeats until nothing more can be removed. The repairs follow from
 * the remaining lines (healing.ts), so that a shrunk story never requires more than the original.
 */

import { ScenarioError } from '../../errors.ts';
import type { Act, Case } from './case.ts';

export type StillFails = (one: Case) => Promise<boolean>;

/** Round times, in µs. */
const roundTimes = [10000000, 1000000, 100000, 10000, 1000] as const;

/** Counts the trials; when they are used up, the current story is the result. */
class Trials {
  constructor(
    private left: number,
    private readonly stillFails: StillFails,
  ) {}

  async take(one: Case): Promise<boolean> {
    if (this.left <= 0) return false;
    this.left--;
    try {
      return await this.stillFails(one);
    } catch (error) {
      // Without one of its preconditions a world may be unable to play a line that is left.
      if (!(error instanceof ScenarioError)) throw error;
      return false;
    }
  }
}

/** Without some lines; the time before them is added to the next line, or removed. */
function without(acts: readonly Act[], from: number, to: number, keepsTime: boolean): Act[] {
  const rest = [...acts.slice(0, from), ...acts.slice(to)];
  const next = rest[from];
  if (!keepsTime || next === undefined) return rest;
  const passedUs = acts.slice(from, to).reduce((sum, act) => sum + act.afterUs, 0);
  rest[from] = { ...next, afterUs: next.afterUs + passedUs };
  return rest;
}

async function dropActs(one: Case, trials: Trials): Promise<Case> {
  let best = one;
  for (let size = Math.ceil(best.acts.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = best.acts.length - size; from >= 0; from -= size) {
      const to = Math.min(from + size, best.acts.length);
      for (const keepsTime of [false, true]) {
        const shorter = { ...best, acts: without(best.acts, from, to, keepsTime) };
        if (!(await trials.take(shorter))) continue;
        best = shorter;
        break;
      }
    }
  }
  return best;
}

async function dropPreconditions(one: Case, trials: Trials): Promise<Case> {
  let best = one;
  for (let i = best.preconditions.length - 1; i >= 0; i--) {
    const shorter = { ...best, preconditions: best.preconditions.filter((_, at) => at !== i) };
    if (await trials.take(shorter)) best = shorter;
  }
  return best;
}

/** Shorter or rounder times than this one, the best first. */
function easierTimes(us: number): number[] {
  const rounded = roundTimes
    .map((unit) => Math.round(us / unit) * unit)
    .filter((time) => time > 0 && (time < us || us % 1000 !== 0));
  return [...new Set([0, ...rounded])].filter((time) => time !== us);
}

async function easeTimes(one: Case, trials: Trials): Promise<Case> {
  let best = one;
  for (let i = 0; i < best.acts.length; i++) {
    const act = best.acts[i] as Act;
    if (act.afterUs === 0) continue;
    for (const afterUs of easierTimes(act.afterUs)) {
      const acts = best.acts.map((other, at) => (at === i ? { ...other, afterUs } : other));
      const easier = { ...best, acts };
      if (!(await trials.take(easier))) continue;
      best = easier;
      break;
    }
  }
  return best;
}

/**
 * @param stillFails whether a case fails in the same way
 * @param most limit on the number of trials
 */
export async function shrink(one: Case, stillFails: StillFails, most = 4000): Promise<Case> {
  const trials = new Trials(most, stillFails);
  const watched = { ...one, ending: null };
  let best = (await trials.take(watched)) ? watched : one;
  for (;;) {
    const before = best;
    best = await dropActs(best, trials);
    best = await dropPreconditions(best, trials);
    best = await easeTimes(best, trials);
    if (best === before) return best;
  }
}
