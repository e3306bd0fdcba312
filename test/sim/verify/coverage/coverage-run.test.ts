/**
 * Coverage, measured: every condition of control, drivers and guard decides by itself somewhere in the suite.
 */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureCoverage, readDeciders } from '../../../../sim/verify/coverage/coverage.ts';
import {
  compareExceptions,
  EXCEPTIONS,
  readExceptions,
} from '../../../../sim/verify/coverage/exceptions.ts';

const root = process.cwd();

test('MC/DC is complete but for the exceptions, and no exception is covered', async () => {
  const { files, failures } = await measureCoverage(root, readDeciders(root));
  expect(failures).toEqual([]);
  const gaps = Object.values(files).flatMap((file) => file.gaps);
  expect(compareExceptions(readExceptions(join(root, EXCEPTIONS)), gaps)).toEqual({
    unlisted: [],
    covered: [],
  });
});
