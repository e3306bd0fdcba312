/**
 * 10 000 calls drawn at random, in seeds of 500: no answer contradicts the plant.
 */

import { expect, test } from 'vitest';
import { fuzzBridge } from '../../support/bridge-fuzz.ts';

for (const version of ['1.6', '2.0.1'] as const) {
  for (let seed = 1; seed <= 10; seed++) {
    test(`OCPP ${version}: 500 calls, seed ${seed}`, async () => {
      const { contradictions } = await fuzzBridge(version, seed, 500);
      expect(contradictions).toEqual([]);
    });
  }
}
