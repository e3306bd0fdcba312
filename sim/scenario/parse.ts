/**
 * Parse: a scenario file, checked whole before its first line runs.
 */

import { createCommands } from '../../firmware/console/commands.ts';
import { createConsoleTrace } from '../../firmware/console/trace.ts';
import type { Setup } from '../world/setup.ts';
import { readCondition } from './condition.ts';
import { checkExtent, readTime } from './extent.ts';
import { Mistakes } from './mistakes.ts';
import { possibleSetup, splitPreconditions } from './precondition-lines.ts';
import { readQuantity } from './quantity.ts';
import { readRow } from './row.ts';
import { checkDoing, checkTyped } from './setup-check.ts';
import {
  Complaint,
  didYouMean,
  inFile,
  LINE_END,
  type Line,
  ScenarioError,
  splitLines,
  Words,
} from './source.ts';
import type { Scenario, Statement } from './statement.ts';
import { readTags } from './tags.ts';
import type { Most } from './tally.ts';
import { readVariants, substitute } from './variants.ts';
import { isVerb, verbs } from './verbs.ts';

/**
 * Lines that go to the firmware's console as they are: its own commands, and `type` for whatever else. None
 * of them is a verb.
 */
export const consoleWords: readonly string[] = [
  ...createCommands(createConsoleTrace(false)).map((command) => command.name),
  'type',
];

const keywords: readonly string[] = [
  'scenario',
  'why',
  'tags',
  'given',
  'after',
  'expect',
  'never',
  'repeat',
  'end',
  'sweep',
];

/** Where a keyword belongs that stands somewhere else. */
const places: Readonly<Record<string, string>> = {
  scenario: 'stands once, in the first line',
  sweep: 'stands on a line of its own',
  why: 'stands on a line of its own',
  tags: 'stands on a line of its own, before the story begins',
  given: 'stands on a line of its own, before the story begins',
  repeat: 'stands on a line of its own',
  end: 'stands on a line of its own',
};

/** `at most 5 times within 10 min`, behind a condition. */
function readMost(words: Words): Most {
  if (!words.take('most')) words.complain(`expected "most", found ${words.found}`);
  const times = readCount(words);
  if (!words.take('within')) words.complain(`expected "within" and a time, found ${words.found}`);
  return { times, withinUs: readTime(words) };
}

function readExpect(words: Words, line: Line): Statement {
  const condition = readCondition(words);
  if (words.take('at')) {
    const most = readMost(words);
    const until = words.take('until') ? readCondition(words) : null;
    words.expectEnd();
    return { kind: 'never', line, condition, until, forUs: null, most };
  }
  if (words.take('for')) {
    const forUs = readTime(words);
    words.expectEnd();
    return { kind: 'hold', line, condition, forUs };
  }
  const notBeforeUs = words.take('not-before') ? readTime(words) : 0;
  if (!words.take('within')) {
    words.complain('expected "within" and a time, or "for" and a time');
  }
  const column = words.column;
  const withinUs = readTime(words);
  if (withinUs < notBeforeUs) {
    throw new Complaint(column, 'the window ends before it begins');
  }
  words.expectEnd();
  return { kind: 'expect', line, condition, notBeforeUs, withinUs };
}

function readNever(words: Words, line: Line): Statement {
  const condition = readCondition(words);
  const until = words.take('until') ? readCondition(words) : null;
  const forUs = until === null && words.take('for') ? readTime(words) : null;
  words.expectEnd();
  return { kind: 'never', line, condition, until, forUs, most: null };
}

function readConsole(words: Words, line: Line, setup: Setup | null): Statement {
  if (setup !== null) checkTyped(setup, line.words.slice(words.mark()));
  words.take('type');
  const text = words.rest();
  if (text === '') words.complain('expected a line for the console');
  return { kind: 'type', line, text };
}

/** An `after` line waits, and may do something then. */
function readAfter(words: Words, line: Line, setup: Setup | null): Statement[] {
  const wait: Statement = { kind: 'wait', line, us: readTime(words) };
  return words.done ? [wait] : [wait, ...readStatement(words, line, setup)];
}

