import { expect, test } from 'vitest';
import { bytesOf, sumOf, textOf } from '../../../firmware/platforms/kaluma-text.ts';

test('a text of any length is the same after it was bytes', () => {
  for (const length of [0, 1, 255, 256, 257, 1000]) {
    const text = 'abcdefg'.repeat(200).slice(0, length);
    expect(textOf(bytesOf(text))).toBe(text);
  }
});

test('every other character, and one more or less, has another sum', () => {
  const text = '12:3:release-delay=1500 burst=3';
  const sum = sumOf(text);
  for (let i = 0; i < text.length; i++) {
    const other = String.fromCharCode(text.charCodeAt(i) ^ 1);
    expect(sumOf(text.slice(0, i) + other + text.slice(i + 1)), `at ${i}`).not.toBe(sum);
    expect(sumOf(text.slice(0, i) + text.slice(i + 1)), `without ${i}`).not.toBe(sum);
  }
  expect(sumOf(`${text} `)).not.toBe(sum);
});

test('what was torn has a sum as well, whatever its bytes are', () => {
  for (let length = 1; length < 80; length++) {
    const torn = textOf(new Uint8Array(length).map((_, i) => (i * 37 + 128) & 255));
    expect(sumOf(torn)).toBeGreaterThanOrEqual(0);
    expect(sumOf(torn)).toBeLessThan(65521);
  }
});
