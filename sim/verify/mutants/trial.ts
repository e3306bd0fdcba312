/**
 * Trial: one thing that can kill a mutant.
 */

import type { Kind } from './trial-kinds.ts';

export interface Trial {
  readonly kind: Kind;
  readonly name: string;
  /** @returns what failed; empty if nothing did. Throwing is failing. */
  run(): Promise<string>;
}
