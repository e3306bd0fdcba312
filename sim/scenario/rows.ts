/**
 * Rows: what a scenario can give and do, one row each; `preconditions.ts` and `verbs.ts` fill them.
 */

import type { Setup } from '../world/setup.ts';
import type { World } from '../world/world.ts';
import type { Arg, Pattern } from './pattern.ts';

/** What must be fitted for a verb; the words of a rig file. */
export type Need =
  | 'car'
  | 'proximity'
  | 'latch'
  | 'buttons'
  | 'supply'
  | 'supply-meter'
  | 'processor'
  | 'lock-supply'
  | 'storage'
  | 'pilot-voltage'
  | 'pilot-faults'
  | 'contactor-faults'
  | 'mirror'
  | 'outgoing-voltage'
  | 'thermometer'
  | 'residual'
  | 'current-meter';

export interface Verb {
  readonly pattern: Pattern;
  readonly meaning: string;
  readonly perform: (world: World, args: readonly Arg[]) => void;
  /** What a target must have to perform it; null where it takes nothing that could be missing. */
  readonly needs: Need | null;
  /**
   * The lines that heal it: whatever its first argument is, or by that word; null where nothing stays
   * broken. A word that is not there heals, or breaks nothing.
   */
  readonly heals: readonly string[] | Readonly<Record<string, readonly string[]>> | null;
  /** First arguments that a jig with relays can perform; absent where it can perform all of them. */
  readonly relays?: readonly Arg[];
  /** First arguments that a world has, and the line that gives it the others; absent where every world has all. */
  readonly among?: { readonly of: (setup: Setup) => readonly Arg[]; readonly advice: string };
}

export interface Precondition {
  readonly pattern: Pattern;
  readonly meaning: string;
  readonly build: (setup: Setup, args: readonly Arg[]) => void;
}
