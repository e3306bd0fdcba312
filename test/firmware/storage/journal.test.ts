/**
 * Journal: what was written is what is recalled; what was damaged or cut off is the worst, or an older
 * truth, and never anything that was not so.
 */

import { expect, test } from 'vitest';
import { ALL_BARS, Bar } from '../../../firmware/control/reclose.ts';
import { type Recalled, Session } from '../../../firmware/control/state.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import {
  createJournal,
  isNews,
  note,
  recall,
  recalledDelayMs,
  recalledResets,
  restartOf,
} from '../../../firmware/storage/journal.ts';

const WORST: Recalled = { session: Session.Stopped, welded: true, bars: Bar.Unknown };

/** Slots that lose power after so many more characters; what is cut off is gone. */
class Slots implements Storage {
  charactersLeft = Number.POSITIVE_INFINITY;

  constructor(readonly texts: [string, string] = ['', '']) {}

  read(slot: number): string {
    return this.texts[slot] ?? '';
  }

  write(slot: number, text: string): void {
    if (this.charactersLeft < 0) return;
    this.texts[slot as 0 | 1] = text.substring(0, this.charactersLeft);
    this.charactersLeft -= text.length;
  }

  copy(): Slots {
    return new Slots([...this.texts]);
  }
}

/** What a controller that starts now believes. */
function recalled(slots: Slots): Recalled {
  return recall(createJournal(slots));
}

/** Slots after these contents were noted, one after the other, by one controller. */
function written(...contents: readonly Recalled[]): Slots {
  const slots = new Slots();
  const journal = createJournal(slots);
  for (const { session, welded, bars } of contents) note(journal, session, welded, bars, 0);
  return slots;
}

const contents: Recalled[] = [
  Session.None,
  Session.Permitted,
  Session.Stopped,
  Session.Unlocking,
].flatMap((session) =>
  [false, true].flatMap((welded) =>
    [Bar.None, Bar.ResidualCurrent].map((bars) => ({ session, welded, bars })),
  ),
);
const idle = contents[0] as Recalled;
const histories = contents.flatMap((older) => contents.map((newest) => [older, newest] as const));

test('what is noted is recalled, whatever was noted before', () => {
  for (const [older, newest] of histories) {
    expect(recalled(written(newest))).toEqual(newest);
    expect(recalled(written(older, newest))).toEqual(newest);
    expect(recalled(written(newest, older, newest))).toEqual(newest);
  }
});

test('a session that waits is none yet', () => {
  const waiting = written({ session: Session.Waiting, welded: false, bars: Bar.None });
  expect(recalled(waiting).session).toBe(Session.None);
});

test('whatever bars the next closing survives', () => {
  for (let bars = 0; bars <= ALL_BARS; bars++) {
    const content = { session: Session.None, welded: false, bars };
    expect(recalled(written(content))).toEqual(content);
  }
});

test('a new board, with both slots empty, believes the worst', () => {
  expect(recalled(new Slots())).toEqual(WORST);
});

test('news is what differs from both slots, and anything after an unreadable journal', () => {
  const slots = written(idle);
  const journal = createJournal(slots);
  expect(isNews(journal, Session.None, false, 0, 0)).toBe(true);
  recall(journal);
  expect(isNews(journal, Session.None, false, 0, 0)).toBe(false);
  expect(isNews(journal, Session.Waiting, false, 0, 0)).toBe(false);
  expect(isNews(journal, Session.Permitted, false, 0, 0)).toBe(true);
  expect(isNews(journal, Session.None, true, 0, 0)).toBe(true);
  expect(isNews(journal, Session.None, false, Bar.EmergencyStop, 0)).toBe(true);
});

