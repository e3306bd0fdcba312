/** The ledger: what is recalled, that nothing is counted twice, and how often it is written. */
import { expect, test } from 'vitest';
import {
  Count,
  count,
  countLap,
  createLedger,
  keepLedger,
  type Ledger,
  ledgerDueMs,
  noteEvent,
  postpone,
  recallLedger,
} from '../../../firmware/storage/ledger.ts';
import { createRecord, writeRecord } from '../../../firmware/storage/record.ts';
import { Slots } from '../../support/journal-records.ts';

const CAP_MS = 100000000;

function started(slots: Slots): Ledger {
  const ledger = createLedger(slots);
  recallLedger(ledger);
  return ledger;
}

test('every start has its number, and the next one goes on counting', () => {
  const slots = new Slots();
  const first = started(slots);
  count(first, Count.Strokes, 0);
  count(first, Count.Strokes, 0);
  countLap(first, 40);
  keepLedger(first, 0);
  // Not written: lost, and not counted twice.
  count(first, Count.Strokes, 0);
  const second = createLedger(slots);
  count(second, Count.WakeUps, 0);
  countLap(second, 30);
  recallLedger(second);
  expect([first.starts, second.starts]).toEqual([1, 2]);
  expect(second.counts[Count.Strokes]).toBe(2);
  expect(second.counts[Count.WakeUps]).toBe(1);
  expect(second.counts[Count.WorstLap]).toBe(40);
});

test('the last 32 events are kept, with start and second, over starts', () => {
  const slots = new Slots();
  const first = started(slots);
  for (let i = 0; i < 40; i++) noteEvent(first, `what ${i}`, i * 1000 + 999, CAP_MS);
  keepLedger(first, 0);
  const second = createLedger(slots);
  noteEvent(second, 'early', 10, CAP_MS);
  recallLedger(second);
  noteEvent(second, 'late', 5000, CAP_MS);
  expect(second.events.length).toBe(32);
  expect(second.events[0]).toBe('1 10 what 10');
  expect(second.events.slice(-3)).toEqual(['1 39 what 39', '2 0 early', '2 5 late']);
});

test('what a new board notes before it has read its memory has the number of its start as well', () => {
  const ledger = createLedger(new Slots());
  noteEvent(ledger, 'early', 10, CAP_MS);
  recallLedger(ledger);
  expect(ledger.events).toEqual(['1 0 early']);
});

test('seconds go on where the uptime begins anew', () => {
  const ledger = started(new Slots());
  noteEvent(ledger, 'a', CAP_MS - 1, CAP_MS);
  noteEvent(ledger, 'b', 1000, CAP_MS);
  expect(ledger.events).toEqual(['1 99999 a', '1 100001 b']);
});

test('a change is written 2 s later with what follows it, and the next a minute after that', () => {
  const ledger = started(new Slots());
  expect(ledgerDueMs(ledger, 0, CAP_MS)).toBe(CAP_MS);
  count(ledger, Count.Strokes, 1000);
  count(ledger, Count.Strokes, 2500);
  expect(ledgerDueMs(ledger, 2500, CAP_MS)).toBe(500);
  expect(ledgerDueMs(ledger, 3000, CAP_MS)).toBe(0);
  keepLedger(ledger, 3000);
  expect(ledgerDueMs(ledger, 3000, CAP_MS)).toBe(CAP_MS);
  count(ledger, Count.Strokes, 4000);
  expect(ledgerDueMs(ledger, 4000, CAP_MS)).toBe(59000);
  // After a day the uptime begins anew.
  expect(ledgerDueMs(ledger, 2, CAP_MS)).toBe(0);
});

test('behind a closed contactor it waits once, and its opening ends the wait', () => {
  const ledger = started(new Slots());
  count(ledger, Count.Strokes, 0);
  expect(postpone(ledger, 2000)).toBe(true);
  expect(ledgerDueMs(ledger, 2000, CAP_MS)).toBe(58000);
  expect(postpone(ledger, 60000)).toBe(false);
  noteEvent(ledger, 'opened car', 10000, CAP_MS);
  expect(ledgerDueMs(ledger, 10000, CAP_MS)).toBe(2000);
});

test('a new ledger is not read and owes nothing; without events none is recalled', () => {
  const slots = new Slots();
  const ledger = createLedger(slots);
  expect([ledger.isRead, ledger.isLossWritten]).toEqual([false, false]);
  recallLedger(ledger);
  expect([ledger.isRead, ledger.starts]).toEqual([true, 1]);
  keepLedger(ledger, 0);
  keepLedger(ledger, 0);
  expect([slots.read(9), slots.read(10)]).not.toContain('');
  expect(started(slots).events).toEqual([]);
});

test('what was counted before it was read is added, and the worst lap is the worst of both', () => {
  const slots = new Slots();
  const first = started(slots);
  for (let i = 0; i < 3; i++) count(first, Count.Strokes, 0);
  countLap(first, 40);
  countLap(first, 30);
  keepLedger(first, 0);
  const second = createLedger(slots);
  count(second, Count.Strokes, 0);
  countLap(second, 50);
  recallLedger(second);
  expect(first.counts[Count.WorstLap]).toBe(40);
  expect([second.counts[Count.Strokes], second.counts[Count.WorstLap]]).toEqual([4, 50]);
});

test('a record with fewer counters or with more leaves nine, and one of another kind says nothing', () => {
  const read = (text: string): Ledger => {
    const slots = new Slots();
    writeRecord(createRecord(slots, 9, 1), text);
    return started(slots);
  };
  expect(read('4;1 2 3;').counts).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 0]);
  expect(read('4;1 2 3 4 5 6 7 8 9 10;').counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(read('4;1')).toMatchObject({ starts: 1, events: [], counts: Array(9).fill(0) });
});

test('32 events are kept, no fewer', () => {
  const slots = new Slots();
  const ledger = started(slots);
  for (let i = 0; i < 32; i++) noteEvent(ledger, `what ${i}`, 0, CAP_MS);
  keepLedger(ledger, 0);
  for (const { events } of [ledger, started(slots)]) {
    expect(events.length).toBe(32);
    expect(events[0]).toBe('1 0 what 0');
  }
});

test('a minute after a write at the very start, and what is overdue is due now', () => {
  const ledger = started(new Slots());
  keepLedger(ledger, 0);
  count(ledger, Count.Strokes, 0);
  expect([0, 100, 60000, 60001].map((ms) => ledgerDueMs(ledger, ms, CAP_MS))).toEqual([
    60000, 59900, 0, 0,
  ]);
});

test('what comes while it waits for the contactor may wait for it as well', () => {
  const ledger = started(new Slots());
  count(ledger, Count.Strokes, 0);
  postpone(ledger, 2000);
  noteEvent(ledger, 'opened car', 10000, CAP_MS);
  expect(postpone(ledger, 12000)).toBe(true);
});
