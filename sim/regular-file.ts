/**
 * Regular file: what may be replaced or removed at a path. A link is followed, so that it stays a link; a device or a
 * terminal is no file of anybody's, and stays what it is.
 */

import { realpathSync, statSync } from 'node:fs';

/** @returns its own path, behind every link; null where the path leads to nothing, or to something else */
export function regularFileAt(path: string): string | null {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? realpathSync(path) : null;
}
