/**
 * README: what it shows is what the commands print and measure now.
 */

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { tellStory } from '../bin/commands/sim/story.ts';
import { measureRow, measureSpikes, rows } from '../sim/bench/reaction.ts';
import { immunityOf } from '../sim/bench/spike-picture.ts';
import { parseScenario } from '../sim/scenario/parse.ts';
import { runScenario } from '../sim/scenario/run.ts';
import { SimTarget } from '../sim/scenario/target.ts';

const readme = readFileSync('README.md', 'utf8');
const root = new URL('..', import.meta.url).href;

/** The block of code that has this line. */
function blockWith(line: RegExp): string[] {
  const blocks = [...readme.matchAll(/```\n(.*?)```/gs)].map((match) => match[1] as string);
  const block = blocks.find((text) => text.split('\n').some((one) => line.test(one)));
  expect(block, `a block with ${line}`).toBeDefined();
  return (block ?? '').trimEnd().split('\n');
}

/** What a run costs is another figure every time. */
const withoutCost = (line: string): string => line.replace(/ in \d+ ms$/, '');

test('the chapter that it shows is told so by npm start', async () => {
  const told: string[] = [];
  await tellStory(root, (line) => told.push(withoutCost(stripVTControlCharacters(line))));
  const shown = blockWith(/^verdict/).map(withoutCost);
  const gap = shown.findIndex((line) => line.trim() === '…');
  const chapter = told.slice(told.indexOf(shown[0] as string));
  const from = chapter.indexOf(shown[gap + 1] as string);
  expect(from).toBeGreaterThan(0);
  expect(shown.slice(gap + 1)).toEqual(chapter.slice(from, from + shown.length - gap - 1));
});

test('the scenario that it shows passes', async () => {
  const text = blockWith(/^scenario /).join('\n');
  for (const scenario of parseScenario('README.md', text)) {
    const result = await runScenario(scenario, new SimTarget());
    expect(result.failure).toBe(null);
  }
});

/** Our own cell in the table beside other controllers. */
function ownFigure(question: string): string {
  const row = readme.split('\n').find((line) => line.startsWith(`| ${question} `));
  expect(row, question).toBeDefined();
  return (row ?? '').split('|')[2]?.trim() ?? '';
}

for (const [id, question, cell] of [
  ['c-to-b', 'C→B: contactor-off command', 'MIN / MEDIAN / MAX'],
  ['pilot-short', 'pilot short in C: off', 'MIN / MEDIAN / MAX'],
  ['latch-lost', 'latch lost while live: off', 'MIN / MEDIAN / MAX'],
  ['c-to-a-unlock', 'C→A: unlock command', 'MAX after *proven* open'],
  ['weld', 'weld, then unplugged at the car', 'held, reported in MAX'],
] as const) {
  test(`its figure of "${question}" is what npm run bench:reaction measures`, () => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) throw new Error(`no row ${id}`);
    const { min, median, max } = measureRow(row, 10, 58).spread;
    const figure = (ms: number): string => ms.toFixed(0);
    const expected = cell
      .replace('MIN', figure(min))
      .replace('MEDIAN', figure(median))
      .replace('MAX', figure(max));
    expect(ownFigure(question)).toBe(expected);
  });
}

test('its longest spike that does nothing is what npm run bench:reaction measures', () => {
  const lengthsMs = Array.from({ length: 40 }, (_, i) => i + 1);
  const immuneMs = immunityOf(measureSpikes(10, 58, lengthsMs));
  expect(ownFigure('longest 12 V spike at CP in C that does nothing')).toBe(String(immuneMs));
});
