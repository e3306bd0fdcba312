/**
 * Mutants page: the table says what a run over every file has found, and nothing of another build is put into it.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillScores, publishScores, scoreTable } from '../../bin/commands/sim/mutants-page.ts';
import { buildHash } from '../../sim/verify/campaign/build-hash.ts';
import { type ShardResult, writeResult } from '../../sim/verify/campaign/results.ts';
import { WHOLE } from '../../sim/verify/campaign/shard.ts';
import type { FileScore } from '../../sim/verify/mutants/score.ts';
import type { Survivor } from '../../sim/verify/mutants/survivors.ts';

const same = { file: 'firmware/a.ts', in: 'f', original: 'x < 1', mutated: 'x <= 1' };
const other = { file: 'firmware/a.ts', in: 'f', original: 'x', mutated: 'true' };
const survivors: readonly Survivor[] = [
  { ...same, kind: 'equivalent', reason: 'The same.' },
  { ...other, kind: 'second fence', reason: 'Asked again.' },
];
const score = (mutants: number, survived: FileScore['survived']): FileScore => ({
  mutants,
  killed: mutants - survived.length,
  timedOut: 0,
  survived,
  listedButKilled: [],
});
const units = { 'firmware/a.ts': score(12, [same, other]), 'firmware/b.ts': score(9, []) };

test('a row for each file, and one for all: what is equivalent is not counted', () => {
  const lines = scoreTable({ build: 'abc', units }, survivors).split('\n');
  expect(lines[0]).toContain('build hash is `abc`');
  expect(lines.slice(5)).toEqual([
    '| `firmware/a.ts` | 12 | 10 | 1 | 1 | 90.9 % |',
    '| `firmware/b.ts` | 9 | 9 | 0 | 0 | 100.0 % |',
    '| all 2 | 21 | 19 | 1 | 1 | 95.0 % |',
  ]);
});

test('the page keeps what is around its table', () => {
  const page = readFileSync('docs/mutants.md', 'utf8');
  const [before = '', after = ''] = page.split(/<!-- table:.*<!-- end of table -->/s);
  const filled = fillScores(page, 'the table');
  expect(filled).toMatch(/-->\n\nthe table\n\n<!-- end of table -->/);
  expect(filled.startsWith(before)).toBe(true);
  expect(filled.endsWith(after)).toBe(true);
  expect(fillScores(filled, 'the table')).toBe(filled);
  expect(() => fillScores('# Mutants', 'the table')).toThrow('has lost the marks');
});

let folder = '';
let root = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutants-page-'));
  root = pathToFileURL(`${folder}/`).href;
  for (const name of ['firmware', 'sim', 'docs', 'test/mutants']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'test/mutants/survivors.json'), '[]');
  cpSync('docs/mutants.md', join(folder, 'docs/mutants.md'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const resultOf = (change: Partial<ShardResult<FileScore>>): ShardResult<FileScore> => ({
  format: 'holdfast-campaign-1',
  campaign: 'mutants',
  build: buildHash(root),
  task: 'all files',
  shard: WHOLE,
  complete: true,
  seconds: 1,
  units,
  ...change,
});

test('the result of every file, of this build, is written into the page', () => {
  writeResult(folder, resultOf({}));
  expect(publishScores(root, folder, () => undefined)).toBe(0);
  const page = readFileSync(join(folder, 'docs/mutants.md'), 'utf8');
  expect(page).toContain(buildHash(root));
  expect(page).toContain('| `firmware/b.ts` | 9 | 9 | 0 | 0 | 100.0 % |');
});

test.each([
  ['another build', { build: 'abc' }, 'found all files of abc'],
  ['a few files', { task: 'release' }, 'found release of '],
  ['a part that is missing', { shard: { index: 0, count: 2 } }, 'shards are missing: 1/2'],
])('a result of %s is refused, and the page stays as it is', (_what, change, complaint) => {
  const page = readFileSync(join(folder, 'docs/mutants.md'), 'utf8');
  writeResult(folder, resultOf(change));
  expect(() => publishScores(root, folder, () => undefined)).toThrow(complaint);
  expect(readFileSync(join(folder, 'docs/mutants.md'), 'utf8')).toBe(page);
});

test('a folder without a result is refused', () => {
  expect(() => publishScores(root, folder, () => undefined)).toThrow('no result of mutants');
});
