/**
 * Publish search: docs/search.json and docs/search.md, with the searches of a run that have ended.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  joinFigures,
  type SearchFigures,
  writeSearchPage,
} from '../../../sim/verify/search/search-figures.ts';

const PAGE = 'docs/search.md';
const FIGURES = 'docs/search.json';

/** The published figures; null where there are none yet. */
export function readSearchFigures(root: string): SearchFigures | null {
  const path = fileURLToPath(new URL(FIGURES, root));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SearchFigures) : null;
}

/** @param names every search that there is */
export function publishSearch(
  root: string,
  now: SearchFigures,
  names: readonly string[],
  print: (line: string) => void,
): void {
  const figures = joinFigures(readSearchFigures(root), now);
  writeFileSync(fileURLToPath(new URL(FIGURES, root)), `${JSON.stringify(figures, null, 1)}\n`);
  writeFileSync(fileURLToPath(new URL(PAGE, root)), writeSearchPage(figures, names));
  print(`${PAGE}: ${Object.keys(figures.units).length} of ${names.length} searches`);
}
