/**
 * Result: what a run of a scenario produces: its trace, and every expectation with its window. Reports and exports
 * use nothing else.
 */

import type { TraceEvent } from '../trace.ts';
import type { Scenario } from './statement.ts';
import type { Verdict } from './verdict.ts';

/** One measured expectation. */
export interface Check {
  readonly kind: 'expect' | 'hold' | 'never';
  readonly line: number;
  readonly text: string;
  /** What it looks at, by the names of the trace. */
  readonly names: readonly string[];
  readonly passed: boolean;
  /** Where its window is counted from, on the target's clock. */
  readonly fromUs: number;
  /** The window opens so long after that, and closes so long after; null where it has no end. */
  readonly notBeforeUs: number;
  readonly limitUs: number | null;
  /** From `fromUs` to the condition's coming true, in µs; null if it never did. */
  readonly measuredUs: number | null;
  readonly atUs: number;
  /** How far the measured time may be off; absent in virtual time, where nothing is measured. */
  readonly uncertaintyUs?: number;
  /** Absent where `passed` is enough. */
  readonly verdict?: Verdict;
}

export interface Failure {
  /** Missed by less than the uncertainty of the measurement: nothing is known. */
  readonly inconclusive?: true;
  readonly line: number;
  readonly message: string;
  readonly atUs: number;
}

export interface Result {
  readonly scenario: Scenario;
  readonly passed: boolean;
  readonly failure: Failure | null;
  readonly checks: readonly Check[];
  /** A condition that must never hold, and the time over which it was watched. */
  readonly watches: readonly Check[];
  readonly events: readonly TraceEvent[];
  /** Where the story began on the target's clock, in µs. */
  readonly startUs: number;
  readonly endUs: number;
}
