/** Exit codes: 0 pass, 1 product failure, 2 usage, 3 bench or environment unavailable. */

export const USAGE = 2;
export const ENVIRONMENT = 3;

/** The exit code that shells use for an interrupted command. */
export const INTERRUPTED = 130;
