/**
 * Precondition lines: the `given` lines at the start of a file, and whether a world can be built from them.
 */

import { checkSetup, createSetup, type Setup } from '../world/setup.ts';
import type { Mistakes } from './mistakes.ts';
import type { Arg } from './pattern.ts';
import { preconditions } from './preconditions.ts';
import { readRow } from './row.ts';
import type { Precondition } from './rows.ts';
import { inFile, type Line, ScenarioError, Words } from './source.ts';
import type { Statement } from './statement.ts';

export interface PreconditionLine {
  readonly given: Precondition;
  readonly args: readonly Arg[];
}

interface Placed extends PreconditionLine {
  readonly kind: 'given';
  readonly line: Line;
}

/** What the given lines make of the setup that everything has by default. */
export function setupOf(lines: readonly PreconditionLine[]): Setup {
  const setup = createSetup();
  for (const { given, args } of lines) given.build(setup, args);
  return setup;
}

function readGiven(line: Line): Placed {
  const words = new Words(line);
  words.take('given');
  const { row, args } = readRow(words, preconditions, 'something that can be given');
  return { kind: 'given', line, given: row, args };
}

/** The setup of a file's `given` lines; null where they are wrong themselves, which is told already. */
export function possibleSetup(statements: readonly Statement[]): Setup | null {
  try {
    return setupOf(statements.filter((statement) => statement.kind === 'given'));
  } catch {
    return null;
  }
}

/** @returns why no world can be built of these lines, in words; empty when one can */
function complaintAbout(lines: readonly PreconditionLine[]): string {
  try {
    return checkSetup(setupOf(lines));
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * What is given must be possible together: settings inside their ranges, a board that can be made safe,
 * limits that agree. The complaint names the first line that makes it impossible.
 */
function checkPreconditions(file: string, lines: readonly Placed[]): void {
  let complaint = '';
  let guilty: Line | null = null;
  for (const [at, { line }] of lines.entries()) {
    const now = complaintAbout(lines.slice(0, at + 1));
    if (now === '') guilty = null;
    else if (guilty === null) {
      guilty = line;
      complaint = now;
    }
  }
  if (guilty === null) return;
  throw new ScenarioError(file, guilty.number, guilty.words[1]?.column ?? 1, complaint);
}

/**
 * Reads the lines that say what is given; they come first. Mistakes are kept, and reading goes on.
 *
 * @returns them, and the lines of the story
 */
export function splitPreconditions(
  file: string,
  lines: readonly Line[],
  mistakes: Mistakes,
): [Statement[], readonly Line[]] {
  const isGiven = (line: Line): boolean => line.words[0]?.text === 'given';
  const begin = lines.findIndex((line) => !isGiven(line));
  const count = begin < 0 ? lines.length : begin;
  const story = lines.slice(count);
  for (const late of story.filter(isGiven)) {
    const complaint = `given lines come first: the story has begun in line ${story[0]?.number}`;
    mistakes.read(() => {
      throw new ScenarioError(file, late.number, late.words[0]?.column ?? 1, complaint);
    }, undefined);
  }
  const read = lines
    .slice(0, count)
    .flatMap((line) => mistakes.read(() => [inFile(file, line, () => readGiven(line))], []));
  mistakes.read(() => checkPreconditions(file, read), undefined);
  return [read, story.filter((line) => !isGiven(line))];
}
