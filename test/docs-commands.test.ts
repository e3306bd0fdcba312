/**
 * The commands that the pages tell people to type exist, with every option that is shown.
 */

import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../bin/holdfast.ts';

const nothing = () => undefined;
const context = {
  root: new URL('..', import.meta.url).href,
  print: nothing,
  printError: nothing,
  done: nothing,
};
const program = createProgram(context);

/** What is wrong with a line; empty where nothing is. */
function complain(line: string): string {
  const words = line.split(/\s+#/)[0]?.trim().split(/\s+/).slice(2) ?? [];
  let command: Command = program;
  for (const word of words) {
    const inner: Command | undefined = command.commands.find((one) => one.name() === word);
    if (inner === undefined) break;
    command = inner;
  }
  if (command === program && words[0]?.startsWith('-') !== true) return `${line}: no such command`;
  const strange = words.filter(
    (word) =>
      /^--\w/.test(word) &&
      !['--help', '--version'].includes(word) &&
      !command.options.some(({ long }) => long === word),
  );
  return strange.length === 0 ? '' : `${line}: no ${strange.join(' ')}`;
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
];
for (const page of pages.filter((name) => name.endsWith('.md'))) {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```\w*\n(.*?)```/gs)];
  const lines = blocks
    .flatMap((match) => (match[1] ?? '').split('\n'))
    .filter((line) => line.trim().startsWith('npx holdfast '))
    .map((line) => line.trim());
  if (lines.length === 0) continue;
  test(`${page}: every command of holdfast exists, with its options`, () => {
    expect(lines.map(complain).filter(Boolean)).toEqual([]);
  });
}

test('a command or an option that does not exist is found', () => {
  expect(complain('npx holdfast bord check pico')).toMatch(/no such command/);
  expect(complain('npx holdfast board check pico --svgg x')).toMatch(/no --svgg/);
});
