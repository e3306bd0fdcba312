/**
 * Row: the one row of a table of patterns that a line means.
 */

import type { Arg, Pattern } from './pattern.ts';
import { Complaint, didYouMean, type Words } from './source.ts';

/** The pattern, as an example of such a line; one with a long list of words is no help beside it. */
function example(pattern: string): string {
  return pattern.length > LONGEST_EXAMPLE ? '' : ` (as in: ${pattern})`;
}

const LONGEST_EXAMPLE = 60;

/** Reads one row of a table of patterns by the longest fitting beginning. */
export function readRow<Row extends { readonly pattern: Pattern }>(
  words: Words,
  rows: readonly Row[],
  what: string,
): { row: Row; args: Arg[] } {
  const start = words.mark();
  const texts: string[] = [];
  for (let i = 0; words.peek(i) !== ''; i++) texts.push(words.peek(i));
  const fits = rows
    .map((row) => ({ row, fit: row.pattern.fit(texts) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const best = fits[0];
  if (best === undefined) {
    const heads = new Set(rows.map((row) => row.pattern.head));
    words.complain(`expected ${what}, found ${words.found}${didYouMean(words.peek(), heads)}`);
  }
  let complaint: Complaint | null = null;
  for (const { row, fit } of fits) {
    words.back(start);
    try {
      const args = row.pattern.read(words);
      words.expectEnd();
      return { row, args };
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      // The complaint comes from the row that understood most of the line; of equals, from one that suggests a word.
      const isNearer = complaint !== null && error.hints && !complaint.hints;
      const isFurther = complaint !== null && error.column > complaint.column;
      const isAsFar = complaint !== null && error.column === complaint.column;
      if (complaint === null || (fit === best.fit && (isFurther || (isAsFar && isNearer)))) {
        complaint = new Complaint(error.column, error.message + example(row.pattern.text));
      }
    }
  }
  throw complaint ?? new Complaint(1, `expected ${what}`);
}
