/**
 * Temporary folder: everything that tests and the programs they start put into the system's temporary folder goes into one
 * folder of this run, which is deleted at its end: also what a test that failed, or that was ended, has left behind.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Says that another project of this run has made the folder. */
const MADE = 'HOLDFAST_TESTS_FOLDER';

/** Before the first worker starts: workers inherit the environment. @returns what is done after the last one */
export default function makeTemporaryFolder(): (() => void) | undefined {
  if (process.env[MADE] !== undefined) return undefined;
  // A short name: the path of a socket has no more than 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'hf-'));
  // Windows reads the second one. Rigs of tests are locked apart from those of people.
  const env = {
    [MADE]: folder,
    TMPDIR: folder,
    TEMP: folder,
    HOLDFAST_LOCKS: join(folder, 'locks'),
  };
  Object.assign(process.env, env);
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
