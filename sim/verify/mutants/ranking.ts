/**
 * Ranking: the order in which the trials try a mutant: first those that have lately killed its neighbours, then the
 * quickest.
 */

import type { TrialSurvey } from './mutant-worker.ts';
import type { Mutant } from './mutants.ts';
import { kinds } from './trial-kinds.ts';

export class Ranking {
  /** Kills so far, by function and trial. */
  private readonly kills = new Map<string, Map<number, number>>();

  /** The trials that reach a file, for each file. */
  private readonly reaching = new Map<string, Set<number>>();

  constructor(
    private readonly trials: readonly TrialSurvey[],
    private readonly mutants: readonly Mutant[],
  ) {}

  /** What runs while the modules load leaves no trace of who uses it: whoever reaches its file comes first. */
  orderFor(mutant: Mutant, isAtLoad: boolean): number[] {
    const kills = this.kills.get(placeOf(mutant));
    const near = isAtLoad ? this.trialsOf(mutant.file) : null;
    const weight = (index: number): number => {
      const trial = this.trials[index] as TrialSurvey;
      const turn = kinds.indexOf(trial.kind) > 1 ? kinds.indexOf(trial.kind) * 1e9 : 0;
      const far = near === null || near.has(index) ? 0 : 1e8;
      return turn + far + trial.ms / (1 + 4 * (kills?.get(index) ?? 0));
    };
    return this.trials
      .map((_, index) => index)
      .filter((index) => {
        const trial = this.trials[index] as TrialSurvey;
        if (trial.kind === 'search' && !isSearched(mutant)) return false;
        return trial.failure === '' && (isAtLoad || trial.reached[mutant.id] === 1);
      })
      .sort((a, b) => weight(a) - weight(b));
  }

  private trialsOf(file: string): Set<number> {
    const known = this.reaching.get(file);
    if (known !== undefined) return known;
    const ids = this.mutants.filter((mutant) => mutant.file === file).map(({ id }) => id);
    const found = new Set<number>();
    for (const [index, { reached }] of this.trials.entries()) {
      if (ids.some((id) => reached[id] === 1)) found.add(index);
    }
    this.reaching.set(file, found);
    return found;
  }

  /** So many of them, from the first on, as take this time. */
  firstOf(order: readonly number[], mostMs: number): number[] {
    let leftMs = mostMs;
    return order.filter((index) => {
      leftMs -= this.trials[index]?.ms ?? 0;
      return leftMs >= 0;
    });
  }

  note(mutant: Mutant, killer: number | null): void {
    if (killer === null) return;
    const place = placeOf(mutant);
    const kills = this.kills.get(place) ?? new Map<number, number>();
    kills.set(killer, (kills.get(killer) ?? 0) + 1);
    this.kills.set(place, kills);
  }
}

/** The code that the search runs: control, and the drivers of the lock. */
function isSearched({ file }: Mutant): boolean {
  return /control\/|guard\/|bistable-lock|hold-to-lock/.test(file);
}

function placeOf({ file, in: around }: Mutant): string {
  return `${file} ${around}`;
}
