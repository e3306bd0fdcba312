/**
 * Calls drawn at random against a simulated charger to which things happen at random; another test draws
 * 10 000 of them.
 */

import { expect, test } from 'vitest';
import { fuzzBridge } from '../../support/bridge-fuzz.ts';

for (const version of ['1.6', '2.0.1'] as const) {
  test(`OCPP ${version}: no answer contradicts the plant`, async () => {
    const { unlocks, contradictions } = await fuzzBridge(version, 1, 60);
    expect(contradictions).toEqual([]);
    expect(Object.keys(unlocks)).toContain('Unlocked');
    expect(Object.keys(unlocks)).toContain('UnlockFailed');
  });
}
