/** The limit that stands, over resets: what is recalled, and how often it is written. */
import { expect, test } from 'vitest';
import {
  createLimitRecord,
  isLimitNews,
  keepLimit,
  type LimitRecord,
  recallLimit,
} from '../../../firmware/storage/limit-record.ts';
import { createRecord, writeRecord } from '../../../firmware/storage/record.ts';
import { Slots } from '../../support/journal-records.ts';

function recalled(slots: Slots): LimitRecord {
  const kept = createLimitRecord(slots);
  recallLimit(kept, 6000);
  return kept;
}

test('on a new board nothing limits, and nothing is to be written once that has been looked at', () => {
  const slots = new Slots();
  expect(isLimitNews(createLimitRecord(slots), 80000, false)).toBe(true);
  const kept = recalled(slots);
  expect(kept).toMatchObject({ milliamps: 80000, isTermed: false });
  expect(isLimitNews(kept, 80000, false)).toBe(false);
  expect(isLimitNews(kept, 8000, false)).toBe(true);
  expect(isLimitNews(kept, 80000, true)).toBe(true);
});

test('what was kept is recalled', () => {
  for (const [milliamps, isTermed] of [
    [0, false],
    [8000, false],
    [80000, true],
  ] as const) {
    const slots = new Slots();
    keepLimit(recalled(slots), milliamps, isTermed, true, 0);
    expect(recalled(slots)).toMatchObject({ milliamps, isTermed });
  }
});

test('the first change is written at once, and the next not before a minute has passed', () => {
  const slots = new Slots();
  const kept = recalled(slots);
  keepLimit(kept, 8000, true, true, 1000);
  expect(isLimitNews(kept, 8000, true)).toBe(false);
  for (const uptimeMs of [1000, 60999]) {
    keepLimit(kept, 9000, false, true, uptimeMs);
    expect(recalled(slots).milliamps).toBe(8000);
    expect(isLimitNews(kept, 9000, false)).toBe(true);
  }
  keepLimit(kept, 10000, false, true, 61000);
  expect(recalled(slots).milliamps).toBe(10000);
  // The stamp of the uptime wraps after a day.
  keepLimit(kept, 11000, false, true, 100);
  expect(recalled(slots).milliamps).toBe(11000);
});

test('a minute is a minute after a write at the very start as well', () => {
  const slots = new Slots();
  const kept = recalled(slots);
  for (const [milliamps, uptimeMs] of [
    [8000, 0],
    [9000, 59999],
  ] as const)
    keepLimit(kept, milliamps, false, true, uptimeMs);
  expect(recalled(slots).milliamps).toBe(8000);
});

test('a lower limit, and the first one with a term, is written after ten seconds; the rest waits for its minute', () => {
  for (const [wasTermed, milliamps, isTermed, dueMs] of [
    [false, 19999, false, 10000],
    [false, 20001, false, 60000],
    [false, 20000, true, 10000],
    [false, 20001, true, 10000],
    [true, 19999, true, 10000],
    [true, 20000, false, 60000],
    [true, 20001, true, 60000],
  ] as const) {
    const kept = recalled(new Slots());
    keepLimit(kept, 20000, wasTermed, true, 1000);
    keepLimit(kept, milliamps, isTermed, true, 1000 + dueMs - 1);
    expect(isLimitNews(kept, milliamps, isTermed), `${milliamps}`).toBe(true);
    keepLimit(kept, milliamps, isTermed, true, 1000 + dueMs);
    expect(isLimitNews(kept, milliamps, isTermed), `${milliamps}`).toBe(false);
  }
});

test('the same limit, which has no term any more, waits as well', () => {
  const slots = new Slots();
  const kept = recalled(slots);
  keepLimit(kept, 8000, true, true, 1000);
  keepLimit(kept, 8000, false, true, 1001);
  expect(recalled(slots)).toMatchObject({ milliamps: 8000, isTermed: true });
});

test('as power goes nothing waits', () => {
  const slots = new Slots();
  const kept = recalled(slots);
  keepLimit(kept, 8000, false, true, 1000);
  keepLimit(kept, 16000, true, false, 1001);
  expect(recalled(slots)).toMatchObject({ milliamps: 16000, isTermed: true });
});

test('power that is away is no leave to write each change', () => {
  const kept = recalled(new Slots());
  keepLimit(kept, 8000, false, false, 1000);
  keepLimit(kept, 16000, false, false, 1001);
  expect(isLimitNews(kept, 16000, false)).toBe(true);
});

test('a limit that was stored and cannot be read, or says nothing possible, is the safe one', () => {
  const slots = new Slots();
  slots.write(5, 'x');
  expect(recalled(slots)).toMatchObject({ milliamps: 6000, isTermed: false });
  for (const text of ['80001 0', '-1 0', 'x 0']) {
    writeRecord(createRecord(slots, 5, 1), text);
    expect(recalled(slots).milliamps, text).toBe(6000);
  }
});
