/**
 * Score: how many mutants of a file were killed, and which files have a required share.
 */

import { keyOf, type MutantName } from './mutants.ts';
import type { Fate } from './runner.ts';
import type { Survivor } from './survivors.ts';

/** Required share of killed mutants, in percent. */
export const BAR_PERCENT = 95;

export interface FileScore {
  readonly mutants: number;
  readonly killed: number;
  /** The killed mutants that never ended. */
  readonly timedOut: number;
  readonly survived: readonly MutantName[];
  /** Killed mutants that are in the list of survivors. */
  readonly listedButKilled: readonly MutantName[];
}

/** Everything that is flashed but the platforms: what no board runs, and what has a platform's name, has none. */
export function hasBar(file: string): boolean {
  return /^firmware\/((control|guard|drivers|storage|console)\/)?[\w-]+\.ts$/.test(file);
}

export function scoreOf(fates: readonly Fate[], survivors: readonly Survivor[]): FileScore {
  const listed = new Set(survivors.map(keyOf));
  const name = ({ mutant }: Fate): MutantName => ({
    file: mutant.file,
    in: mutant.in,
    original: mutant.original,
    mutated: mutant.mutated,
  });
  const killed = fates.filter((fate) => fate.killer !== null);
  return {
    mutants: fates.length,
    killed: killed.length,
    timedOut: killed.filter((fate) => fate.timedOut).length,
    survived: fates.filter((fate) => fate.killer === null).map(name),
    listedButKilled: killed.map(name).filter((one) => listed.has(keyOf(one))),
  };
}

/**
 * Share of the killed, in percent. Mutants equivalent to the original cannot be killed, and are not counted.
 */
export function percentOf(score: FileScore, survivors: readonly Survivor[]): number {
  const equivalents = countEquivalents(score, survivors);
  const killable = score.mutants - equivalents;
  return killable === 0 ? 100 : (100 * score.killed) / killable;
}

export function countEquivalents(score: FileScore, survivors: readonly Survivor[]): number {
  const equivalent = new Set(survivors.filter(({ kind }) => kind === 'equivalent').map(keyOf));
  return score.survived.filter((mutant) => equivalent.has(keyOf(mutant))).length;
}
