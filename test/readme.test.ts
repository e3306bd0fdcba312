/**
 * README: what it shows is what the commands print and measure now.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { tellStory } from '../bin/commands/sim/story.ts';
import { measureRow, measureSpikes, rows } from '../sim/bench/reaction.ts';
import { immunityOf } from '../sim/bench/spike-picture.ts';
import { parseScenario } from '../sim/scenario/parse.ts';
import { runScenario } from '../sim/scenario/run.ts';
import { SimTarget } from '../sim/scenario/target.ts';
import { boardCosts, fitsOf } from '../sim/world/board-costs.ts';
import { startWithCost } from '../sim/world/board-timing.ts';

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

for (const [column, name] of [
  [2, 'kaluma'],
  [3, 'espruino'],
] as const) {
  test(`its figure of C→B with the costs of ${name} is what npm run bench:reaction measures`, () => {
    const row = rows.find((one) => one.id === 'c-to-b');
    const cost = boardCosts.find((one) => one.name === name);
    if (row === undefined || cost === undefined) throw new Error('no row, or no board');
    const { max } = measureRow(row, cost.tickMs, 58, startWithCost(cost), fitsOf(cost)).spread;
    const line = readme
      .split('\n')
      .find((one) => one.startsWith('| C→B: contactor-off command, with costs'));
    expect(line?.split('|')[column]?.trim()).toBe(max.toFixed(1));
  });
}

test('every page of docs stands in the index, with whom it is for', () => {
  const index = readFileSync('docs/README.md', 'utf8');
  const pages = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
  for (const name of pages) {
    expect(index, name).toMatch(new RegExp(`\\]\\(${name}\\) \\| [a-z]+.* \\| .+ \\|`));
  }
});

test('its longest spike that does nothing is what npm run bench:reaction measures', () => {
  const figure = ownFigure('longest 12 V spike at CP in C that does nothing');
  // Whatever the truth is, two lengths above the figure tell it from the figure.
  const lengthsMs = Array.from({ length: Number(figure) + 2 }, (_, i) => i + 1);
  expect(String(immunityOf(measureSpikes(10, 58, lengthsMs)))).toBe(figure);
  const wiring = readFileSync('docs/wiring.md', 'utf8');
  expect(wiring).toContain(`with a tick of 10 ms a 12 V spike of ${figure} ms in C does nothing`);
});
