/**
 * Search figures: what each search found that came to its end, in a file that is published (docs/search.json) and
 * the page that shows it (docs/search.md).
 *
 * A search that did not end claims nothing and has no row. The figures of a set whose searches are made of something
 * else by now are dropped.
 */

import type { Exploration } from './explore.ts';

export interface SearchFigure {
  readonly states: number;
  readonly transitions: number;
  /** Ticks of the longest of all shortest ways. */
  readonly longestWay: number;
  /** Ticks in which a co-operative world releases the plug from the worst state (L1). */
  readonly worstTicksToFree: number;
  /** On the wall, in one thread, on a machine that may have had other work. */
  readonly seconds: number;
  /** What is broken, or null. */
  readonly broken: string | null;
}

/** What the searches of each set are made of, by the set's name (`campaign/search-hash.ts`). */
export type SearchHashes = Readonly<Record<string, string>>;

export interface SearchFigures {
  readonly sources: SearchHashes;
  readonly machine: string;
  /** By set/group. */
  readonly units: Readonly<Record<string, SearchFigure>>;
}

export function figureOf(done: Exploration): SearchFigure {
  return {
    states: done.states,
    transitions: done.transitions,
    longestWay: done.levels - 1,
    worstTicksToFree: done.worstTicksToFree,
    seconds: Math.round(done.seconds * 10) / 10,
    broken: done.counterexample?.rule ?? null,
  };
}

/** The figures of the sets whose searches are made of these sources. */
export function figuresOf(
  { sources, units }: Pick<SearchFigures, 'sources' | 'units'>,
  now: SearchHashes,
): SearchFigures['units'] {
  const isSame = (name: string): boolean => {
    const [set = ''] = name.split('/');
    return sources[set] !== undefined && sources[set] === now[set];
  };
  return Object.fromEntries(Object.entries(units).filter(([name]) => isSame(name)));
}

/** The published figures with those of a run added: of the same sources, the newer one of each search. */
export function joinFigures(before: SearchFigures | null, now: SearchFigures): SearchFigures {
  const kept = before === null ? {} : figuresOf(before, now.sources);
  const units = { ...kept, ...now.units };
  const sorted = Object.keys(units).sort();
  return {
    ...now,
    units: Object.fromEntries(sorted.map((name) => [name, units[name] as SearchFigure])),
  };
}

const write = (value: number): string => value.toLocaleString('en');

function rowOf([name, figure]: [string, SearchFigure]): string {
  const { states, transitions, longestWay, worstTicksToFree, seconds, broken } = figure;
  const found = broken === null ? 'no rule broken' : `**${broken} broken**`;
  return `| ${[`\`${name}\``, write(states), write(transitions), longestWay, worstTicksToFree, write(seconds), found].join(' | ')} |`;
}

/** docs/search.md, whole. @param names every search that there is */
export function writeSearchPage(figures: SearchFigures, names: readonly string[]): string {
  const rows = Object.entries(figures.units);
  const sum = (of: (figure: SearchFigure) => number): number =>
    rows.reduce((total, [, figure]) => total + of(figure), 0);
  const open = names.filter((name) => !(name in figures.units));
  const claim =
    open.length === 0
      ? 'Every search has ended.'
      : `**${rows.length} of ${names.length} searches have ended.** About the other ${open.length} nothing is claimed.`;
  return `# Search

On ${figures.machine}.

Written by \`npx holdfast explore --publish\` from its results; nothing on this page is typed by hand. The figures of a
set belong to what its searches are made of: the firmware that they run and their own sources, with the set's limits put
in place of their names (\`sim/verify/campaign/search-hash.ts\`). Once that is another text, the set's figures are dropped
until its searches have run again; what a set's limits leave out may change. What a search proves, its groups and its
sets: [safety case](safety.md).

${claim} Together they have ${write(sum((one) => one.states))} states and
${write(sum((one) => one.transitions))} transitions; ${write(sum((one) => (one.broken === null ? 0 : 1)))} are broken.

The longest way is the number of ticks of the longest of all shortest ways from a start to a state; the next column is
the number of ticks in which a world that helps frees the plug from the worst state. Seconds are those of a machine
that did other work as well.

| search | states | transitions | longest way | free within | seconds | found |
|---|---|---|---|---|---|---|
${rows.map(rowOf).join('\n')}
`;
}
