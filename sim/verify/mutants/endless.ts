/**
 * Endless: a mutant that takes effect so often within one trial never ends.
 *
 * Time alone would tell that too late: a list that is filled meanwhile becomes longer than an engine allows, and that
 * ends the process with all of its threads.
 */

/** A hundred times what the longest trials take that end; a list of so many numbers still fits. */
const MOST_TAKEN = 10_000_000;

let taken = 0;

/** A trial begins. */
export function beginTrial(): void {
  taken = 0;
}

/** The active mutant takes effect. @throws Error when that never ends */
export function take(): void {
  taken++;
  if (taken > MOST_TAKEN) throw new Error('it never ends');
}
