/**
 * Declarations: the types of the library's entry points, for those who use the package. The compiler writes one
 * for every source; only what an entry point's own declarations name is kept.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';

/** Sources of the entry points, which `exports` in package.json names. */
const apiSources = ['sim/api/sim.ts', 'sim/api/export.ts'];

/** Where a declaration imports from another one of the project. */
const imported = /(?<=from '|import\(['"])(\.[^'"]*)\.ts(?=['"])/g;

/** @param {string} root @param {string} folder where they are written */
function emit(root, folder) {
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const words = [tsc, '-p', join(root, 'build/declarations.json'), '--outDir', folder];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the library's declarations could not be written: ${stdout}`);
}

/**
 * Makes the declarations anew.
 *
 * @param {string} root the project's folder, with a slash at its end
 * @returns {Map<string, string>} by their paths below `dist/types/`, as in `sim/api/sim.d.ts`
 */
export function makeDeclarations(root) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', 'declarations-'));
  /** @type {Map<string, string>} */
  const kept = new Map();
  try {
    emit(root, folder);
    const open = apiSources.map((name) => name.replace(/\.ts$/, ''));
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const path = `${name}.d.ts`;
      if (kept.has(path)) continue;
      const text = readFileSync(join(folder, path), 'utf8');
      for (const [, target] of text.matchAll(imported)) {
        open.push(posix.join(posix.dirname(path), String(target)));
      }
      // Of a package, the compiler of whoever uses it accepts the endings of JavaScript alone.
      kept.set(path, text.replace(imported, '$1.js'));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return kept;
}

/** Writes the declarations into `dist/types/`. @param {string} root the project's folder, with a slash at its end */
export function writeDeclarations(root) {
  const made = makeDeclarations(root);
  rmSync(join(root, 'dist/types'), { recursive: true, force: true });
  for (const [path, text] of made) {
    const file = join(root, 'dist/types', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
