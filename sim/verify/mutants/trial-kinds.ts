/**
 * Trial kinds: what can kill a mutant, in the order in which they are tried.
 */

/** Unit tests and scenarios come first, together. */
export const kinds = ['test', 'scenario', 'quiet', 'search'] as const;
export type Kind = (typeof kinds)[number];
