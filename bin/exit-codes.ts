/** Exit codes: 0 pass, 1 product failure, 2 usage, 3 bench or environment unavailable. */

/** What a shell calls a command that was interrupted. */
export const INTERRUPTED = 130;
