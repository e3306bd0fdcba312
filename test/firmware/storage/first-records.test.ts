/**
 * First records: what each slot beside journal and settings held in the first layout that had it is read as it was
 * meant, and what is damaged or of an unknown layout is believed to mean the worst. The texts never change.
 */

import { expect, test } from 'vitest';
import { MOST_MILLIAMPS } from '../../../firmware/control/limits.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { createAccess, hasKey, Role, recallAccess } from '../../../firmware/storage/access.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { Count, createLedger, recallLedger } from '../../../firmware/storage/ledger.ts';
import { createLimitRecord, recallLimit } from '../../../firmware/storage/limit-record.ts';

const SAFE_MILLIAMPS = 6000;
const OWNER = '00112233445566778899aabbccddeeff';
const INSTALLER = 'ffeeddccbbaa99887766554433221100';

/** By its first slot: what was written second, and so stands in the slot behind it. */
const LIMIT = '1:2:16000 1 43305';
const ACCESS = `1:2:1 ${OWNER} ${INSTALLER} 5 63598`;
const LEDGER =
  '1:2:7;12 3 4 5 6 1 0 2 41;6 840 fault residual-current,7 0 start watchdog,7 12 opened car 56527';

/** @param slot the second of a record's two */
function slotsWith(slot: number, text: string): Storage {
  return { read: (asked) => (asked === slot ? text : ''), write: () => undefined, sum: crc16 };
}

/** One character of the text is another one: its sum is wrong. */
const damaged = (text: string): string => text.replace('1:2', '1:3');
/** Whole, and of a later layout. */
function unknown(text: string): string {
  const body = text.slice(0, text.lastIndexOf(' ')).replace(/^1:/, '9:');
  return `${body} ${crc16(body)}`;
}
const worse = [
  ['damaged', damaged],
  ['of an unknown layout', unknown],
] as const;

function limitIn(text: string) {
  const kept = createLimitRecord(slotsWith(6, text));
  recallLimit(kept, SAFE_MILLIAMPS);
  return kept;
}

function accessIn(text: string) {
  const access = createAccess(slotsWith(8, text));
  recallAccess(access);
  return access;
}

function ledgerIn(text: string) {
  const ledger = createLedger(slotsWith(10, text));
  recallLedger(ledger);
  return ledger;
}

test('a limit of the first layout is read as it was meant', () => {
  expect(limitIn(LIMIT)).toMatchObject({ milliamps: 16000, isTermed: true });
  expect(limitIn('')).toMatchObject({ milliamps: MOST_MILLIAMPS, isTermed: false });
});

test('keys of the first layout are read as they were meant', () => {
  const access = accessIn(ACCESS);
  expect(access).toMatchObject({ isRead: true, isCommissioned: true, starts: 5 });
  expect([access.keys[Role.Owner], access.keys[Role.Installer]]).toEqual([OWNER, INSTALLER]);
  // A new board is open to everybody.
  expect(accessIn('')).toMatchObject({ isRead: true, isCommissioned: false });
});

test('events and counters of the first layout are read as they were meant', () => {
  const ledger = ledgerIn(LEDGER);
  expect(ledger.starts).toBe(8);
  expect(ledger.counts).toEqual([12, 3, 4, 5, 6, 1, 0, 2, 41]);
  expect(ledger.counts[Count.WorstLap]).toBe(41);
  expect(ledger.events).toEqual([
    '6 840 fault residual-current',
    '7 0 start watchdog',
    '7 12 opened car',
  ]);
});

for (const [what, spoil] of worse) {
  test(`a limit that is ${what} is the safe one`, () => {
    expect(limitIn(spoil(LIMIT))).toMatchObject({ milliamps: SAFE_MILLIAMPS, isTermed: false });
  });

  test(`keys that are ${what} open nothing, and nobody is more than a driver`, () => {
    const access = accessIn(spoil(ACCESS));
    expect(access).toMatchObject({ isRead: true, isCommissioned: true, granted: Role.Driver });
    expect([hasKey(access, Role.Owner), hasKey(access, Role.Installer)]).toEqual([false, false]);
  });

  test(`events that are ${what} are none, and counting begins anew`, () => {
    const ledger = ledgerIn(spoil(LEDGER));
    expect([ledger.starts, ledger.events]).toEqual([1, []]);
    expect(ledger.counts.every((count) => count === 0)).toBe(true);
  });
}

test('before its record has been read, a board is open to nobody', () => {
  expect(createAccess(slotsWith(8, '')).isCommissioned).toBe(true);
});
