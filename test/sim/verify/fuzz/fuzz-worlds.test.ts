/** Fuzz: fifty worlds find nothing. Ten of them are in fuzz.test.ts. */

import { expect, test } from 'vitest';
import { fuzzShortWorlds } from '../../../support/short-worlds.ts';

test('fifty worlds: no hazard, no broken rule, every plug free, every trace repeatable', async () => {
  const { findings, faults } = await fuzzShortWorlds(50);
  expect(findings).toEqual([]);
  expect(faults.size).toBeGreaterThan(15);
});
