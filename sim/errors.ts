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
