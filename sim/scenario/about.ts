/**
 * About: what reports state of every scenario, run or not.
 */

import { type PreconditionLine, setupOf } from './precondition-lines.ts';
import type { Scenario } from './statement.ts';

export interface About {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly tags: readonly string[];
  /** The seed of every random number in its world. */
  readonly seed: number;
  /** The lock part in its world. */
  readonly part: string;
}

export function aboutOf({ file, title, variant, tags, statements }: Scenario): About {
  const given = statements.filter((statement) => statement.kind === 'given');
  const { seed, lock } = setupOf(given as unknown as PreconditionLine[]);
  return { file, title, variant, tags, seed, part: lock };
}
