/**
 * Quiet ticks lose nothing, in the chapters of the story and where a write comes due in between;
 * quiet-ticks-everywhere.test.ts runs every scenario.
 */

import { expect, test } from 'vitest';
import { findFiles } from '../../sim/scenario/library.ts';
import { expectOneTrace } from '../support/one-trace.ts';

const written = 'test/scenarios/fault/power-fails-as-the-ledger-is-written.scenario';

for (const file of [...findFiles(['sim/story']), written]) {
  test(`the same trace however it is run: ${file}`, async () => {
    expect(await expectOneTrace(file)).toBe(true);
  });
}
