/**
 * Quantities: the same one is the same number, however it is written.
 */

import { expect, test } from 'vitest';
import { type Kind, readQuantity } from '../../../sim/scenario/quantity.ts';
import { splitLines, Words } from '../../../sim/scenario/source.ts';

function read(text: string, kind: Kind): number {
  const [line] = splitLines(text);
  if (line === undefined) throw new Error('no line');
  return readQuantity(new Words(line), kind);
}

test.each<[Kind, string, string]>([
  ['current', '16.1 A', '16100 mA'],
  ['current', '0.07 A', '70 mA'],
  ['duration', '2.01 s', '2010 ms'],
  ['duration', '0.0035 s', '3500us'],
  ['duration', '1.1 min', '66 s'],
  ['voltage', '-11.4 V', '-11400 mV'],
  ['voltage', '4.35V', '4350mV'],
  ['resistance', '1.001 kOhm', '1001 Ohm'],
  ['duty', '53.3 percent', '533 permille'],
])('%s: %s is %s', (kind, one, other) => {
  expect(read(one, kind)).toBe(read(other, kind));
});

test('every hundredth of a second, and every tenth of an ampere, is a whole number of the smaller unit', () => {
  for (let i = 0; i <= 2000; i++) {
    const text = (i / 100).toFixed(2);
    expect(read(`${text} s`, 'duration')).toBe(i * 10000);
    expect(read(`${(i / 10).toFixed(1)} A`, 'current')).toBe(i * 100);
  }
});

test.each([
  ['0.5 us', 'expected whole microseconds, found "0.5"'],
  ['0.0000001 s', 'expected whole microseconds, found "0.0000001"'],
  ['-0 ms', 'expected a duration that is not below zero, found "-0"'],
])('%s is no duration', (text, told) => {
  expect(() => read(text, 'duration')).toThrow(told);
});
