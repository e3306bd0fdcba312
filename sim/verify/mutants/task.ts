/**
 * Task: the data that a thread for mutants receives at its start.
 */

export interface MutantTask {
  readonly mutants: number;
  /** Active from the first line on; for mutants in code that runs while the modules load. */
  readonly activeAtLoad: number;
  /** 0: the current trial, -1 between two. */
  readonly running: SharedArrayBuffer;
}
