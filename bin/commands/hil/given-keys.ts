/**
 * Given keys: those of the file that `--key-file` names, a mistake in which is a mistake of use.
 */

import type { KeyRole } from '../../../sim/challenge.ts';
import { UsageError } from '../../../sim/errors.ts';
import { readKeys } from '../../../sim/key-file.ts';

/** The keys of a file that only its owner can read. */
export function readKeyFile(file: string): ReadonlyMap<KeyRole, string> {
  try {
    return readKeys(file);
  } catch (error) {
    throw new UsageError(`--key-file: ${(error as Error).message}`);
  }
}
