/**
 * Imports: what every source of the project imports, static, dynamic and re-exported.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Import {
  readonly file: string;
  /** A file of the project, or the name of a package. */
  readonly target: string;
  readonly isType: boolean;
}

const withSlashes = (path: string): string => normalize(path).replaceAll('\\', '/');

/** Every source below a folder that exists, as paths from the root of the project. */
export function sourcesIn(folder: string, root = '.'): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs|js)$/.test(name))
    .map((name) => withSlashes(join(folder, name)))
    .sort();
}

const pattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s+()'([^']+)'|import\(\s*()'([^']+)'/g;

/** Every import of a file. */
export function importsOf(file: string, root = '.'): Import[] {
  const found: Import[] = [];
  for (const match of readFileSync(join(root, file), 'utf8').matchAll(pattern)) {
    const name = match[2] ?? match[4] ?? match[6] ?? '';
    const target = name.startsWith('.') ? withSlashes(join(dirname(file), name)) : name;
    found.push({ file, target, isType: (match[1] ?? '') !== '' });
  }
  return found;
}
