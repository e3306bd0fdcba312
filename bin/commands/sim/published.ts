/**
 * Published: files of `docs/` that a command writes, and reads again.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a published JSON file holds; null where there is none yet. @param root address of the project's folder */
export function readPublished<Content>(root: string, name: string): Content | null {
  const path = fileURLToPath(new URL(name, root));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Content) : null;
}

/** @param root address of the project's folder */
export function writePublished(root: string, name: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(name, root)), text);
}