/** Damages one slot in every way that `damage` lists, and judges what is believed then. */
function expectHarmless(damage: (text: string) => Iterable<string>): void {
  for (const [older, newest] of histories) {
    const slots = written(older, newest);
    for (const slot of [0, 1] as const) {
      const text = slots.texts[slot];
      // The older record, in slot 0, must never win while the newer one is whole.
      const truths = [WORST, newest, slot === 1 ? older : WORST].map((one) => JSON.stringify(one));
      for (const damaged of damage(text)) {
        const copy = slots.copy();
        copy.texts[slot] = damaged;
        const believed = JSON.stringify(recalled(copy));
        if (!truths.includes(believed)) {
          expect.fail(`slot ${slot}: "${text}" became "${damaged}", believed ${believed}`);
        }
      }
    }
  }
}

test('the newest record stands in slot 1, so that damage to either slot is looked at below', () => {
  const [older, newest] = written(idle, WORST).texts;
  expect([older.split(':')[0], newest.split(':')[0]]).toEqual(['2', '3']);
});

test('every truncation of either slot is the worst or an older truth', () => {
  expectHarmless(function* truncate(text) {
    for (let length = 0; length < text.length; length++) yield text.substring(0, length);
  });
});

test('every loss of one character of either slot is the worst or an older truth', () => {
  expectHarmless(function* lose(text) {
    for (let at = 0; at < text.length; at++) yield text.substring(0, at) + text.substring(at + 1);
  });
});

function* replaceEach(text: string, codes: readonly number[]): Iterable<string> {
  for (let at = 0; at < text.length; at++) {
    for (const code of codes) {
      if (code === text.charCodeAt(at)) continue;
      yield text.substring(0, at) + String.fromCharCode(code) + text.substring(at + 1);
    }
  }
}

test('every byte of either slot can be any other byte without a wrong truth', () => {
  const bytes = Array.from({ length: 256 }, (_, code) => code);
  expectHarmless((text) => replaceEach(text, bytes));
});

test('every character of either slot can be one beyond the bytes without a wrong truth', () => {
  expectHarmless(function* replace(text) {
    for (let at = 0; at < text.length; at++) {
      // The same low byte: what a checksum over bytes alone does not see.
      const codes = Array.from({ length: 255 }, (_, i) => text.charCodeAt(at) + 256 * (i + 1));
      for (const code of codes) {
        yield text.substring(0, at) + String.fromCharCode(code) + text.substring(at + 1);
      }
    }
  });
});

/** What is believed of two slots that say this, with a checksum that holds. */
function told(body: (sequence: number) => string): Recalled {
  const slots = new Slots();
  for (const slot of [0, 1]) slots.write(slot, `${body(slot)} ${crc16(body(slot))}`);
  return recalled(slots);
}

test('the journal says what bars by its bits, and a bit that this firmware does not know is the worst', () => {
  const leak: Recalled = { session: Session.None, welded: false, bars: Bar.ResidualCurrent };
  expect(written(leak).texts[1]).toMatch(/^1:32 \d+$/);
  for (const bars of [ALL_BARS + 1, 4000, -1])
    expect(told((sequence) => `${sequence}:${Session.Permitted + 16 * bars}`)).toEqual(WORST);
});

test('a session that this firmware does not know makes the journal unbelievable', () => {
  for (let session = Session.Unlocking + 1; session < 8; session++)
    expect(told((sequence) => `${sequence}:${session}`)).toEqual(WORST);
});

test.each([
  ['another mark', (n: number) => `${n};2`],
  ['a word before it', (n: number) => `3 ${n}:2`],
  ['a word behind it', (n: number) => `${n}:2 7`],
  ['two fields more', (n: number) => `${n}:2:7:1`],
  ['a third field that is no number', (n: number) => `${n}:2:x`],
  ['four words', (n: number) => `3 ${n} 2 7`],
  ['one word', (n: number) => `${n}`],
  ['no number', (n: number) => `${n}:permitted`],
])(
  'a layout that this firmware does not know makes the journal unbelievable: %s',
  (_what, body) => {
    expect(told(body)).toEqual(WORST);
  },
);

