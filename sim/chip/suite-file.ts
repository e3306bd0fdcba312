/**
 * Suite file: the verdicts of a suite on an emulated chip, written after each of them. A suite takes hours: one
 * that was interrupted, or that the computer has lost, continues from its file.
 */

import { existsSync, readFileSync } from 'node:fs';
import type { Scenario } from '../scenario/statement.ts';
import { ResultsError, writeComplete } from '../verify/campaign/results.ts';
import type { ChipVerdict } from './chip-verdict.ts';

export interface Suite {
  readonly format: 'holdfast-chip-1';
  /** Hash of the sources of firmware and simulator. */
  readonly build: string;
  /** The same words for the same scenarios on the same board. */
  readonly task: string;
  readonly judged: readonly ChipVerdict[];
}

export function writeSuite(path: string, suite: Suite): void {
  writeComplete(path, suite);
}

function readSuite(path: string): Suite {
  let found: Partial<Suite>;
  try {
    found = JSON.parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    throw new ResultsError(`${path}: expected a suite on a chip; ${(error as Error).message}`);
  }
  if (found.format !== 'holdfast-chip-1' || !Array.isArray(found.judged)) {
    throw new ResultsError(`${path}: expected a suite on a chip, found something else`);
  }
  return found as Suite;
}

/**
 * What an interrupted run of the same suite has judged; nothing where there is no file. What the emulation could
 * not do is tried again.
 *
 * @throws ResultsError where the file is of another build or of other scenarios
 */
export function judgedBefore(path: string, build: string, task: string): readonly ChipVerdict[] {
  if (!existsSync(path)) return [];
  const found = readSuite(path);
  const is = found.build === build ? 'of other scenarios or another board' : 'of another build';
  if (found.build !== build || found.task !== task) {
    throw new ResultsError(
      `${path} is ${is}; leave out --resume to begin anew, or name another file`,
    );
  }
  return found.judged.filter(({ kind }) => kind !== 'error' && kind !== 'skipped');
}

/** Those that have no verdict yet. */
export function unjudged(
  scenarios: readonly Scenario[],
  judged: readonly ChipVerdict[],
): readonly Scenario[] {
  const done = new Set(judged.map(({ file, variant }) => `${file}\0${variant}`));
  return scenarios.filter(({ file, variant }) => !done.has(`${file}\0${variant}`));
}
