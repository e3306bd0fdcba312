/**
 * Build hash: identifies what a figure belongs to, by content and name of sources: those of firmware and simulator, or
 * of one program with all that it imports.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['firmware', 'sim'];

const HASH_DIGITS = 12;

function namesIn(root: string, folder: string): string[] {
  const base = fileURLToPath(new URL(`${folder}/`, root));
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function hashFiles(root: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) {
    hash.update(`${name}\0`);
    hash.update(readFileSync(fileURLToPath(new URL(name, root))));
  }
  return hash.digest('hex').slice(0, HASH_DIGITS);
}

/** @param root address of the project's folder */
export function buildHash(root: string): string {
  return hashFiles(
    root,
    FOLDERS.flatMap((folder) => namesIn(root, folder)),
  );
}

const IMPORTED = /\bfrom '(\.[^']+)'/g;

/**
 * A source with everything that it imports, and so on: all that its program can depend on, but for npm packages.
 *
 * @param root address of the project's folder
 * @param entry a name below it
 */
export function sourcesOf(root: string, entry: string): string[] {
  const found = new Set([entry]);
  for (const name of found) {
    const text = readFileSync(fileURLToPath(new URL(name, root)), 'utf8');
    for (const [, path = ''] of text.matchAll(IMPORTED)) {
      found.add(posix.join(posix.dirname(name), path));
    }
  }
  return [...found].sort();
}

/** Identifies what fuzzer, sweep and FMEA are made of: the firmware, the world around it, and their own sources. */
export function workHash(root: string): string {
  return hashFiles(root, sourcesOf(root, 'sim/verify/campaign/campaign-worker.ts'));
}

/** A short name for a task, by the content of its parts. */
export function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part}\0`);
  return hash.digest('hex').slice(0, HASH_DIGITS);
}