test('after the worst was believed of another layout, a write cut off anywhere lets no other record win', () => {
  for (let characters = 0; characters < 30; characters++) {
    const slots = new Slots();
    for (const slot of [0, 1]) slots.write(slot, `${slot};2 ${crc16(`${slot};2`)}`);
    const journal = createJournal(slots);
    expect(recall(journal)).toEqual(WORST);
    slots.charactersLeft = characters;
    note(journal, Session.None, false, 0, 0);
    expect(recalled(slots)).toEqual(slots.charactersLeft >= 0 ? idle : WORST);
  }
});

test('the sequence wraps without an older record winning', () => {
  const slots = new Slots();
  const journal = createJournal(slots);
  let wrapped = 0;
  for (let i = 0; i < 70000; i++) {
    const before = journal.sequence;
    const content = contents[i % 3] as Recalled;
    note(journal, content.session, content.welded, content.bars, 0);
    if (journal.sequence < before) wrapped++;
    if (i < 60000 && i > 10) continue;
    const again = createJournal(slots);
    const found = recall(again);
    if (found.welded !== content.welded || found.bars !== content.bars) {
      expect(found, `sequence ${journal.sequence}`).toEqual(content);
    }
    expect(again.sequence).toBe(journal.sequence);
  }
  expect(wrapped).toBe(1);
});

test('after the worst was believed, a write cut off anywhere never lets an older record win', () => {
  for (const [older, newest] of histories) {
    for (const next of [contents[0], contents[5], contents[9]] as Recalled[]) {
      for (const lost of [[0], [1], [0, 1]] as const) {
        const damaged = written(older, newest, older);
        for (const slot of lost) damaged.texts[slot] = 'x';
        for (let characters = 0; characters < 30; characters++) {
          const slots = damaged.copy();
          const journal = createJournal(slots);
          expect(recall(journal)).toEqual(WORST);
          slots.charactersLeft = characters;
          note(journal, next.session, next.welded, next.bars, 0);
          const isWhole = slots.charactersLeft >= 0;
          slots.charactersLeft = Number.POSITIVE_INFINITY;

          const again = createJournal(slots);
          const believed = recall(again);
          expect(believed).toEqual(isWhole ? next : WORST);
          // And the next whole write is believed, whatever the cut one has left behind.
          note(again, idle.session, idle.welded, idle.bars, 0);
          expect(recalled(slots)).toEqual(idle);
        }
      }
    }
  }
});

test('a write cut off in the middle of the story is the worst, or what was true before', () => {
  for (const [older, newest] of histories) {
    for (const next of contents) {
      if (JSON.stringify(next) === JSON.stringify(newest)) continue;
      for (let characters = 0; characters < 12; characters++) {
        const slots = written(older, newest);
        const journal = createJournal(slots);
        recall(journal);
        slots.charactersLeft = characters;
        note(journal, next.session, next.welded, next.bars, 0);
        const found = JSON.stringify(recalled(slots));
        const truth = slots.charactersLeft >= 0 ? [next] : [WORST, newest];
        expect(truth.map((one) => JSON.stringify(one))).toContain(found);
      }
    }
  }
});

test('what a restart must know is recalled: the delay in whole seconds, never shorter, and the resets', () => {
  for (const delayMs of [0, 1, 999, 1000, 38200, 1800000]) {
    for (const resets of [0, 1, 2, 3]) {
      const slots = new Slots();
      const journal = createJournal(slots);
      note(journal, Session.Permitted, false, Bar.None, restartOf(delayMs, resets));
      const next = createJournal(slots);
      expect(recall(next)).toEqual({
        session: Session.Permitted,
        welded: false,
        bars: Bar.None,
      });
      expect(recalledDelayMs(next)).toBe(Math.ceil(delayMs / 1000) * 1000);
      expect(recalledResets(next)).toBe(resets);
    }
  }
});

test('what a restart must know is news by itself; an unreadable journal knows nothing of it', () => {
  const journal = createJournal(written(idle));
  recall(journal);
  expect(isNews(journal, Session.None, false, Bar.None, restartOf(5000, 0))).toBe(true);
  const blank = createJournal(new Slots());
  recall(blank);
  expect([recalledDelayMs(blank), recalledResets(blank)]).toEqual([0, 0]);
});
