/** Remember: the limit that stands again after a start, and when the ledger is written. */
import { expect, test } from 'vitest';
import { OnPowerLoss } from '../../firmware/control/limits.ts';
import { Latch, Motion } from '../../firmware/control/signals.ts';
import { isForgetful, memoryDueMs, recallNext, serveMemory } from '../../firmware/remember.ts';
import { noteEvent } from '../../firmware/storage/ledger.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

/** Slots of the ledger and of the limit. */
const LEDGER = [9, 10];

/** A charger that has read what it remembers, and has written all of it. */
function recalled(slots: readonly string[] = []) {
  const still = stillBoard();
  for (const [slot, text] of slots.entries()) still.slots[slot] = text;
  const charger = stillCharger(still);
  charger.seen.supply = true;
  charger.seen.motion = Motion.Rested;
  for (let i = 0; i < 3; i++) recallNext(charger);
  charger.uptimeMs = 1000000;
  serveMemory(charger);
  const ledger = (): string[] => LEDGER.map((slot) => still.slots[slot] ?? '');
  /** Whether the ledger is written by the next look, after so long. */
  const writes = (afterMs = 0): boolean => {
    const before = ledger();
    charger.uptimeMs += afterMs;
    serveMemory(charger);
    return ledger().join() !== before.join();
  };
  return { ...still, charger, writes };
}

/** Something that is worth remembering. */
function happens({ charger }: ReturnType<typeof recalled>): void {
  noteEvent(charger.ledger, 'happened', charger.uptimeMs, charger.limits.ageCapMs);
}

test('the limit that stood stands again after a start, and one with a term has run out', () => {
  for (const [termLeftMs, termMs] of [
    [-1, -1],
    [0, 0],
    [5000, 0],
  ] as const) {
    const { charger, slots } = recalled();
    charger.requests.externalMilliamps = 16000;
    charger.state.termLeftMs = termLeftMs;
    expect(isForgetful(charger)).toBe(true);
    charger.uptimeMs += 60000;
    serveMemory(charger);
    expect(isForgetful(charger)).toBe(false);
    const again = recalled(slots).charger;
    expect(again.requests).toMatchObject({ externalMilliamps: 16000, termMs, limited: true });
  }
});

test('a limit is written within no stroke, and at once as power goes', () => {
  const { charger, slots } = recalled();
  const stored = (): number => recalled([...slots]).charger.requests.externalMilliamps;
  charger.requests.externalMilliamps = 8000;
  charger.seen.motion = Motion.Moving;
  serveMemory(charger);
  expect(stored()).toBe(80000);
  charger.seen.motion = Motion.Resting;
  serveMemory(charger);
  expect(stored()).toBe(8000);
  charger.requests.externalMilliamps = 16000;
  serveMemory(charger);
  expect(stored()).toBe(8000);
  charger.seen.supply = false;
  serveMemory(charger);
  expect(stored()).toBe(16000);
  charger.requests.externalMilliamps = 18000;
  serveMemory(charger);
  expect(stored()).toBe(16000);
  // Each loss has its own.
  charger.seen.supply = true;
  serveMemory(charger);
  charger.requests.externalMilliamps = 20000;
  charger.seen.supply = false;
  serveMemory(charger);
  expect(stored()).toBe(20000);
});

test('rounds are waited for until all is read, and while a limit is news', () => {
  const charger = stillCharger(stillBoard());
  for (let i = 0; i < 3; i++) {
    expect(isForgetful(charger)).toBe(true);
    recallNext(charger);
  }
  expect(isForgetful(charger)).toBe(false);
  charger.state.termLeftMs = 0;
  expect(isForgetful(charger)).toBe(true);
  charger.state.termLeftMs = -1;
  charger.requests.externalMilliamps = 0;
  expect(isForgetful(charger)).toBe(true);
});

test('the ledger is written when it is due, and not before', () => {
  const all = recalled();
  expect(all.writes(1000000)).toBe(false);
  happens(all);
  const dueMs = memoryDueMs(all.charger);
  expect(dueMs).toBeGreaterThan(1000);
  expect(all.writes(dueMs - 1)).toBe(false);
  expect(memoryDueMs(all.charger)).toBe(1);
  expect(all.writes(1)).toBe(true);
  expect(all.writes(1000000)).toBe(false);
});

test('no write falls into a stroke', () => {
  const all = recalled();
  happens(all);
  all.charger.seen.motion = Motion.Moving;
  expect(all.writes(1000000)).toBe(false);
  all.charger.seen.motion = Motion.Rested;
  expect(all.writes()).toBe(true);
});

test('as power goes the ledger is written at once and once, when the plug has been seen to', () => {
  for (const [latch, onPowerLoss, isClosed, isWritten] of [
    [Latch.Unlocked, OnPowerLoss.Release, false, true],
    [Latch.Locked, OnPowerLoss.Hold, false, true],
    [Latch.Locked, OnPowerLoss.Release, false, false],
    [Latch.Unlocked, OnPowerLoss.Hold, true, false],
  ] as const) {
    const all = recalled();
    const { charger } = all;
    happens(all);
    charger.seen.latch = latch;
    charger.limits.onPowerLoss = onPowerLoss;
    charger.outputs.contactorClosed = isClosed;
    expect(all.writes(10)).toBe(false);
    charger.seen.supply = false;
    expect(all.writes(10)).toBe(isWritten);
    if (!isWritten) continue;
    happens(all);
    expect(all.writes(10)).toBe(false);
    // The next loss is another one.
    charger.seen.supply = true;
    expect(all.writes(10)).toBe(false);
    charger.seen.supply = false;
    expect(all.writes(10)).toBe(true);
  }
});

test('while energy flows what is due is put off, but not for ever', () => {
  const all = recalled();
  happens(all);
  all.charger.outputs.contactorClosed = true;
  expect(all.writes(memoryDueMs(all.charger))).toBe(false);
  expect(memoryDueMs(all.charger)).toBeGreaterThan(0);
  let waited = 0;
  while (waited < 100 && !all.writes(Math.max(1, memoryDueMs(all.charger)))) waited++;
  expect(waited).toBeLessThan(100);
});

test('a loss right behind a write that was due is another reason to write, but only with something new', () => {
  const all = recalled();
  const { charger } = all;
  Object.assign(charger.seen, { latch: Latch.Unlocked });
  charger.seen.supply = false;
  expect(all.writes(1000000)).toBe(false);
  charger.seen.supply = true;
  happens(all);
  expect(all.writes(memoryDueMs(charger))).toBe(true);
  happens(all);
  charger.seen.supply = false;
  expect(all.writes(10)).toBe(true);
});

test('a limit that is stored already is not stored again', () => {
  const { charger, slots } = recalled();
  charger.requests.externalMilliamps = 16000;
  charger.uptimeMs += 60000;
  serveMemory(charger);
  const stored = [...slots];
  for (let i = 0; i < 3; i++) {
    charger.uptimeMs += 60000;
    serveMemory(charger);
  }
  expect(slots).toEqual(stored);
});
