/**
 * Tags: words by which scenarios are chosen: those of a scenario file, and those that a person asks for.
 */

import { UsageError } from '../errors.ts';
import { Complaint, didYouMean, inFile, type Line } from './source.ts';
import type { Scenario } from './statement.ts';

const WORD = /^[a-z0-9][a-z0-9-]*$/;

/** `tags slow outage`. */
export function readTags(file: string, line: Line): string[] {
  return inFile(file, line, () => {
    const words = line.words.slice(1);
    if (words.length === 0) throw new Complaint(6, 'expected tags, found the end of line');
    for (const { text, column } of words) {
      if (WORD.test(text)) continue;
      throw new Complaint(column, `expected a tag of a-z, 0-9 and -, found "${text}"`);
    }
    return words.map(({ text }) => text);
  });
}

/**
 * The scenarios with any of these tags and none of those that begin with `not-`: `slow`, `not-slow`.
 *
 * @throws UsageError where no scenario has such a tag, or none is left
 */
export function withTags(scenarios: readonly Scenario[], tags: readonly string[]): Scenario[] {
  const known = new Set(scenarios.flatMap((scenario) => scenario.tags));
  const isUnwanted = (tag: string): boolean => tag.startsWith('not-') && !known.has(tag);
  const unwanted = tags.filter(isUnwanted).map((tag) => tag.slice('not-'.length));
  const wanted = tags.filter((tag) => !isUnwanted(tag));
  for (const tag of [...wanted, ...unwanted]) {
    if (known.has(tag)) continue;
    const there = known.size === 0 ? 'none has tags' : `there are ${[...known].sort().join(', ')}`;
    throw new UsageError(
      `no scenario has the tag "${tag}"${didYouMean(tag, known) || `; ${there}`}`,
    );
  }
  const left = scenarios.filter(
    (scenario) =>
      (wanted.length === 0 || wanted.some((tag) => scenario.tags.includes(tag))) &&
      !unwanted.some((tag) => scenario.tags.includes(tag)),
  );
  if (left.length > 0 || scenarios.length === 0) return left;
  throw new UsageError(
    `--tag ${tags.join(',')}: none of ${scenarios.length} scenarios is left; there are the tags ${[...known].sort().join(', ')}`,
  );
}
