/**
 * Library: where scenario files are found, and how they are read.
 */

import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { parseScenario } from './parse.ts';
import { ScenarioError } from './source.ts';
import type { Scenario } from './statement.ts';

export const EXTENSION = '.scenario';

/** A path that cannot be read as scenarios. */
export class LibraryError extends UsageError {}

/** The scenario files behind paths: files as they are, folders with everything below. */
export function findFiles(paths: readonly string[]): string[] {
  const files: string[] = [];
  for (const path of paths) {
    const stat = statOf(path);
    if (stat === undefined) throw new LibraryError(`${path}: no such file or folder`);
    if (!stat.isDirectory()) files.push(path);
    else files.push(...filesBelow(path));
  }
  if (files.length === 0)
    throw new LibraryError(`${paths.join(', ')}: no *${EXTENSION} file there`);
  return files;
}

/**
 * A path with the slashes that every system has in the project: names of scenarios, and so reports, traces and
 * their hashes, are the same on each.
 *
 * @param separator of the system that the path is of
 */
export function withSlashes(path: string, separator: string = sep): string {
  return path.split(separator).join('/');
}

/** @returns undefined where nothing is there, a link that leads nowhere or to itself included */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined;
    throw error;
  }
}

/** Every real folder is gone into once, by its own path rather than by a link to it. */
function filesBelow(folder: string): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  const links: string[] = [];
  const goInto = (below: string): void => {
    const real = realpathSync(join(folder, below));
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of readdirSync(real, { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (entry.isDirectory()) goInto(name);
      else if (statOf(join(folder, name))?.isDirectory() === true) links.push(name);
      else if (name.endsWith(EXTENSION)) names.push(withSlashes(name));
    }
  };
  goInto('');
  for (let link = links.shift(); link !== undefined; link = links.shift()) goInto(link);
  return names.sort().map((name) => join(folder, name));
}

/** A name that was found in a folder may be a link, and what it led to gone. */
function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isNowhere = code === 'ENOENT' || code === 'ELOOP';
    const found = isNowhere ? 'a link that leads nowhere; mend it, or delete it' : message;
    throw new LibraryError(`${shown}: expected a scenario, found ${found}`);
  }
}

/**
 * Reads a file into its scenarios.
 *
 * @throws ScenarioError, LibraryError
 */
export function readScenarios(file: string): Scenario[] {
  const name = relative(process.cwd(), file) || file;
  const shown = withSlashes(name.startsWith('..') ? file : name);
  return parseScenario(shown, textOf(file, shown));
}

/**
 * Reads all files behind paths.
 *
 * @throws UsageError with the mistakes of all of them
 */
export function readAllScenarios(paths: readonly string[]): Scenario[] {
  const mistakes: string[] = [];
  const scenarios = findFiles(paths).flatMap((file) => {
    try {
      return readScenarios(file);
    } catch (error) {
      const isTold = error instanceof ScenarioError || error instanceof LibraryError;
      if (!isTold) throw error;
      mistakes.push(error.message);
      return [];
    }
  });
  if (mistakes.length > 0) throw new LibraryError(mistakes.join('\n'));
  return scenarios;
}
