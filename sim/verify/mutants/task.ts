/**
 * Task: what a thread that tries mutants is told when it starts.
 */

export interface MutantTask {
  readonly mutants: number;
  /** Active from the first line on; for mutants of what runs while the modules load. */
  readonly activeAtLoad: number;
  /** 0: the trial that runs, -1 between two. */
  readonly running: SharedArrayBuffer;
}
