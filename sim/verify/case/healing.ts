/**
 * Healing: the lines that repair every fault that a story has introduced, as the rows of the verbs define
 * them.
 *
 * They are derived from the lines of a story, so that a story that loses a line in shrinking also loses its
 * repair, and a fault that persists is never counted as healed.
 */

import { readRow } from '../../scenario/row.ts';
import type { Verb } from '../../scenario/rows.ts';
import { splitLines, Words } from '../../scenario/source.ts';
import { isVerb, verbs } from '../../scenario/verbs.ts';

/** The lines that repair this one; none where it introduces no fault, or is typed on the console. */
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

/** The lines that repair the faults of all these lines; those that wait come last. */
export function healingOf(lines: readonly string[]): string[] {
  const remedies = [...new Set(lines.flatMap(remediesOf))];
  const waits = (line: string): boolean => line.startsWith('after ');
  return [...remedies.filter((line) => !waits(line)), ...remedies.filter(waits)];
}

/** Whether a line introduces a fault that `healingOf` can repair. */
export function isHarm(line: string): boolean {
  return remediesOf(line).length > 0;
}
