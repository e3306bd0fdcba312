/**
 * Quiet ticks lose nothing, in the chapters of the story; quiet-ticks-everywhere.test.ts runs every scenario.
 */

import { expect, test } from 'vitest';
import { findFiles } from '../../sim/scenario/library.ts';
import { expectOneTrace } from '../support/one-trace.ts';

for (const file of findFiles(['sim/story'])) {
  test(`the same trace however it is run: ${file}`, async () => {
    expect(await expectOneTrace(file)).toBe(true);
  });
}
