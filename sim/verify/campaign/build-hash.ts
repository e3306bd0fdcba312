/**
 * Build hash: identifies the build that a figure belongs to, by content and name of the sources of firmware
 * and simulator.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['firmware', 'sim'];

/** @param root address of the project's folder */
export function buildHash(root: string): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const base = fileURLToPath(new URL(`${folder}/`, root));
    const names = readdirSync(base, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replaceAll('\\', '/'))
      .sort();
    for (const name of names) {
      hash.update(`${folder}/${name}\0`);
      hash.update(readFileSync(`${base}${name}`));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** A short name for a task, by the content of its parts. */
export function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part}\0`);
  return hash.digest('hex').slice(0, 12);
}
