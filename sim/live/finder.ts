/**
 * Finder: scenario files by what is written in them.
 */

/** A scenario file as a list shows it. */
export interface StoryHead {
  readonly file: string;
  readonly title: string;
  readonly why: string;
  readonly text: string;
}

function linesOf(text: string, keyword: string): string {
  const head = `${keyword} `;
  const lines = text.split('\n').filter((line) => line.startsWith(head));
  return lines.map((line) => line.slice(head.length).trim()).join(' ');
}

export function headOf(file: string, text: string): StoryHead {
  return { file, title: linesOf(text, 'scenario') || file, why: linesOf(text, 'why'), text };
}

/** Where all of a question's words stand: the smaller, the nearer to what was meant; null for nowhere. */
function rankOf(head: StoryHead, words: readonly string[]): number | null {
  const places = [head.title, head.file, head.why, head.text].map((text) => text.toLowerCase());
  let rank = 0;
  for (const word of words) {
    const place = places.findIndex((text) => text.includes(word));
    if (place < 0) return null;
    rank = Math.max(rank, place);
  }
  return rank;
}

/**
 * The files in which all of these words stand, those with them in the title first, then in the path, the reason,
 * the lines; otherwise in their own order. Without a word, all.
 */
export function findStories(heads: readonly StoryHead[], question: string): readonly StoryHead[] {
  const words = question
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return heads
    .map((head) => ({ head, rank: rankOf(head, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank as number) - (b.rank as number))
    .map(({ head }) => head);
}
