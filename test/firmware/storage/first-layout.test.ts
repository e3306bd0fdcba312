/**
 * First layout: what version 0.1 has left in a board's storage is read as it was meant. The texts below were
 * written by that version and never change.
 */

import { expect, test } from 'vitest';
import { createLimits } from '../../../firmware/control/limits.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import { type Recalled, Session } from '../../../firmware/control/state.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { createJournal, note, recall } from '../../../firmware/storage/journal.ts';
import { readField } from '../../../firmware/storage/limit-field.ts';
import { createSettings } from '../../../firmware/storage/settings.ts';
import { loadSettings } from '../../../firmware/storage/settings-store.ts';

const WORST: Recalled = { session: Session.Stopped, welded: true, bars: Bar.Unknown };

/** Slot 0, slot 1, and what the newer of the two means. */
const records: readonly (readonly [string, string, Session, boolean, Bar])[] = [
  ['4 3 54575', '5 0 53884', Session.None, false, Bar.None],
  ['2 0 22508', '3 32 62436', Session.None, false, Bar.ResidualCurrent],
  ['2 0 22508', '3 8 57812', Session.None, true, Bar.None],
  ['2 0 22508', '3 40 18993', Session.None, true, Bar.ResidualCurrent],
  ['2 0 22508', '3 2 16542', Session.Permitted, false, Bar.None],
  ['2 0 22508', '3 34 37666', Session.Permitted, false, Bar.ResidualCurrent],
  ['2 0 22508', '3 10 46532', Session.Permitted, true, Bar.None],
  ['2 0 22508', '3 42 27251', Session.Permitted, true, Bar.ResidualCurrent],
  ['2 0 22508', '3 3 20671', Session.Stopped, false, Bar.None],
  ['2 0 22508', '3 35 33539', Session.Stopped, false, Bar.ResidualCurrent],
  ['2 0 22508', '3 11 42469', Session.Stopped, true, Bar.None],
  ['2 0 22508', '3 43 31314', Session.Stopped, true, Bar.ResidualCurrent],
  ['2 0 22508', '3 4 8280', Session.Unlocking, false, Bar.None],
  ['2 0 22508', '3 36 45920', Session.Unlocking, false, Bar.ResidualCurrent],
  ['2 0 22508', '3 12 38278', Session.Unlocking, true, Bar.None],
  ['2 0 22508', '3 44 2741', Session.Unlocking, true, Bar.ResidualCurrent],
];

const SETTINGS =
  'release-delay=1500 installation=16000 lock-policy=2 on-power-loss=1 after-power-loss=1 authorization=1 lock-before-authorization=0 ventilation=1 authorization-time=90000 minimum-open=12000 outage-delay=60000 wake-after=45000 push-pause=4000 slow-retry=90000 burst=4 4151';

function storageOf(texts: string[]): Storage {
  return {
    read: (slot) => texts[slot] ?? '',
    sum: crc16,
    write: (slot, text) => {
      texts[slot] = text;
    },
  };
}

function believed(texts: string[]): Recalled {
  return recall(createJournal(storageOf(texts)));
}

test.each(records)('"%s" and "%s" mean what they meant', (first, second, session, welded, bars) => {
  expect(believed([first, second])).toEqual({ session, welded, bars });
  expect(believed([second, first])).toEqual({ session, welded, bars });
});

test('a number that version 0.1 never wrote for a bars is the worst, whatever it means today', () => {
  for (const number of [1, 3, 4, 8, 16, 25, 32, 4000]) {
    const body = (sequence: number): string => `${sequence} ${16 * number}`;
    expect(believed([0, 1].map((n) => `${body(n)} ${crc16(body(n))}`))).toEqual(WORST);
  }
});

test('a record that version 0.1 did not write to its end is the worst, never its beginning', () => {
  for (const [first, second] of records) {
    for (let length = 0; length < second.length; length++)
      expect(believed([first, second.substring(0, length)])).toEqual(WORST);
    for (let length = 0; length < first.length; length++)
      expect(believed([first.substring(0, length), second])).toEqual(WORST);
  }
});

test('after an update nothing is written until there is news, and then one slot', () => {
  for (const [first, second, session, welded, bars] of records) {
    const texts = [first, second];
    const journal = createJournal(storageOf(texts));
    recall(journal);
    const next = session === Session.Permitted ? Session.Stopped : Session.Permitted;
    note(journal, next, welded, bars, 0);
    expect(texts.filter((text) => text === first || text === second).length).toBe(1);
    expect(believed(texts)).toEqual({ session: next, welded, bars });
  }
});

test('the first write after an update, cut off anywhere, is the worst or what was true before', () => {
  for (const [first, second, session, welded, bars] of records) {
    const texts = [first, second];
    const journal = createJournal(storageOf(texts));
    recall(journal);
    note(journal, session, !welded, bars, 0);
    const slot = texts[0] === first ? 1 : 0;
    const whole = texts[slot] as string;
    for (let length = 0; length < whole.length; length++) {
      texts[slot] = whole.substring(0, length);
      expect(believed(texts)).toEqual(WORST);
    }
  }
});

/** The settings that a start with these two copies has in force, and its complaint. */
function settingsOf(first: string, second: string): [Record<string, number>, string] {
  const limits = createLimits();
  const settings = createSettings();
  const complaint = loadSettings(settings, limits, storageOf(['', '', first, second])).left;
  return [
    Object.fromEntries(settings.map(({ name, field }) => [name, readField(limits, field)])),
    complaint,
  ];
}

const owners: Record<string, number> = {
  'release-delay': 1500,
  installation: 16000,
  'lock-policy': 2,
  'on-power-loss': 1,
  'after-power-loss': 1,
  authorization: 1,
  'lock-before-authorization': 0,
  ventilation: 1,
  'authorization-time': 90000,
  'minimum-open': 12000,
  'outage-delay': 60000,
  'wake-after': 45000,
  'push-pause': 4000,
  'slow-retry': 90000,
  burst: 4,
};

test('every setting that version 0.1 stored is in force, from either copy', () => {
  expect(settingsOf(SETTINGS, SETTINGS)).toEqual([expect.objectContaining(owners), '']);
  for (let length = 0; length < SETTINGS.length; length++) {
    const torn = SETTINGS.substring(0, length);
    expect(settingsOf(torn, SETTINGS)).toEqual([expect.objectContaining(owners), '']);
    expect(settingsOf(SETTINGS, torn)).toEqual([expect.objectContaining(owners), '']);
  }
});

test('none of the settings that version 0.1 stored is as shipped: each is seen to be read', () => {
  const [shipped] = settingsOf('', '');
  for (const [name, value] of Object.entries(owners)) expect(shipped[name], name).not.toBe(value);
});

test('a word that version 0.1 stored by its place is that word, wherever it stands among the words of today', () => {
  const limits = createLimits();
  const settings = createSettings().map((setting) => ({
    ...setting,
    words: [...setting.words].reverse(),
  }));
  loadSettings(settings, limits, storageOf(['', '', SETTINGS, SETTINGS]));
  const read = Object.fromEntries(
    settings.map(({ name, words, field }) => [name, words[readField(limits, field)]]),
  );
  expect(read).toMatchObject({
    'lock-policy': 'permanent',
    'on-power-loss': 'hold',
    'after-power-loss': 'release',
    authorization: 'on',
    'lock-before-authorization': 'off',
    ventilation: 'on',
  });
});
