/**
 * Published: files of `docs/` that a command writes, and reads again.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../../sim/errors.ts';

/** What a published JSON file holds; null where there is none yet. @param root address of the project's folder */
export function readPublished<Content>(root: string, name: string): Content | null {
  const path = fileURLToPath(new URL(name, root));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Content) : null;
}

/** @param root address of the project's folder */
export function writePublished(root: string, name: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(name, root)), text);
}

/**
 * A page with tables between its marks.
 *
 * @param name the page's, for people
 * @param tables end with a line's end
 * @throws UsageError where the marks are not there
 */
export function fillMarked(
  page: string,
  name: string,
  [begin, end]: readonly [string, string],
  tables: string,
): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new UsageError(`${name} has lost the marks of its tables`);
  return `${page.slice(0, from + begin.length)}\n\n${tables}\n${page.slice(to)}`;
}
