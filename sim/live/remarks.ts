/**
 * Remarks: what is wrong with a text, and where; for the editors.
 */

import { longestUs } from '../scenario/length.ts';
import { mistakesIn } from '../scenario/parse.ts';
import type { Scenario, Statement } from '../scenario/statement.ts';

/** Something to tell about a place in the text; lines and columns count from 1. */
export interface Remark {
  readonly line: number;
  readonly column: number;
  readonly words: string;
}

export function remarksOn(text: string): readonly Remark[] {
  return mistakesIn('scenario', text).map(({ line, column, complaint }) => ({
    line,
    column,
    words: complaint,
  }));
}

/** What is wrong with the lines of a charger; each has to be a `given` line. */
export function chargerRemarks(text: string): readonly Remark[] {
  // The lines stand under a title that is not shown.
  const remarks = remarksOn(`scenario charger\n${text}`).map((remark) => ({
    ...remark,
    line: remark.line - 1,
  }));
  text.split('\n').forEach((line, i) => {
    const isOther = /^\s*[^\s#]/.test(line) && !/^\s*given(\s|$)/.test(line);
    if (!isOther || remarks.some((remark) => remark.line === i + 1)) return;
    const words = 'expected a line that begins with "given": what happens is done beside it';
    remarks.push({ line: i + 1, column: line.search(/\S/) + 1, words });
  });
  return remarks.sort((a, b) => a.line - b.line);
}

/** A page plays no longer stories, because it has no more memory. */
const LONGEST_HOURS = 48;
const MOST_STATEMENTS = 100000;

function countOf(statements: readonly Statement[]): number {
  return statements.reduce(
    (sum, one) => sum + (one.kind === 'repeat' ? one.times * countOf(one.body) : 1),
    0,
  );
}

/** Why a page cannot play it, in words; '' where it can. */
export function tooLong({ statements }: Scenario): string {
  const hours = longestUs(statements) / 3600000000;
  if (hours > LONGEST_HOURS) {
    return `a page plays at most ${LONGEST_HOURS} h, found up to ${Math.ceil(hours)} h: holdfast sim run plays it`;
  }
  const count = countOf(statements);
  if (count <= MOST_STATEMENTS) return '';
  return `a page plays at most ${MOST_STATEMENTS} lines, found ${count}: holdfast sim run plays it`;
}
