/**
 * Healing: for everything that a story has broken, the lines that mend it, as the rows of the verbs say.
 *
 * Made from the lines of a story, so that a story that loses a line in shrinking loses its mending too,
 * and nothing that stays broken is ever counted as healed.
 */

import { readRow } from '../../scenario/row.ts';
import type { Verb } from '../../scenario/rows.ts';
import { splitLines, Words } from '../../scenario/source.ts';
import { isVerb, verbs } from '../../scenario/verbs.ts';

/** The lines that mend what this one has broken; none where it breaks nothing, or goes to the console. */
function remediesOf(line: string): readonly string[] {
  const found = splitLines(line)[0];
  if (found === undefined || !isVerb(found.words[0]?.text ?? '')) return [];
  const { row, args } = readRow<Verb>(new Words(found), verbs, 'something that can happen');
  const { heals } = row;
  if (heals === null || isList(heals)) return heals ?? [];
  return heals[String(args[0])] ?? [];
}

function isList(heals: NonNullable<Verb['heals']>): heals is readonly string[] {
  return Array.isArray(heals);
}

/** The lines that mend everything that these lines have broken; those that wait come last. */
export function healingOf(lines: readonly string[]): string[] {
  const remedies = [...new Set(lines.flatMap(remediesOf))];
  const waits = (line: string): boolean => line.startsWith('after ');
  return [...remedies.filter((line) => !waits(line)), ...remedies.filter(waits)];
}

/** Whether a line breaks something that `healingOf` knows how to mend. */
export function isHarm(line: string): boolean {
  return remediesOf(line).length > 0;
}
