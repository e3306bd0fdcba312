/**
 * Outcome: the result of a scenario on a rig, with every attempt. Product and bench failures are never mixed.
 */

import type { Result } from '../../sim/scenario/result.ts';
import type { Coverage } from '../rules/coverage.ts';

export type Outcome =
  /** Every expectation was met by more than the uncertainty of its measurement. */
  | 'passed'
  /** Met, but within the uncertainty of a limit. */
  | 'marginal'
  /** The product broke a window or a rule. */
  | 'failed'
  /** Missed by less than the uncertainty, or not measurable: the result is unknown. */
  | 'inconclusive'
  /** The bench failed: nothing is known about the product. */
  | 'error'
  /** The rig lacks something, so the scenario was not run. */
  | 'skipped';

export interface Attempt {
  readonly outcome: Outcome;
  /** What failed, in one sentence; empty where nothing did. */
  readonly message: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly result: Result | null;
  /** What a reader must know in any case: that the watchdog has reset the board. */
  readonly notes: readonly string[];
  /** This computer was too busy for it: nothing is said against the rig. */
  readonly isHostBusy: boolean;
  /** The rules and hazards that could be judged, and those that could not; null where nothing ran. */
  readonly rules: Coverage | null;
}

export interface Entry {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly tags: readonly string[];
  /** Where it failed, or its first line. */
  readonly line: number;
  /** The seed of every random number in its world. */
  readonly seed: number;
  /** The lock part that it needs. */
  readonly part: string;
  /** Files of the run folder that show more, by their paths. */
  readonly attachments: readonly string[];
  /** The outcome of the last attempt. */
  readonly outcome: Outcome;
  readonly message: string;
  readonly attempts: readonly Attempt[];
}

export function secondsOf({
  attempts,
}: {
  readonly attempts: readonly { seconds: number }[];
}): number {
  return attempts.reduce((sum, attempt) => sum + attempt.seconds, 0);
}

/** 0 pass, 1 product failure, 3 bench: an error, nothing conclusive, or nothing run at all. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  if (outcomes.includes('failed')) return 1;
  if (outcomes.includes('error') || outcomes.includes('inconclusive')) return 3;
  return outcomes.some((outcome) => outcome === 'passed' || outcome === 'marginal') ? 0 : 3;
}

/** `12 passed, 1 failed, 2 skipped`. */
export function countOutcomes(outcomes: readonly Outcome[]): string {
  const counts = new Map<Outcome, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const order: Outcome[] = ['passed', 'marginal', 'failed', 'inconclusive', 'error', 'skipped'];
  return order
    .filter((outcome) => counts.has(outcome))
    .map((outcome) => `${counts.get(outcome)} ${outcome === 'error' ? 'bench errors' : outcome}`)
    .join(', ');
}
