/**
 * Rows: what a scenario can give and do, one row each; `preconditions.ts` and `verbs.ts` fill them.
 */

import type { Setup } from '../world/setup.ts';
import type { World } from '../world/world.ts';
import type { Arg, Pattern } from './pattern.ts';

export interface Verb {
  readonly pattern: Pattern;
  readonly meaning: string;
  readonly perform: (world: World, args: readonly Arg[]) => void;
}

export interface Precondition {
  readonly pattern: Pattern;
  readonly meaning: string;
  readonly build: (setup: Setup, args: readonly Arg[]) => void;
}
