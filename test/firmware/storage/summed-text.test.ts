/** Summed text: what is believed of a stored text, by the platform's sum and by that of version 0.2. */
import { expect, test } from 'vitest';
import type { Storage } from '../../../firmware/hal.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { MOST_OLD, summedText, withSum } from '../../../firmware/storage/summed-text.ts';

const storage: Storage = { read: () => '', write: () => undefined, sum: (text) => text.length };
const old = (text: string): string => `${text} ${crc16(text)}`;

test('a text with its sum is believed, however short, and no other', () => {
  for (const text of ['a', 'a b', 'x'.repeat(1000)]) {
    const stored = withSum(storage, text);
    expect(summedText(storage, stored, 0)).toBe(text);
    expect(summedText(storage, `${text}${stored}`, 0)).toBe('');
  }
  for (const nothing of ['', ' ', '=0', ' =0', 'a', 'a =', 'a =2']) {
    expect(summedText(storage, nothing, MOST_OLD), `"${nothing}"`).toBe('');
  }
});

test('a sum of version 0.2 is believed behind so many characters, and is not made behind more', () => {
  expect(MOST_OLD).toBe(128);
  for (const most of [1, MOST_OLD]) {
    const [longest, tooLong] = ['x'.repeat(most), 'x'.repeat(most + 1)];
    expect(summedText(storage, old(longest), most)).toBe(longest);
    expect(summedText(storage, old(tooLong), most)).toBe('');
  }
  expect(summedText(storage, 'x 1', MOST_OLD)).toBe('');
});

test('a sum of version 0.2 that is 0 is one', () => {
  expect(crc16('x=41329')).toBe(0);
  expect(summedText(storage, 'x=41329 0', MOST_OLD)).toBe('x=41329');
});
