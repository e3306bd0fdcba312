/**
 * Pair harms: which harm of two failures is explained, and which is not.
 */

import { explanationOf } from './explained-pairs.ts';
import type { ModeName } from './failures.ts';
import type { PairUnit } from './fmea-units.ts';

export interface Explanations {
  /** In words: the two failures, the context, and the harm. */
  readonly unexplained: readonly string[];
  /** How often each explanation was needed. */
  readonly explained: ReadonlyMap<string, number>;
}

/** @param units by the name of the first failure */
export function explanationsOf(units: Readonly<Record<string, PairUnit>>): Explanations {
  const unexplained: string[] = [];
  const explained = new Map<string, number>();
  for (const [first, { harms }] of Object.entries(units)) {
    for (const one of harms) {
      const because = explanationOf(first as ModeName, one.with, one.context);
      if (because !== null) explained.set(because, (explained.get(because) ?? 0) + 1);
      else unexplained.push(`${first}, then ${one.with} (${one.context}): ${one.harm}`);
    }
  }
  return { unexplained, explained };
}
