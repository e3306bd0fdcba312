/**
 * A second opinion on the physics: ngspice runs the drawn circuits over their tolerances, and the simulated
 * plant says the same within the bounds that are stated. Where ngspice is not installed, this is skipped.
 */

import { expect, test } from 'vitest';
import { type Comparison, isAgreed, writeAgreement } from '../../../hil/wiring/agreement.ts';
import { comparisons } from '../../../hil/wiring/compare-all.ts';
import { senseDeck, senseOf } from '../../../hil/wiring/compare-sense.ts';
import { ngspiceMissing, runDeck } from '../../../hil/wiring/ngspice.ts';
import { sense, senseCircuit } from '../../../hil/wiring/sense-circuit.ts';
import { nodeOf } from '../../../hil/wiring/spice-deck.ts';

const missing = ngspiceMissing();

for (const [name, compare] of Object.entries(comparisons)) {
  test.skipIf(missing !== null)(
    `${name}: ngspice and the plant agree${missing === null ? '' : ` (${missing})`}`,
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

test.skipIf(missing !== null)(
  'a sense from N_out to L_in, which is not drawn, would be lit by a car behind open poles',
  () => {
    const parts = [...senseCircuit.parts, ...sense(31, 'N_out', 'L_in', 'neutral')];
    const circuit = { ...senseCircuit, parts };
    const [alone, discharged, withCar] = runDeck(
      {
        ...senseDeck,
        circuit,
        around: [...senseDeck.around, ...senseOf('B31', 'U31', circuit)],
        measures: { most: `max v(${nodeOf('neutral')}) from=0.2 to=0.3` },
      },
      [
        { name: 'nothing between the poles', set: { k_r20: 1e9 } },
        { name: 'what discharges the outgoing side', set: {} },
        { name: 'a car', set: { k_r20: 1e9, car: 4e-6, y: 10e-9 } },
      ],
    );
    expect(alone?.measured('most')).toBeGreaterThan(2);
    expect(discharged?.measured('most')).toBeLessThan(0.8);
    expect(withCar?.measured('most')).toBeLessThan(0.8);
  },
);
