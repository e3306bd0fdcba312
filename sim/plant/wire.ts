/**
 * Wire: the states of a sense wire.
 */

/** Whole, cut, or shorted to ground. */
export type Wire = 'whole' | 'cut' | 'shorted';
