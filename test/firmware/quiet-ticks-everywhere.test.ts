/**
 * Quiet ticks lose nothing, in any scenario.
 */

import { test } from 'vitest';
import { findFiles } from '../../sim/scenario/library.ts';
import { expectOneTrace } from '../support/one-trace.ts';

const files = findFiles(['test/scenarios']).filter((file) => !file.includes('/search/'));

for (const file of files) {
  test(`the same trace however it is run: ${file}`, async ({ skip }) => {
    if (!(await expectOneTrace(file))) skip('longer than four hours of virtual time');
  });
}
