/**
 * Tick names: how often a session looks up each name of the firmware's outermost scope.
 *
 * The engines find such a name by walking the list of all of them, so the build orders them by this count
 * (build/compiler/name-order.mjs).
 */

import { runInNewContext } from 'node:vm';
import { type Property, parse } from 'acorn';
import { full } from 'acorn-walk';
import { analyze } from 'eslint-scope';
import { recordSession } from './record.ts';

/** Uses of a name in the whole session below which its place makes no difference. */
const LEAST_USES = 4;

/** The same program, counting in `$uses` what inner functions look up outside. */
function countUses(code: string): string {
  const tree = parse(code, { ecmaVersion: 2022, sourceType: 'module', ranges: true });
  const { scopes } = analyze(tree as never, { ecmaVersion: 2022, sourceType: 'module' });
  /** `{ name }` is written out where it is counted. */
  const shorthands = new Set<number>();
  full(tree, (node) => {
    if (node.type === 'Property' && (node as Property).shorthand) shorthands.add(node.start);
  });
  const outermost = scopes.find(({ type }) => type === 'module');
  const reads = (outermost?.variables ?? []).flatMap(({ name, references }) =>
    references
      .filter((one) => one.from.variableScope !== outermost && one.isReadOnly())
      .map(({ identifier }) => ({ name, range: identifier.range as [number, number] })),
  );
  let counted = '';
  let from = 0;
  for (const { name, range } of reads.sort((a, b) => a.range[0] - b.range[0])) {
    const [start, end] = range;
    const key = shorthands.has(start) ? `${name}: ` : '';
    counted += `${code.slice(from, start)}${key}($uses(${JSON.stringify(name)}), ${name})`;
    from = end;
  }
  return counted + code.slice(from);
}

/**
 * @param code the flat module that calls `startHoldfast(replay)`, with the names of the sources
 * @returns how often the recorded session looks each name up
 */
export function countTickNames(code: string): ReadonlyMap<string, number> {
  const { replay } = recordSession(10);
  const uses = new Map<string, number>();
  // In a function: a name of the context's outermost scope takes many times as long to find.
  const program = `(function ($uses) { var go; function startHoldfast(f) { go = f; }
${countUses(code)}
go(JSON.parse(recording), () => undefined, () => undefined, () => 0); })($uses);`;
  runInNewContext(program, {
    $uses: (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1),
    recording: JSON.stringify(replay),
  });
  return uses;
}

/** The names in the order in which the build wants them, the one that is used most last. */
export function orderOf(uses: ReadonlyMap<string, number>): string[] {
  return [...uses]
    .filter(([, count]) => count >= LEAST_USES)
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name);
}
