/**
 * Decisions: every truth that a source asks for, and the conditions that it is made of.
 *
 * A decision is a whole expression of `&&`, `||` and `!`, or a single condition where the program branches or a
 * comparison is its value. It is named like a mutant, by file, function and its own text: line numbers would
 * change with every edit.
 */

import type { Node } from '@babel/types';
import { childrenOf, endOf, type Source, startOf } from '../mutants/mutant-source.ts';

/** How the conditions of a decision are joined; a number is a condition, by its place in the text. */
export type Shape =
  | number
  | { readonly not: Shape }
  | { readonly join: '&&' | '||'; readonly left: Shape; readonly right: Shape };

export interface Decision {
  /** Counted from 0 over all sources. */
  readonly id: number;
  readonly file: string;
  /** The function around it; empty between functions. */
  readonly in: string;
  readonly line: number;
  readonly text: string;
  readonly shape: Shape;
  /** In the order of the text. */
  readonly conditions: readonly Node[];
  readonly node: Node;
}

const COMPARING = ['<', '<=', '>', '>=', '===', '!==', '==', '!=', 'instanceof', 'in'];

/** Whether a node is a truth wherever it stands. */
function isTruth(node: Node): boolean {
  if (node.type === 'LogicalExpression') return node.operator !== '??';
  if (node.type === 'UnaryExpression') return node.operator === '!';
  return node.type === 'BinaryExpression' && COMPARING.includes(node.operator);
}

/** Whether the program branches at a node. */
function isTest(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || !('test' in parent)) return false;
  return parent.test === node;
}

function joins(node: Node): boolean {
  return (
    (node.type === 'LogicalExpression' && node.operator !== '??') ||
    (node.type === 'UnaryExpression' && node.operator === '!')
  );
}

function shapeOf(node: Node, conditions: Node[]): Shape {
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    return { not: shapeOf(node.argument, conditions) };
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const left = shapeOf(node.left, conditions);
    return { join: node.operator, left, right: shapeOf(node.right, conditions) };
  }
  return conditions.push(node) - 1;
}

interface Walk {
  readonly source: Source;
  readonly decisions: Decision[];
  readonly firstId: number;
}

/** @param firstId number of the first decision that is found */
export function findDecisions(source: Source, firstId: number): Decision[] {
  const walk: Walk = { source, decisions: [], firstId };
  visit(walk, source.tree.program, [], '');
  return walk.decisions;
}

export function findAllDecisions(sources: readonly Source[]): Decision[] {
  const all: Decision[] = [];
  for (const source of sources) all.push(...findDecisions(source, all.length));
  return all;
}

/** @param above the nodes around this one, the nearest last */
function visit(walk: Walk, node: Node, above: readonly Node[], around: string): void {
  const parent = above.at(-1);
  const isInside = parent !== undefined && joins(parent);
  if (!isInside && (isTruth(node) || isTest(node, parent))) add(walk, node, around);
  const inner =
    node.type === 'FunctionDeclaration' && node.id !== null && node.id !== undefined
      ? node.id.name
      : around;
  for (const child of childrenOf(node)) visit(walk, child, [...above, node], inner);
}

function add({ source, decisions, firstId }: Walk, node: Node, around: string): void {
  const conditions: Node[] = [];
  const shape = shapeOf(node, conditions);
  decisions.push({
    id: firstId + decisions.length,
    file: source.file,
    in: around,
    line: node.loc?.start.line ?? 0,
    text: textOf(source, node),
    shape,
    conditions,
    node,
  });
}

/** A piece of a source on one line, without comments. */
export function textOf(source: Source, node: Node): string {
  return source.text
    .slice(startOf(node), endOf(node))
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
