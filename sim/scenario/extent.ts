/**
 * Extent: how long a story may take, and how many lines of it may be done. More than that is no story but a
 * wrong unit or a digit too many, and a run that nobody waits for.
 */

import { longestUs } from './length.ts';
import type { Mistakes } from './mistakes.ts';
import { readQuantity } from './quantity.ts';
import { Complaint, ScenarioError, type Words } from './source.ts';
import type { Statement } from './statement.ts';

const HOUR_US = 3600000000;

/** A year, and a month to see what becomes of it. */
const LONGEST_HOURS = 9600;
const LONGEST_US = LONGEST_HOURS * HOUR_US;

/** The longest scenario of the project does 414 lines. */
const MOST_LINES = 1000000;

/** From the largest on: what was probably meant is the first in which the number is in proportion. */
const smallerUnits: readonly (readonly [string, number])[] = [
  ['min', 60000000],
  ['s', 1000000],
  ['ms', 1000],
  ['us', 1],
];

/** @returns the number with another unit, as a question; empty where none makes it fit */
function unitMeant(words: readonly string[], us: number): string {
  const match = /^([\d.]+) ?([a-z]+)/.exec(words.join(' '));
  const number = Number(match?.[1]);
  const fits = smallerUnits.find(
    ([, scale]) => number * scale < us && number * scale <= LONGEST_US,
  );
  return fits === undefined ? '' : `; did you mean "${match?.[1]} ${fits[0]}"?`;
}

/** Reads a time that the story takes. */
export function readTime(words: Words): number {
  const { column } = words;
  const told = [words.peek(), words.peek(1)];
  const us = readQuantity(words, 'duration');
  if (us <= LONGEST_US) return us;
  const found = `expected at most ${LONGEST_HOURS} h, found ${writeHours(us)}`;
  throw new Complaint(column, found + unitMeant(told, us));
}

function writeHours(us: number): string {
  return `${Math.ceil(us / HOUR_US)} h`;
}

/** A block that is empty takes its turns as well. */
function linesIn(statements: readonly Statement[]): number {
  return statements.reduce((sum, one) => sum + linesOf(one), 0);
}

function linesOf(statement: Statement): number {
  return statement.kind === 'repeat' ? statement.times * Math.max(1, linesIn(statement.body)) : 1;
}

/** What goes too far, in words; empty where nothing does. */
function excessOf(us: number, lines: number): string {
  if (us > LONGEST_US) {
    return `a story takes at most ${LONGEST_HOURS} h, found up to ${writeHours(us)} up to here`;
  }
  if (lines <= MOST_LINES) return '';
  return `a story does at most ${MOST_LINES} lines, found ${lines} up to here`;
}

/**
 * The line with which a story gets out of proportion is told: of blocks in blocks, the innermost that does so by
 * itself.
 */
export function checkExtent(
  file: string,
  statements: readonly Statement[],
  mistakes: Mistakes,
): void {
  let [us, lines] = [0, 0];
  for (const statement of statements) {
    us += longestUs([statement]);
    lines += linesOf(statement);
    const excess = excessOf(us, lines);
    if (excess === '') continue;
    const body = statement.kind === 'repeat' ? statement.body : [];
    if (excessOf(longestUs(body), linesIn(body)) !== '') {
      checkExtent(file, body, mistakes);
      return;
    }
    const { number, words } = statement.line;
    const place = words[statement.kind === 'repeat' ? 1 : 0] ?? words[0];
    mistakes.read(() => {
      throw new ScenarioError(file, number, place?.column ?? 1, excess);
    }, undefined);
    return;
  }
}