/** @param setup what the world is built from; null where that is not known, and cannot refuse a line */
function readStatement(words: Words, line: Line, setup: Setup | null): Statement[] {
  const head = words.peek();
  if (words.take('after')) return readAfter(words, line, setup);
  if (words.take('expect')) return [readExpect(words, line)];
  if (words.take('never')) return [readNever(words, line)];
  if (consoleWords.includes(head)) return [readConsole(words, line, setup)];
  if (!isVerb(head)) {
    const place = places[head];
    if (place !== undefined) words.complain(`"${head}" ${place}`);
    const known = [...keywords, ...consoleWords, ...verbs.map((verb) => verb.pattern.head)];
    words.complain(`nothing begins with "${head}"${didYouMean(head, known)}`);
  }
  const own = line.words.slice(words.mark());
  const { row, args } = readRow(words, verbs, 'something that can happen');
  if (setup !== null) checkDoing(setup, own, row, args);
  return [{ kind: 'do', line, verb: row, args }];
}

/** `5 times`. */
function readCount(words: Words): number {
  const column = words.column;
  const times = readQuantity(words, 'count');
  if (!Number.isInteger(times)) throw new Complaint(column, `expected a whole number of times`);
  if (!words.take('times')) words.complain(`expected "times", found ${words.found}`);
  return times;
}

function readTimes(words: Words): number {
  const times = readCount(words);
  words.expectEnd();
  return times;
}

/** The story that is being read. */
interface Reading {
  readonly file: string;
  readonly setup: Setup | null;
  readonly mistakes: Mistakes;
}

/** Reads lines into statements, up to the `end` of the block that `opener` has begun. */
function readBlock(
  reading: Reading,
  lines: readonly Line[],
  opener: Line | null = null,
): [Statement[], number] {
  const { file, setup, mistakes } = reading;
  const statements: Statement[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    const words = new Words(line);
    const read = <T>(how: () => T, other: T): T =>
      mistakes.read(() => inFile(file, line, how), other);
    if (words.take('end')) {
      const isOurs = read(() => {
        if (opener === null) throw new Complaint(1, '"end" without "repeat"');
        words.expectEnd();
        return true;
      }, opener !== null);
      if (isOurs) return [statements, at + 1];
    } else if (words.take('repeat')) {
      const times = read(() => readTimes(words), 1);
      const [body, used] = readBlock(reading, lines.slice(at + 1), line);
      statements.push({ kind: 'repeat', line, times, body });
      at += used;
    } else statements.push(...read(() => readStatement(words, line, setup), []));
  }
  if (opener !== null) {
    const last = lines[lines.length - 1] ?? opener;
    mistakes.read(() => {
      throw new ScenarioError(file, last.number, 1, 'expected "end" of the repeated block');
    }, undefined);
  }
  return [statements, lines.length];
}

/**
 * Reads a scenario file.
 *
 * @param world what a line that is done in a world that runs already finds there; a whole file builds its own
 * @returns one scenario for each value of its sweep, or just one
 * @throws ScenarioError with file, line and column of the first mistake, and every mistake in its message
 */
export function parseScenario(file: string, text: string, world?: Setup): Scenario[] {
  const all = splitLines(text);
  const first = all[0];
  if (first === undefined) throw new ScenarioError(file, 1, 1, 'the file is empty');
  if (first.words[0]?.text !== 'scenario') {
    throw new ScenarioError(file, first.number, 1, 'expected "scenario" and a title first');
  }
  const rest = (line: Line): string => line.text.replace(/^\s*\S+\s*/, '');
  const whys = all.filter((line) => line.words[0]?.text === 'why');
  const tagged = all.filter((line) => line.words[0]?.text === 'tags');
  const mistakes = new Mistakes();
  const tags = tagged.flatMap((line) => mistakes.read(() => readTags(file, line), []));
  const sweeps = all.filter((line) => line.words[0]?.text === 'sweep');
  const notStory = [...whys, ...tagged, ...sweeps];
  const code = all.slice(1).filter((line) => !notStory.includes(line));
  const variants = mistakes.read(() => readVariants(file, sweeps), []);
  if (variants.length === 0) mistakes.tell();
  const scenarios = variants.map((variant) => {
    const lines = variant.reduce((found, value) => found.map((l) => substitute(l, value)), code);
    const [given, story] = splitPreconditions(file, lines, mistakes);
    const setup = world ?? possibleSetup(given);
    const [statements] = readBlock({ file, setup, mistakes }, story);
    checkExtent(file, statements, mistakes);
    return {
      file,
      title: rest(first),
      why: whys.map(rest).join(' '),
      tags,
      variant: variant.map(({ name, value }) => `${name} ${value}`).join(', '),
      statements: [...given, ...statements],
      lines: text.split(LINE_END),
    };
  });
  mistakes.tell();
  return scenarios;
}

/** Every mistake of a file, in the order of its lines. */
export function mistakesIn(file: string, text: string): readonly ScenarioError[] {
  try {
    parseScenario(file, text);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.all;
  }
}
