/**
 * Tags and what has failed last: how scenarios are chosen.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  keepLastFailed,
  onlyLastFailed,
  readLastFailed,
} from '../../../sim/scenario/last-failed.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { withTags } from '../../../sim/scenario/tags.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-tags-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string, tags: string) =>
  parseScenario(`${name}.scenario`, `scenario ${name}\n${tags}\nplug in`);
const scenarios = [
  ...read('a', 'tags slow outage'),
  ...read('b', 'tags slow\ntags lock'),
  ...read('c', '# none'),
];
const chosen = (...tags: string[]): string[] => withTags(scenarios, tags).map(({ title }) => title);

test('any of the tags that are asked for, and none of those that are not wanted', () => {
  expect(scenarios.map(({ tags }) => tags)).toEqual([['slow', 'outage'], ['slow', 'lock'], []]);
  expect(chosen('slow')).toEqual(['a', 'b']);
  expect(chosen('outage', 'lock')).toEqual(['a', 'b']);
  expect(chosen('slow', 'not-lock')).toEqual(['a']);
  expect(chosen('not-slow')).toEqual(['c']);
});

test('a tag that no scenario has is a slip, with the nearest one', () => {
  expect(() => chosen('outtage')).toThrow(
    'no scenario has the tag "outtage"; did you mean "outage"?',
  );
  expect(() => chosen('not-here-at-all')).toThrow('there are lock, outage, slow');
  expect(() => withTags(read('c', '# none'), ['slow'])).toThrow('none has tags');
});

test('where every scenario is left out, that is told, and not taken for nothing to do', () => {
  expect(() => withTags(read('a', 'tags slow outage'), ['not-slow'])).toThrow(
    '--tag not-slow: none of 1 scenarios is left; there are the tags outage, slow',
  );
});

test('a file of what failed that is not ours has failed nothing', () => {
  const path = join(folder, 'foreign.json');
  const known = { file: 'a.scenario', variant: '' };
  for (const failed of [[null], ['a.scenario'], [known, { file: 3 }], {}, 'a']) {
    writeFileSync(path, JSON.stringify({ failed }));
    expect(readLastFailed(path)).toEqual([]);
  }
  for (const text of ['null', '[]', '{', '3']) {
    writeFileSync(path, text);
    expect(readLastFailed(path)).toEqual([]);
  }
  writeFileSync(path, JSON.stringify({ failed: [known] }));
  expect(readLastFailed(path)).toEqual([known]);
});

test('a tag that is none is told with its place', () => {
  expect(() => read('d', 'tags Slow')).toThrow('d.scenario:2:6: expected a tag of a-z');
  expect(() => read('d', 'tags')).toThrow('d.scenario:2:6: expected tags, found the end of line');
});

test('what failed last is run again, until it passes; what was not run is kept', () => {
  const path = join(folder, 'deep', 'last-failed.json');
  const [a, b, c] = scenarios.map(({ file, variant }) => ({ file, variant }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('three scenarios');
  expect(onlyLastFailed(path, scenarios)).toHaveLength(3);
  keepLastFailed(path, [a, b, c], []);
  expect(readLastFailed(path)).toEqual([]);
  keepLastFailed(path, [a, b, c], [a, b]);
  expect(onlyLastFailed(path, scenarios).map(({ title }) => title)).toEqual(['a', 'b']);
  keepLastFailed(path, [a], []);
  expect(readLastFailed(path)).toEqual([b]);
  keepLastFailed(path, [b], []);
  expect(onlyLastFailed(path, scenarios)).toHaveLength(3);
  writeFileSync(path, 'no JSON');
  expect(readLastFailed(path)).toEqual([]);
});
