/**
 * The solver of the drawn resistors, against dividers that are calculated by hand.
 */

import { expect, test } from 'vitest';
import { resistorsAround, voltsAt } from '../../../hil/wiring/network.ts';
import { capacitor, resistor } from '../../../hil/wiring/part.ts';

const bridge = [
  resistor('R1', 1e3, 'a', 'left'),
  resistor('R2', 2e3, 'left', 'GND'),
  resistor('R3', 2e3, 'a', 'right'),
  resistor('R4', 1e3, 'right', 'PE'),
  resistor('R5', 3e3, 'left', 'right'),
  capacitor('C1', 1e-6, 'left', 'far'),
];

test('a bridge of five resistors', () => {
  // By symmetry both nodes are equally far from half of the 3 V.
  expect(voltsAt('left', bridge, { a: 3 })).toBeCloseTo(24 / 13, 6);
  expect(voltsAt('right', bridge, { a: 3 })).toBeCloseTo(15 / 13, 6);
  expect(voltsAt('a', bridge, { a: 3 })).toBe(3);
});

test('what is behind a source or a capacitor has no part in it', () => {
  expect(resistorsAround('left', bridge, { a: 3, right: 1 }).map(({ ref }) => ref)).toEqual([
    'R1',
    'R2',
    'R5',
  ]);
  expect(voltsAt('left', bridge, { a: 3, right: 1 })).toBeCloseTo(20 / 11, 6);
  expect(voltsAt('far', bridge, { a: 3 })).toBeCloseTo(0, 6);
});
