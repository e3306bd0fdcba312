/**
 * The finder: all words have to be there, and what is meant most probably comes first.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findStories, headOf } from '../../../sim/live/finder.ts';
import { findFiles } from '../../../sim/scenario/library.ts';

const heads = [
  headOf('a/ice.scenario', 'scenario Ice\nwhy A pin that freezes.\n\ntemperature -25 C\n'),
  headOf('a/weld.scenario', 'scenario A weld in winter\n\ncontactor welds\n'),
  headOf('winter/x.scenario', 'scenario The pin\nwhy Cold.\nwhy Wet.\n\nplug in\n'),
  headOf('a/none.scenario', 'plug in\n'),
];
const found = (question: string): string[] => findStories(heads, question).map((h) => h.file);

test('a head is read from its lines; without a title a file is called by its path', () => {
  expect(heads[2]).toMatchObject({ title: 'The pin', why: 'Cold. Wet.' });
  expect(heads[3]).toMatchObject({ title: 'a/none.scenario', why: '' });
});

test('titles come first, then paths, reasons and lines; without a question all are there', () => {
  expect(found('winter')).toEqual(['a/weld.scenario', 'winter/x.scenario']);
  expect(found('pin')).toEqual(['winter/x.scenario', 'a/ice.scenario']);
  expect(found('plug')).toEqual(['winter/x.scenario', 'a/none.scenario']);
  expect(found('  ')).toEqual(heads.map(({ file }) => file));
});

test('every word has to be there, in any order and case', () => {
  expect(found('WELD winter')).toEqual(['a/weld.scenario']);
  expect(found('temperature pin')).toEqual(['a/ice.scenario']);
  expect(found('winter freezes')).toEqual([]);
});

test('a case from the field is found by its number', () => {
  const files = findFiles(['sim/story', 'test/scenarios']);
  const all = files.map((file) => headOf(file, readFileSync(file, 'utf8')));
  expect(all.every(({ title, file }) => title !== file)).toBe(true);
  expect(findStories(all, 'F07')[0]?.file).toContain('f07');
});
