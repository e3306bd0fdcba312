/**
 * Saved file: what a command has made, where the person wants it.
 */

import { writeFileSync } from 'node:fs';
import { LibraryError } from '../../../sim/scenario/library.ts';

/** @throws LibraryError where it cannot be written */
export function saveFile(out: string, content: string | Uint8Array): void {
  try {
    writeFileSync(out, content);
  } catch (error) {
    throw new LibraryError(`${out}: cannot be written: ${(error as Error).message}`);
  }
}
