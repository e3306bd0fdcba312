/**
 * `holdfast sim words`: the scenario language, from the tables that the parser reads.
 */

import { consoleWords } from '../../../sim/scenario/parse.ts';
import { preconditions } from '../../../sim/scenario/preconditions.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { observables } from '../../../sim/scenario/vocabulary.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

const LEFT = 44;
const RIGHT = 72;
const WIDTH = 100;

/** Text wrapped between words. */
function printWrapped(text: string, print: Print): void {
  let line = '';
  for (const piece of text.split(/(?<=[| ])/)) {
    if (line.length + piece.length > WIDTH - 6) {
      print(`  ${line}`);
      line = '    ';
    }
    line += piece;
  }
  print(`  ${line}`);
}

/** Text in lines that fit beside the left column. */
function* linesOf(text: string): Generator<string> {
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > RIGHT) {
      yield line;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  yield line;
}

/** A row of two columns, each broken between words. */
function printRow(left: string, right: string, print: Print): void {
  const isShort = left.length <= LEFT;
  if (!isShort) printWrapped(left, print);
  let beside = isShort ? left : '';
  for (const line of linesOf(right)) {
    print(`  ${beside.padEnd(LEFT)} ${paint.dim(line)}`);
    beside = '';
  }
}

/** Prints all of it. */
export function listWords(print: Print): number {
  const table = (title: string, rows: readonly (readonly [string, string])[]): void => {
    print(paint.bold(title));
    for (const [left, right] of rows) printRow(left, right, print);
    print('');
  };
  table(
    'given …',
    preconditions.map((row) => [row.pattern.text, row.meaning]),
  );
  table(
    'what can happen',
    verbs.map((row) => [row.pattern.text, row.meaning]),
  );
  table(
    'what can be looked at',
    [...observables].map(([name, row]) => [
      `${name} ${typeof row.values === 'string' ? `<${row.values}>` : row.values.join('|')}`,
      row.meaning,
    ]),
  );
  print(paint.bold("lines for the firmware's console"));
  printWrapped(consoleWords.join(' '), print);
  return 0;
}
