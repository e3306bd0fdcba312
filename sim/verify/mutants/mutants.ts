/**
 * Mutants: every small mistake that the operators can make in a source, each with a stable name.
 *
 * A mutant is named by file, function and a piece of the text that occurs once in that function, before and
 * after: line numbers would change with every edit.
 */

import type { Node } from '@babel/types';
import { childrenOf, type Enums, endOf, type Source, startOf } from './mutant-source.ts';
import { mutationsOf, type Place } from './operators.ts';

export interface MutantName {
  readonly file: string;
  /** The function around it; empty between functions. */
  readonly in: string;
  readonly original: string;
  readonly mutated: string;
}

export interface Mutant extends MutantName {
  /** Counted from 1 over all sources; 0 is the original. */
  readonly id: number;
  readonly line: number;
  /** The text in the source, and its replacement. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A whole statement, not an expression. */
  readonly isStatement: boolean;
}

interface Walk {
  readonly source: Source;
  readonly enums: Enums;
  readonly mutants: Mutant[];
  readonly names: Set<string>;
  readonly firstId: number;
}

/** The function around a node. */
interface Scope {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly returns: Place['returns'];
}

/** @param firstId number of the first mutant that is found */
export function findMutants(source: Source, enums: Enums, firstId: number): Mutant[] {
  const walk: Walk = { source, enums, mutants: [], names: new Set(), firstId };
  const whole: Scope = { name: '', start: 0, end: source.text.length, returns: 'other' };
  visit(walk, source.tree.program, [], whole);
  return walk.mutants;
}

export function findAllMutants(sources: readonly Source[], enums: Enums): Mutant[] {
  const all: Mutant[] = [];
  for (const source of sources) all.push(...findMutants(source, enums, all.length + 1));
  return all;
}

/** @param above the nodes around this one, the nearest last */
function visit(walk: Walk, node: Node, above: readonly Node[], scope: Scope): void {
  const parent = above.at(-1);
  if (parent !== undefined) {
    const { text } = walk.source;
    const place: Place = { text, parent, returns: scope.returns, enums: walk.enums };
    for (const mutation of mutationsOf(node, place)) add(walk, node, above, scope, mutation);
  }
  const inner = scopeOf(node, scope);
  const around = [...above, node];
  for (const child of childrenOf(node)) visit(walk, child, around, inner);
}

function scopeOf(node: Node, scope: Scope): Scope {
  if (node.type !== 'FunctionDeclaration' && node.type !== 'ArrowFunctionExpression') return scope;
  const type = node.returnType?.type === 'TSTypeAnnotation' ? node.returnType.typeAnnotation : null;
  const returns =
    type?.type === 'TSBooleanKeyword'
      ? 'boolean'
      : type?.type === 'TSNumberKeyword'
        ? 'number'
        : 'other';
  if (node.type === 'ArrowFunctionExpression') return { ...scope, returns };
  const name = node.id?.name ?? '';
  return { name, start: startOf(node), end: endOf(node), returns };
}

function add(walk: Walk, node: Node, above: readonly Node[], scope: Scope, mutation: string): void {
  const { source, mutants, names, firstId } = walk;
  const start = startOf(node);
  const end = endOf(node);
  const name: MutantName = {
    file: source.file,
    in: scope.name,
    ...nameOf(source.text, [...above, node], scope, mutation),
  };
  // Of two statements that are alike, one behind the other, either is the same mistake.
  if (names.has(keyOf(name))) return;
  names.add(keyOf(name));
  mutants.push({
    id: firstId + mutants.length,
    ...name,
    line: node.loc?.start.line ?? 0,
    start,
    end,
    text: mutation,
    isStatement: node.type === 'ExpressionStatement',
  });
}

/** The smallest piece around a node that occurs once in its function, before and after. */
function nameOf(
  text: string,
  way: readonly Node[],
  scope: Scope,
  mutation: string,
): { original: string; mutated: string } {
  const node = way.at(-1) as Node;
  const scopeText = plain(text.slice(scope.start, scope.end));
  for (let i = way.length - 1; ; i--) {
    const piece = way[i] as Node;
    const original = plain(text.slice(startOf(piece), endOf(piece)));
    const isWhole = startOf(piece) <= scope.start;
    if (!isWhole && scopeText.indexOf(original) !== scopeText.lastIndexOf(original)) continue;
    const before = text.slice(startOf(piece), startOf(node));
    const after = text.slice(endOf(node), endOf(piece));
    return { original, mutated: plain(before + mutation + after) };
  }
}

/** One line, without comments. */
function plain(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function keyOf({ file, in: around, original, mutated }: MutantName): string {
  return [file, around, original, mutated].join('\n');
}
