/**
 * Last failed: the scenarios that did not pass the last time they were run, kept in a file between runs.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A scenario as it is known between runs. */
export interface Known {
  readonly file: string;
  readonly variant: string;
}

const keyOf = ({ file, variant }: Known): string => `${file}\n${variant}`;

function isKnown(row: unknown): row is Known {
  const { file, variant } = (row ?? {}) as Partial<Known>;
  return typeof file === 'string' && typeof variant === 'string';
}

/** @returns none where no run has failed yet, or the file is not ours */
export function readLastFailed(path: string): Known[] {
  try {
    const { failed } = JSON.parse(readFileSync(path, 'utf8')) as { failed?: unknown };
    return Array.isArray(failed) && failed.every(isKnown) ? failed : [];
  } catch {
    return [];
  }
}

/**
 * Keeps what has failed now, and what has failed before and was not run now.
 *
 * @param run everything that was run now
 */
export function keepLastFailed(
  path: string,
  run: readonly Known[],
  failed: readonly Known[],
): void {
  const before = readLastFailed(path);
  const now = new Set(run.map(keyOf));
  const kept = [...before.filter((one) => !now.has(keyOf(one))), ...failed];
  // A run without failures does not begin a file.
  if (kept.length === 0 && before.length === 0) return;
  mkdirSync(dirname(path), { recursive: true });
  const rows = kept.map(({ file, variant }) => ({ file, variant }));
  writeFileSync(path, `${JSON.stringify({ failed: rows }, null, 1)}\n`);
}

/** Of these scenarios, those that have failed; all of them where none has. */
export function onlyLastFailed<T extends Known>(path: string, scenarios: readonly T[]): T[] {
  const failed = new Set(readLastFailed(path).map(keyOf));
  const chosen = scenarios.filter((scenario) => failed.has(keyOf(scenario)));
  return chosen.length === 0 ? [...scenarios] : chosen;
}
