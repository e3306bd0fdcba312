/**
 * Instrument decisions: one source in which every decision is recorded.
 *
 * `if (a && b)` becomes `if ($d(7, ($b(), $c(0, a) && $c(1, b))))`.
 */

import type { Node } from '@babel/types';
import { rewritten, type Source, withChildren } from '../mutants/mutant-source.ts';
import type { Decision } from './decisions.ts';

/** The module that an instrumented source imports its record from. */
export const DECISION_RECORD = 'holdfast:decision-record';

export function instrumentDecisions(source: Source, decisions: readonly Decision[]): string {
  const byNode = new Map<Node, Decision>(decisions.map((decision) => [decision.node, decision]));
  const places = new Map<Node, number>(
    decisions.flatMap(({ conditions }) => conditions.map((node, i) => [node, i] as const)),
  );
  const render = (node: Node): string => {
    const place = places.get(node);
    const decision = byNode.get(node);
    const inside = withChildren(source, node, render);
    const recorded = place === undefined ? inside : `$c(${place}, (${inside}))`;
    return decision === undefined ? recorded : `$d(${decision.id}, ($b(), ${recorded}))`;
  };
  return `import { $b, $c, $d } from '${DECISION_RECORD}'; ${rewritten(source, render)}`;
}
