/**
 * Search hash: identifies what the searches over one set of limits are made of. That is their program with the set's
 * limits put in place of their names: what these leave out of the program (the policies that the owner has not chosen,
 * parts that are not fitted) may change, and the set's figures stay.
 *
 * Where two programs are the same text after that, they do the same with these limits. A comparison that is not found to
 * be decided stays in the text, and its change drops figures that would still hold, as another version of esbuild may:
 * that costs time, and claims nothing that is not so.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import { type Node, VISITOR_KEYS } from '@babel/types';
import { buildSync, transformSync } from 'esbuild';
import { type LimitSet, limitSets } from '../search/limit-sets.ts';
import type { SearchHashes } from '../search/search-figures.ts';
import { hashOf } from './build-hash.ts';

const PROGRAM = 'sim/verify/search/search-worker.ts';
/** In its bundle comparisons ask. */
const QUESTIONS = 'build/questions.mjs';
/** What the set itself is stands beside the program. */
const SETS = '*/limit-sets.ts';

/** The names under which the program has the limits of its set, and of nothing else: a test holds it to that. */
export const limitNames: readonly string[] = ['limits', 'l'];

/** A place where the program reads a limit. */
interface Reading {
  readonly from: number;
  readonly to: number;
  readonly limit: string;
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Readonly<Record<string, Node | (Node | null)[] | null>>;
  const found = (VISITOR_KEYS[node.type] ?? []).flatMap((key) => fields[key] ?? []);
  return found.filter((child) => child !== null);
}

/** The limit that `limits.tickMs` or `system.limits.tickMs` reads. */
function limitOf(node: Node): string | null {
  if (node.type !== 'MemberExpression' || node.computed) return null;
  const { object, property } = node;
  const holder = object.type === 'MemberExpression' && !object.computed ? object.property : object;
  if (holder.type !== 'Identifier' || !limitNames.includes(holder.name)) return null;
  return property.type === 'Identifier' ? property.name : null;
}

/** In the order of the text. */
function readingsIn(node: Node): Reading[] {
  const limit = limitOf(node);
  if (limit !== null) return [{ from: node.start ?? 0, to: node.end ?? 0, limit }];
  return childrenOf(node)
    .flatMap(readingsIn)
    .sort((a, b) => a.from - b.from);
}

/** A program with every limit that it reads as a number, or as true or false, and without what that leaves out. */
function withLimits(text: string, readings: readonly Reading[], { limits }: LimitSet): string {
  const values = limits as unknown as Readonly<Record<string, number | boolean | undefined>>;
  let from = 0;
  let put = '';
  for (const reading of readings) {
    const value = values[reading.limit];
    if (value === undefined) continue;
    put += `${text.slice(from, reading.from)}(${value})`;
    from = reading.to;
  }
  // What the first round decides, the second one leaves out.
  return withoutUnreached(withoutUnreached(put + text.slice(from)));
}

function withoutUnreached(text: string): string {
  const { code } = transformSync(text, {
    minifySyntax: true,
    minifyWhitespace: true,
    treeShaking: true,
    format: 'esm',
  });
  return code;
}

/** The program of every search, in one text. */
function readProgram(root: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [PROGRAM],
    bundle: true,
    packages: 'external',
    external: [SETS],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Whatever the folder's own says: the same sources are the same text wherever they lie.
    tsconfigRaw: '{}',
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

/** @param root address of the project's folder */
export function searchHashes(root: string, sets: readonly LimitSet[] = limitSets): SearchHashes {
  const program = readProgram(root);
  const readings = readingsIn(parse(program, { sourceType: 'module' }).program);
  const questions = readFileSync(fileURLToPath(new URL(QUESTIONS, root)), 'utf8');
  const hashes = sets.map((set) => {
    const parts = [withLimits(program, readings, set), questions, JSON.stringify(set)];
    return [set.name, hashOf(parts)];
  });
  return Object.fromEntries(hashes);
}
