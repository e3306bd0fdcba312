/**
 * Statement: one line of a scenario, understood.
 */

import type { Arg } from './pattern.ts';
import type { Precondition, Verb } from './rows.ts';
import type { Line } from './source.ts';
import type { Most } from './tally.ts';

/** One comparison with something observable. */
export interface Term {
  readonly name: string;
  readonly negated: boolean;
  readonly relation: 'is' | 'above' | 'below';
  /** A word, or a number in the kind's own unit. */
  readonly value: string | number;
}

/** All terms at once; or an answer of the console that begins so. */
export interface Condition {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly answer: string | null;
}

export type Statement =
  | { kind: 'given'; line: Line; given: Precondition; args: readonly Arg[] }
  | { kind: 'wait'; line: Line; us: number }
  | { kind: 'do'; line: Line; verb: Verb; args: readonly Arg[] }
  | { kind: 'type'; line: Line; text: string }
  | { kind: 'expect'; line: Line; condition: Condition; notBeforeUs: number; withinUs: number }
  | { kind: 'hold'; line: Line; condition: Condition; forUs: number }
  | {
      kind: 'never';
      line: Line;
      condition: Condition;
      until: Condition | null;
      forUs: number | null;
      /** Null: it must never be so; otherwise no more often than that. */
      most: Most | null;
    }
  | { kind: 'repeat'; line: Line; times: number; body: readonly Statement[] };

export interface Scenario {
  readonly file: string;
  readonly title: string;
  /** Why this scenario exists: what happened to whom. */
  readonly why: string;
  /** Words by which scenarios are chosen. */
  readonly tags: readonly string[];
  /** Values of the swept variables, '' without one: `phase 3000us, duty 100`. */
  readonly variant: string;
  readonly statements: readonly Statement[];
  readonly lines: readonly string[];
}
