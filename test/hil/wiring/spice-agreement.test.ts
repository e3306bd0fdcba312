/**
 * A second opinion on the physics: ngspice runs the drawn circuits over their tolerances, and the simulated
 * plant says the same within the bounds that are stated. Where ngspice is not installed, this is skipped.
 */

import { expect, test } from 'vitest';
import { type Comparison, isAgreed, writeAgreement } from '../../../hil/wiring/agreement.ts';
import { comparisons } from '../../../hil/wiring/compare-all.ts';
import { ngspiceMissing } from '../../../hil/wiring/ngspice.ts';

const missing = ngspiceMissing();

for (const [name, compare] of Object.entries(comparisons)) {
  test.skipIf(missing !== null)(
    `${name}: ngspice and the plant agree${missing === null ? '' : ` (${missing})`}`,
    { timeout: 240000 },
    () => {
      const all = compare();
      const apart = all.filter((each) => !isAgreed(each));
      expect(apart, writeAgreement(all).join('\n')).toEqual([]);
      expect(all.length).toBeGreaterThan(5);
    },
  );
}

test('what is further apart than its bound is told, with its corner', () => {
  const near: Comparison = { what: 'level (V)', corner: 'hot', spice: 8.9, plant: 9, bound: 0.2 };
  const far: Comparison = { ...near, corner: 'cold', spice: 8.5 };
  expect(writeAgreement([near])[0]).toContain('agrees');
  const told = writeAgreement([near, far]);
  expect(told[0]).toContain('DISAGREES');
  expect(told[1]).toContain('cold: ngspice 8.5, plant 9');
});
