/**
 * Mutant source: one file of the firmware, parsed; the nodes that run, and the enums.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { type File, type Node, VISITOR_KEYS } from '@babel/types';

/** Folders whose sources are mutated: everything that a charger runs but its platform. */
const FOLDERS = [
  'firmware',
  'firmware/control',
  'firmware/drivers',
  'firmware/guard',
  'firmware/storage',
  'firmware/console',
];
/** Words for people and tools: no board runs them. */
const NOT_FLASHED = ['input-words.ts', 'fault-words.ts', 'plug-fault-words.ts', 'driver-code.ts'];

export interface Source {
  /** Path below the project's folder, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tree: File;
}

/** Members of every enum, by its name, in their order. */
export type Enums = ReadonlyMap<string, readonly string[]>;

export function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  return { file, text, tree };
}

/** @param root the project's folder */
export function readSources(root: string): Source[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !NOT_FLASHED.includes(name))
      .sort()
      .map((name) => readSource(root, `${folder}/${name}`)),
  );
}

/** Child nodes that run, in the order of the text; types do not. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of VISITOR_KEYS[node.type] ?? []) {
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && child !== undefined && runs(child)) children.push(child);
    }
  }
  return children.sort((a, b) => startOf(a) - startOf(b));
}

function runs(node: Node): boolean {
  if (node.type === 'TSAsExpression' || node.type === 'TSNonNullExpression') return true;
  return !node.type.startsWith('TS') && node.type !== 'ImportDeclaration';
}

export function startOf(node: Node): number {
  return node.start as number;
}

export function endOf(node: Node): number {
  return node.end as number;
}

/** A node's text, with each child as it is rendered. */
export function withChildren(source: Source, node: Node, render: (child: Node) => string): string {
  let text = '';
  let at = startOf(node);
  for (const child of childrenOf(node)) {
    text += source.text.slice(at, startOf(child)) + render(child);
    at = endOf(child);
  }
  return text + source.text.slice(at, endOf(node));
}

/** A whole source, with each node of its program as it is rendered. */
export function rewritten(source: Source, render: (child: Node) => string): string {
  const { program } = source.tree;
  return source.text.slice(0, startOf(program)) + withChildren(source, program, render);
}

export function readEnums(sources: readonly Source[]): Enums {
  const enums = new Map<string, string[]>();
  for (const { tree, text } of sources) {
    for (const statement of tree.program.body) {
      const declared =
        statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'TSEnumDeclaration') continue;
      const names = declared.members.map(({ id }) => text.slice(startOf(id), endOf(id)));
      enums.set(
        declared.id.name,
        // The end mark of an enum is not one of its values.
        names.filter((name) => name !== 'Count'),
      );
    }
  }
  return enums;
}
