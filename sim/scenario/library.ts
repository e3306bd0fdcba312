/**
 * Library: where scenario files are found, and how they are read.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
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
    const stat = statSync(path, { throwIfNoEntry: false });
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

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => withSlashes(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads a file into its scenarios. */
export function readScenarios(file: string): Scenario[] {
  const name = relative(process.cwd(), file) || file;
  const shown = withSlashes(name.startsWith('..') ? file : name);
  return parseScenario(shown, readFileSync(file, 'utf8'));
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
      if (!(error instanceof ScenarioError)) throw error;
      mistakes.push(error.message);
      return [];
    }
  });
  if (mistakes.length > 0) throw new LibraryError(mistakes.join('\n'));
  return scenarios;
}
