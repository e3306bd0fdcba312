/**
 * Mistakes: everything that is wrong with a file, so that it is told at once and not one at a time.
 */

import { ScenarioError } from './source.ts';

/** A file that is no scenario would have one in every line. */
const MOST_TOLD = 20;

/** Several mistakes as one error: it has the place of the first, and the message of all. */
function joinMistakes(found: readonly ScenarioError[]): ScenarioError {
  const first = found[0] as ScenarioError;
  const left = found.length - MOST_TOLD;
  const more = left > 0 ? [`${first.file}: and ${left} more mistakes`] : [];
  const { file, line, column, complaint } = first;
  const joined = new ScenarioError(file, line, column, complaint);
  joined.all = found;
  joined.message = [...found.slice(0, MOST_TOLD).map(({ message }) => message), ...more].join('\n');
  return joined;
}

export class Mistakes {
  /** By their messages: every value of a sweep has the same ones. */
  private readonly found = new Map<string, ScenarioError>();

  /** @returns what was read, or the other where there was a mistake, which is kept */
  read<T>(read: () => T, other: T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.found.set(error.message, error);
      return other;
    }
  }

  /** @throws ScenarioError where there was any mistake */
  tell(): void {
    const found = [...this.found.values()].sort((a, b) => a.line - b.line);
    if (found.length > 0) throw joinMistakes(found);
  }
}
