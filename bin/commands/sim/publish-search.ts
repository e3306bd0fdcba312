/**
 * Publish search: docs/search.json and docs/search.md, with the searches of a run that have ended; and what is published
 * of the same sources, as evidence, and as what another run of
 * them must find again.
 */

import { hashOf } from '../../../sim/verify/campaign/build-hash.ts';
import type { ShardResult } from '../../../sim/verify/campaign/results.ts';
import { WHOLE } from '../../../sim/verify/campaign/shard.ts';
import type { Exploration } from '../../../sim/verify/search/explore.ts';
import { createMet } from '../../../sim/verify/search/met.ts';
import {
  figuresOf,
  joinFigures,
  type SearchFigure,
  type SearchFigures,
  type SearchHashes,
  writeSearchPage,
} from '../../../sim/verify/search/search-figures.ts';
import type { Print } from '../../context.ts';
import { readPublished, writePublished } from './published.ts';
import { searchSources } from './search-sources.ts';

const PAGE = 'docs/search.md';
const FIGURES = 'docs/search.json';

/** The published figures; null where there are none yet. */
export function readSearchFigures(root: string): SearchFigures | null {
  return readPublished(root, FIGURES);
}

/** @param names every search that there is */
export function publishSearch(
  root: string,
  now: SearchFigures,
  names: readonly string[],
  print: Print,
): void {
  const figures = joinFigures(readSearchFigures(root), now);
  writePublished(root, FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
  writePublished(root, PAGE, writeSearchPage(figures, names));
  print(`${PAGE}: ${Object.keys(figures.units).length} of ${names.length} searches`);
}

/** The time is another one in every run. */
function tellFigure({ seconds: _, ...told }: SearchFigure): string {
  const { states, transitions, longestWay, worstTicksToFree, broken } = told;
  return `${states} states, ${transitions} transitions, longest way ${longestWay}, free within ${worstTicksToFree}, ${broken ?? 'nothing'} broken`;
}

/** Where searches over the same sources have found something else than is published of them, in words. */
export function contradictionsOf(published: SearchFigures, now: SearchFigures): string[] {
  return Object.entries(figuresOf(published, now.sources)).flatMap(([name, figure]) => {
    const found = now.units[name];
    if (found === undefined || tellFigure(found) === tellFigure(figure)) return [];
    return [`${name}: published are ${tellFigure(figure)}; found ${tellFigure(found)}`];
  });
}

/** What a published figure tells of a search that broke nothing; what it has met is not published. */
function explorationOf(name: string, figure: SearchFigure): Exploration {
  const [set, group] = name.split('/') as [string, string];
  const { longestWay, broken: _, ...told } = figure;
  return { set, group, ...told, levels: longestWay + 1, met: createMet(), counterexample: null };
}

/**
 * The published searches as one result of a build, if they are of its sources: they were run by and by, on more than one
 * machine perhaps. Null where there are none, and where one is broken: the way to it is in that run's own result alone.
 */
export function publishedSearches(
  figures: SearchFigures | null,
  sources: SearchHashes,
  build: string,
): ShardResult<Exploration> | null {
  const found = Object.entries(figures === null ? {} : figuresOf(figures, sources));
  if (found.length === 0 || found.some(([, { broken }]) => broken !== null)) return null;
  const names = found.map(([name]) => name);
  return {
    format: 'holdfast-campaign-1',
    campaign: 'explore',
    build,
    task: `${names.length} published searches (${hashOf(names)})`,
    command: 'explore --publish',
    shard: WHOLE,
    complete: true,
    seconds: found.reduce((total, [, { seconds }]) => total + seconds, 0),
    units: Object.fromEntries(found.map(([name, figure]) => [name, explorationOf(name, figure)])),
  };
}

/**
 * What stands for a build's search: what a folder has of it, or what is published over the same sources, if that is more
 * searches.
 */
export function mostSearches<Own extends object | null>(
  root: string,
  own: Own,
  build: string,
): Own | ShardResult<Exploration> {
  const published = publishedSearches(readSearchFigures(root), searchSources(root), build);
  const count = own !== null && 'units' in own ? Object.keys(own.units as object).length : 0;
  return published !== null && Object.keys(published.units).length > count ? published : own;
}
