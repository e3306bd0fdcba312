/**
 * Key file: the keys of owner and installer, one line each, `owner 0123…`. A key is never an argument, and never
 * printed.
 */

import { readFileSync, statSync } from 'node:fs';
import type { KeyRole } from './challenge.ts';
import { shellPath } from './shell-words.ts';

/**
 * Reads a key file.
 *
 * @throws Error where it cannot be read, others may read it, or a line is no key; the key itself is never told
 */
export function readKeys(file: string): ReadonlyMap<KeyRole, string> {
  const mode = statSync(file).mode & 0o077;
  if (mode !== 0 && process.platform !== 'win32') {
    throw new Error(`${file}: others may read this key file; run: chmod 600 ${shellPath(file)}`);
  }
  const keys = new Map<KeyRole, string>();
  for (const [at, line] of readFileSync(file, 'utf8').split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const found = /^(owner|installer) ([0-9a-f]{32})$/.exec(line.trim());
    if (found === null) {
      const expected = 'expected "owner" or "installer" and 32 hexadecimal digits';
      throw new Error(`${file}:${at + 1}: ${expected}`);
    }
    keys.set(found[1] as KeyRole, found[2] as string);
  }
  if (keys.size === 0) throw new Error(`${file}: expected a key, found none`);
  return keys;
}
