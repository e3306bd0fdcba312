/**
 * Search hash: the published figures of a set stay for as long as what its searches are made of, and go with it.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from '@babel/parser';
import { type Node, traverseFast } from '@babel/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourcesOf } from '../../../../sim/verify/campaign/build-hash.ts';
import { limitNames, searchHashes } from '../../../../sim/verify/campaign/search-hash.ts';
import { limitSets } from '../../../../sim/verify/search/limit-sets.ts';
import type { SearchHashes } from '../../../../sim/verify/search/search-figures.ts';

const here = pathToFileURL('./').href;
const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
const root = pathToFileURL(`${folder}/`).href;
const sets = limitSets.filter(({ name }) => ['base', 'permanent', 'authorization'].includes(name));
const names = sets.map(({ name }) => name);
let before: SearchHashes = {};

beforeAll(() => {
  for (const name of ['firmware', 'sim', 'build/questions.mjs']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  before = searchHashes(root, sets);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The hashes while a text in a file is another one. */
function hashesWith(name: string, found: string, put: string): SearchHashes {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  expect(text, name).toContain(found);
  writeFileSync(
    path,
    text.replace(found, () => put),
  );
  const hashes = searchHashes(root, sets);
  writeFileSync(path, text);
  return hashes;
}

/** The sets whose hashes differ. */
const apart = (one: SearchHashes, other: SearchHashes): string[] =>
  names.filter((set) => one[set] !== other[set]);

const changedBy = (name: string, found: string, put: string): string[] =>
  apart(before, hashesWith(name, found, put));

const firstLine = 'state.dueMs = limits.ageCapMs;';
const inStep = (more: string): SearchHashes =>
  hashesWith('firmware/control/step.ts', firstLine, `${firstLine} ${more}`);

test('the same sources have the same hashes wherever they lie, and each set its own', () => {
  expect(before).toEqual(searchHashes(here, sets));
  expect(new Set(Object.values(before)).size).toBe(names.length);
});

test('what no set leaves out is a change for every set', () => {
  expect(apart(before, inStep('state.strokes += 1;'))).toEqual(names);
  const safe = 'makeSafe(guard, outputs);';
  expect(changedBy('sim/verify/search/system.ts', safe, '')).toEqual(names);
  const count = 'this.transitions++;';
  expect(changedBy('sim/verify/search/joined-search.ts', count, '')).toEqual(names);
  expect(changedBy('build/questions.mjs', 'Questions: ', 'Questions. ')).toEqual(names);
});

test('what only one policy asks for is a change for the sets with this policy alone', () => {
  const permanent = inStep('if (limits.lockPolicy === LockPolicy.Permanent) state.strokes = 0;');
  expect(apart(before, permanent)).toEqual(['permanent']);
  const always = inStep('if (seen.start) state.strokes = 0;');
  expect(apart(before, always)).toEqual(names);
  const unlessPermanent = inStep(`
    const stays = limits.lockPolicy === LockPolicy.Permanent && state.welded;
    if (!stays && seen.start) state.strokes = 0;
  `);
  expect(apart(always, unlessPermanent)).toEqual(['permanent']);
});

test('a comment, a type, and what no search runs change nothing', () => {
  expect(apart(before, inStep('/* Why. */ type Word = string;'))).toEqual([]);
  const rules = 'export function checkRules(';
  expect(changedBy('firmware/guard/rules.ts', rules, `export let one = 1;\n${rules}`)).toEqual([]);
  const figures = 'export function figureOf(';
  const file = 'sim/verify/search/search-figures.ts';
  expect(changedBy(file, figures, `export let one = 1;\n${figures}`)).toEqual([]);
});

/** What a parameter or a variable with one of the names is said to be, and where. */
function holdersIn(name: string): string[] {
  const text = readFileSync(name, 'utf8');
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  const found: string[] = [];
  traverseFast(tree as unknown as Node, (node) => {
    if (node.type !== 'Identifier' || !limitNames.includes(node.name)) return;
    const type = node.typeAnnotation;
    if (type != null) found.push(`${name}: ${text.slice(type.start ?? 0, type.end ?? 0)}`);
  });
  return found;
}

test('what is called by their names in a search is the limits of its set', () => {
  const program = sourcesOf(here, 'sim/verify/search/search-worker.ts');
  const holders = program.flatMap(holdersIn);
  expect(holders.length).toBeGreaterThan(100);
  const types = /: : (Limits|Pick<Limits, .*>)$/s;
  expect(holders.filter((holder) => !types.test(holder))).toEqual([]);
});
