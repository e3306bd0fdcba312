/**
 * Functions: every function of a source, with its length without the tables that stand in it.
 */

import { parse } from '@babel/parser';
import * as t from '@babel/types';

export interface FunctionSize {
  readonly name: string;
  /** From its first line to its last, without the tables in it. */
  readonly lines: number;
  readonly parameters: number;
  /** A class's constructor, or a function that is called as one: `create…`. */
  readonly isConstructor: boolean;
}

function linesOf(node: t.Node): number {
  return node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0;
}

function childrenOf(node: t.Node): t.Node[] {
  const keys = t.VISITOR_KEYS[node.type] ?? [];
  return keys
    .flatMap((key) => (node as unknown as Record<string, t.Node | t.Node[] | null>)[key] ?? [])
    .filter((child) => child !== null);
}

/** Whether functions in it do more than one thing: then it is code, not a table. */
function hasCode(node: t.Node): boolean {
  if (t.isFunction(node) && t.isBlockStatement(node.body) && node.body.body.length > 1) return true;
  return childrenOf(node).some(hasCode);
}

/** Lines of the tables in it: literals, beyond their first lines. */
function tableLines(node: t.Node): number {
  const isTable = t.isArrayExpression(node) || t.isObjectExpression(node);
  if (isTable && !hasCode(node)) return linesOf(node) - 1;
  return childrenOf(node).reduce((sum, child) => sum + tableLines(child), 0);
}

function nameOf(node: t.Function, parent: t.Node): string {
  const own = ('id' in node ? node.id : null) ?? ('key' in node ? node.key : null);
  const given = t.isVariableDeclarator(parent) ? parent.id : 'key' in parent ? parent.key : null;
  for (const name of [own, given]) if (t.isIdentifier(name)) return name.name;
  return `at line ${node.loc?.start.line}`;
}

/** What a call calls first: `describe` of `describe.skipIf(here)('…', …)`. */
function firstName(node: t.Node): string {
  if (t.isCallExpression(node)) return firstName(node.callee);
  if (t.isMemberExpression(node)) return firstName(node.object);
  return t.isIdentifier(node) ? node.name : '';
}

/** `describe` only groups tests: there is no function to read. */
function isGroup(parent: t.Node): boolean {
  return t.isCallExpression(parent) && firstName(parent) === 'describe';
}

function sizeOf(node: t.Function, parent: t.Node): FunctionSize {
  const name = nameOf(node, parent);
  return {
    name,
    lines: linesOf(node) - tableLines(node.body),
    parameters: node.params.length,
    isConstructor: name === 'constructor' || /^create[A-Z]/.test(name),
  };
}

/** @param text a module in TypeScript or JavaScript */
export function functionsOf(text: string): FunctionSize[] {
  const found: FunctionSize[] = [];
  const walk = (node: t.Node, parent: t.Node): void => {
    if (t.isFunction(node) && !isGroup(parent)) found.push(sizeOf(node, parent));
    for (const child of childrenOf(node)) walk(child, node);
  };
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  walk(program, program);
  return found;
}
