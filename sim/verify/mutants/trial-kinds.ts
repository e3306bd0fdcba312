/**
 * Trial kinds: what can kill a mutant, in the order in which they have their turn.
 */

/** Unit tests and scenarios share the first turn. */
export const kinds = ['test', 'scenario', 'quiet', 'search'] as const;
export type Kind = (typeof kinds)[number];
