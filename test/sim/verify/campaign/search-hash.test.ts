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

const PROGRAM = 'sim/verify/search/search-worker.ts';
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

/** The sets that have another hash while a text in a file is another one. */
function changedBy(name: string, found: string, put: string): string[] {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const [start, end, ...more] = text.split(found);
  expect([start, end, more.length], `${name} has "${found}" once`).not.toContain(undefined);
  writeFileSync(path, `${start}${put}${end}${more.map((part) => found + part).join('')}`);
  const after = searchHashes(root, sets);
  writeFileSync(path, text);
  return names.filter((set) => before[set] !== after[set]);
}

test('the same sources have the same hashes wherever they lie, and each set its own', () => {
  expect(before).toEqual(searchHashes(here, sets));
  expect(new Set(Object.values(before)).size).toBe(names.length);
});

const step = 'state.dueMs = limits.ageCapMs;';

test('what no set leaves out is a change for every set', () => {
  expect(changedBy('firmware/control/step.ts', step, `${step} state.strokes += 1;`)).toEqual(names);
  const rules = 'makeSafe(guard, outputs);';
  expect(changedBy('sim/verify/search/system.ts', rules, '')).toEqual(names);
  const search = 'this.transitions++;';
  expect(changedBy('sim/verify/search/joined-search.ts', search, '')).toEqual(names);
  expect(changedBy('build/questions.mjs', 'Questions: ', 'Questions. ')).toEqual(names);
});

test('what only one policy asks for is a change for the sets with this policy alone', () => {
  const permanent = 'if (limits.lockPolicy === LockPolicy.Permanent) state.strokes = 0;';
  expect(changedBy('firmware/control/step.ts', step, `${step} ${permanent}`)).toEqual([
    'permanent',
  ]);
  const permitted = 'state.strokes = limits.authorization ? 0 : state.strokes;';
  const changed = changedBy('firmware/control/step.ts', step, `${step} ${permitted}`);
  expect(changed, 'one arm is left of it, and does nothing, but stands there').toEqual(names);
});

test('a comment, a type, and what no search runs change nothing', () => {
  expect(changedBy('firmware/control/step.ts', step, `/* Why. */ ${step}`)).toEqual([]);
  expect(changedBy('firmware/control/step.ts', step, `${step} type Word = string;`)).toEqual([]);
  const rule = 'export function checkRules(';
  expect(changedBy('firmware/guard/rules.ts', rule, `export let looks = 1;\n${rule}`)).toEqual([]);
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
    if (node.typeAnnotation == null) return;
    found.push(
      `${name}: ${text.slice(node.typeAnnotation.start ?? 0, node.typeAnnotation.end ?? 0)}`,
    );
  });
  return found;
}

test('what is called by their names in a search is the limits of its set', () => {
  const holders = sourcesOf(here, PROGRAM).flatMap(holdersIn);
  expect(holders.length).toBeGreaterThan(100);
  const types = /: : (Limits|Pick<Limits, .*>)$/s;
  expect(holders.filter((holder) => !types.test(holder))).toEqual([]);
});
