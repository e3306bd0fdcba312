/**
 * Instrument: one source with all of its mutants in it, selected by a number.
 *
 * `a >= b` becomes `($m === 17 ? ($n(), a > b) : a >= b)`, a statement that may be missing `{ if ($m !== 18)
 * touch(state); else $n(); }`. So one bundle contains every mutant, and a change of the mutant needs no build; `$n` counts
 * how often the active one takes effect. The surveying instrumentation instead records which mutants have a different
 * value: `($t = a >= b, $t === a > b || ($r[17] = 1), $t)`.
 */

import type { Node } from '@babel/types';
import { endOf, rewritten, type Source, startOf, withChildren } from './mutant-source.ts';
import type { Mutant } from './mutants.ts';

/** The module that an instrumented source imports its switch from. */
export const ACTIVE_MUTANT = 'holdfast:mutants-switch';

export type Instrumentation = 'switched' | 'surveyed';

export function instrument(
  source: Source,
  mutants: readonly Mutant[],
  how: Instrumentation,
): string {
  const bySpan = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const span = `${mutant.start}-${mutant.end}`;
    bySpan.set(span, [...(bySpan.get(span) ?? []), mutant]);
  }
  const render = (node: Node): string => {
    const own = bySpan.get(`${startOf(node)}-${endOf(node)}`) ?? [];
    const mine = own.filter(
      (mutant) => mutant.isStatement === (node.type === 'ExpressionStatement'),
    );
    const inside = withChildren(source, node, render);
    if (mine.length === 0) return inside;
    if (how === 'switched') return switched(inside, mine);
    return surveyed(inside, mine, node.type === 'LogicalExpression');
  };
  const head = `import { active as $m, take as $n, reached as $r, computed as $v } from '${ACTIVE_MUTANT}'; let $t: any; `;
  return head + rewritten(source, render);
}

function switched(inside: string, mutants: readonly Mutant[]): string {
  const [first] = mutants;
  if (first?.isStatement === true) return `{ if ($m !== ${first.id}) ${inside} else $n(); }`;
  const choices = mutants.map(({ id, text }) => `$m === ${id} ? ($n(), (${text})) : `);
  return `(${choices.join('')}(${inside}))`;
}

/**
 * Records the mutants whose value differs here from the original's: only those can be detected. A mutant that
 * has an effect while its value is computed counts as different wherever it is reached.
 *
 * @param isLogical one operand may keep the other from throwing
 */
function surveyed(inside: string, mutants: readonly Mutant[], isLogical: boolean): string {
  const [first] = mutants;
  if (first?.isStatement === true) {
    const assigned = /^([\w.]+) = ([\w.]+);$/.exec(inside);
    const note = `$r[${first.id}] = 1`;
    const differs = assigned === null ? '' : `if (${assigned[1]} !== ${assigned[2]}) `;
    return `{ ${differs}${note}; ${inside} }`;
  }
  const doing = mutants.filter(({ text }) => DOES.test(text));
  const telling = mutants.filter(({ text }) => !DOES.test(text));
  const reaches = doing.map(({ id }) => `$r[${id}] = 1, `).join('');
  if (telling.length === 0) return `(${reaches}${inside})`;
  const differs = telling.map(({ id, text }) => {
    const value = isLogical ? `$v(() => (${text}))` : `(${text})`;
    return `$r[${id}] || $t === ${value} || ($r[${id}] = 1), `;
  });
  return `(${reaches}$t = (${inside}), ${differs.join('')}$t)`;
}

/** Whether a text calls or assigns. */
const DOES = /\w\(|\+\+|--|[^=!<>]=[^=]/;
