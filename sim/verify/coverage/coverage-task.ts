/**
 * Coverage task: the data that the thread receives at its start.
 */

export interface CoverageTask {
  /** Number of decisions in the instrumented sources. */
  readonly decisions: number;
}

/** What the trials have shown. */
export interface CoverageAnswer {
  /** Number of trials of each kind. */
  readonly trials: Readonly<Record<string, number>>;
  /** Those that failed; what they covered counts. */
  readonly failures: readonly string[];
  /** Every vector that was seen, by decision. */
  readonly seen: readonly (readonly number[])[];
}
