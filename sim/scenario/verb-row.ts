/**
 * Verb row: how one row of the table of verbs is written, and what its arguments are read with.
 */

import { type Arg, Pattern } from './pattern.ts';
import type { Verb } from './rows.ts';

/**
 * Writes one verb.
 *
 * @param demands what a target must have for it, and what heals it
 */
export function verb(
  pattern: string,
  meaning: string,
  demands: Pick<Verb, 'needs' | 'heals' | 'relays' | 'among'>,
  perform: Verb['perform'],
): Verb {
  return { pattern: new Pattern(pattern), meaning, ...demands, perform };
}

export const us = (arg: Arg | undefined, otherwise: number): number =>
  typeof arg === 'number' ? arg : otherwise;
export const num = (arg: Arg | undefined): number => Number(arg);
export const text = (arg: Arg | undefined): string => String(arg);
