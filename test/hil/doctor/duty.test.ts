/**
 * Duty: from a meter that shows one, or from the mean of both halves.
 */

import { expect, test } from 'vitest';
import { judgeDuty, readDuty } from '../../../hil/doctor/duty.ts';

const peaks = { high: 9000, low: -12000 };

test('a duty is taken as it is shown, a mean is calculated back', () => {
  expect(readDuty('53.3 %', peaks)?.permille).toBeCloseTo(533, 6);
  expect(readDuty('53,3%', peaks)?.permille).toBeCloseTo(533, 6);
  expect(readDuty('-0.807 V', peaks)?.permille).toBeCloseTo(533, 0);
  expect(readDuty('-807mV', peaks)?.permille).toBeCloseTo(533, 0);
  for (const text of ['', '53', 'fifty %', '1 kHz', '9 A'])
    expect(readDuty(text, peaks)).toBeNull();
});

test('2.8 points too little are found at 32 A and at 6 A, either way; half a point is passed', () => {
  for (const [milliamps, permille] of [
    [32000, 533],
    [6000, 100],
    [16000, 266],
  ] as const) {
    const mean = (duty: number): string =>
      `${((peaks.low + ((peaks.high - peaks.low) * duty) / 1000) / 1000).toFixed(3)} V`;
    const verdict = (text: string): string => judgeDuty(text, peaks, milliamps).verdict;
    expect(verdict(mean(permille))).toBe('pass');
    expect(verdict(mean(permille - 5))).toBe('pass');
    expect(verdict(mean(permille - 28))).toBe('fail');
    expect(verdict(`${permille / 10} %`)).toBe('pass');
    expect(verdict(`${permille / 10 + 0.5} %`)).toBe('pass');
    expect(verdict(`${permille / 10 - 2.8} %`)).toBe('fail');
  }
});

test('what cannot be read is left out, with what was typed', () => {
  const { verdict, found } = judgeDuty('about half', peaks, 32000);
  expect(verdict).toBe('skipped');
  expect(found).toContain('"about half"');
  expect(judgeDuty(null, peaks, 32000).verdict).toBe('skipped');
});
