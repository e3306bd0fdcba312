/**
 * Inputs: the files that a command reads. None of them is written over, whatever its name is where results go.
 */

import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../sim/errors.ts';

/** Where a command writes, by what asks for it: an option, or what the file is. */
export type Outputs = Readonly<Record<string, string | undefined>>;

/**
 * What a file is called by every path to it: a link, a hard link and another spelling all lead to one file.
 *
 * @returns null where nothing could be lost: a terminal, `/dev/null`, a folder that is not there
 */
function identityOf(path: string): string | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (found !== undefined) return found.isFile() ? `${found.dev}:${found.ino}` : null;
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return null;
  }
}

/**
 * Called before anything is written or deleted, so that a slip of the keyboard costs no file.
 *
 * @param inputs files, not folders
 * @throws UsageError where an output is an input, or two outputs are one file
 */
export function keepInputs(inputs: readonly string[], outputs: Outputs): void {
  const read = new Map(inputs.map((path) => [identityOf(path), path]));
  const written = new Map<string, string>();
  for (const [what, path] of Object.entries(outputs)) {
    const identity = path === undefined ? null : identityOf(path);
    if (path === undefined || identity === null) continue;
    const input = read.get(identity);
    if (input !== undefined) {
      const same = input === path ? 'an input' : `the input ${input}`;
      throw new UsageError(
        `${what} ${path}: expected a file of its own, found ${same}; name another`,
      );
    }
    const other = written.get(identity);
    if (other !== undefined) {
      throw new UsageError(
        `${what} ${path}: expected a file of its own, found that of ${other}; name another`,
      );
    }
    written.set(identity, what);
  }
}
