/**
 * The drawn headers have every pin of their chips, once.
 */

import { expect, test } from 'vitest';
import { chips } from '../../../build/boards/chips.mjs';
import { layouts, numberOf } from '../../../build/boards/headers.mjs';

for (const [name, chip] of Object.entries(chips)) {
  test(`every pin of ${name} is drawn once`, () => {
    const headers = layouts[name]?.headers ?? [];
    const drawn = headers.flatMap(({ left, right }) => [...left, ...right]);
    expect(chip.pins.filter((pin) => drawn.filter((one) => one === pin).length !== 1)).toEqual([]);
    for (const { left, right } of headers) expect(left).toHaveLength(right.length);
  });
}

test('pins are numbered as they are printed', () => {
  const pico = layouts['rp2040']?.headers[0];
  if (pico === undefined) throw new Error('the Pico has a header');
  expect(numberOf(pico, 'left', pico.left.indexOf('GP15'))).toBe('20');
  expect(numberOf(pico, 'right', pico.right.indexOf('GP16'))).toBe('21');
  expect(numberOf(pico, 'right', 0)).toBe('40');
  const pi = layouts['bcm2835']?.headers[0];
  if (pi === undefined) throw new Error('the Raspberry Pi has a header');
  expect(numberOf(pi, 'right', pi.right.indexOf('GPIO18'))).toBe('12');
  expect(numberOf(pi, 'left', pi.left.indexOf('GPIO26'))).toBe('37');
});
