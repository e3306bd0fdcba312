/**
 * Errors that are a person's to mend. The command line turns their class into an exit code and prints
 * their message alone; any other error is a mistake of the program, and keeps its stack. They stand here,
 * and not beside the commands, because simulator, bench and commands throw them and none of these may
 * import what is above it.
 */

/** What was asked for cannot be. Exit code 2. */
export class UsageError extends Error {}

/** The bench, or something that a command needs from outside the project, is not here. Exit code 3. */
export class EnvironmentError extends Error {}

/** Something in a scenario, a line or a condition is not what it should be. Exit code 2. */
export class ScenarioError extends UsageError {
  /** Every mistake of the text, this one first, where they are told together. */
  all: readonly ScenarioError[] = [this];

  /**
   * @param file the name of the scenario
   * @param line counted from 1
   * @param column counted from 1
   * @param complaint what was expected and what was found, without the place
   */
  constructor(
    readonly file: string,
    readonly line: number,
    readonly column: number,
    readonly complaint: string,
  ) {
    super(`${file}:${line}:${column}: ${complaint}`);
    this.name = 'ScenarioError';
  }
}
