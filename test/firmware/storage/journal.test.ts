/**
 * Journal: what was written is what is recalled; what was damaged or cut off is the worst, or an older
 * truth, and never anything that was not so.
 */

import { expect, test } from 'vitest';
import { ALL_BARS, Bar } from '../../../firmware/control/reclose.ts';
import { type Recalled, Session } from '../../../firmware/control/state.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import {
  createJournal,
  isNews,
  isUrgent,
  note,
  recall,
  recalledDelayMs,
  recalledResets,
  restartOf,
} from '../../../firmware/storage/journal.ts';
import {
  contents,
  histories,
  idle,
  recalled,
  Slots,
  WORST,
  written,
} from '../../support/journal-records.ts';

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

test('a new board, with both slots empty, believes the worst, and tells that it could not read', () => {
  const journal = createJournal(new Slots());
  expect(recall(journal)).toEqual(WORST);
  expect([journal.wasReadable, journal.sequence]).toEqual([false, 0]);
  const known = createJournal(written(idle));
  recall(known);
  expect(known.wasReadable).toBe(true);
});

test('power goes between the two writes after an unreadable slot: the first of them is believed', () => {
  for (const lost of [0, 1] as const) {
    const slots = written(contents[5] as Recalled, contents[9] as Recalled);
    slots.texts[lost] = 'x';
    const journal = createJournal(slots);
    expect(recall(journal)).toEqual(WORST);
    let writes = 0;
    const whole = slots.write.bind(slots);
    slots.write = (slot, text) => {
      if (writes++ === 0) whole(slot, text);
    };
    note(journal, Session.None, false, 0, 0);
    expect(writes).toBe(2);
    expect(recalled(slots), `slot ${lost} was lost`).toEqual(idle);
  }
});

test('of two records the newer wins, up to half the range of the sequence before the other', () => {
  const winner = (first: number, second: number): Session => {
    const slots = new Slots();
    for (const [slot, body] of [`${first}:0`, `${second}:${Session.Permitted}`].entries())
      slots.write(slot, `${body} ${crc16(body)}`);
    return recalled(slots).session;
  };
  for (const first of [0, 1, 0x7fff, 0x8000, 0xfffe]) {
    for (const ahead of [1, 2, 0x3fff, 0x4001, 0x7fff])
      expect(winner(first, (first + ahead) & 0xffff)).toBe(Session.Permitted);
    for (const ahead of [0x8000, 0x8001, 0xc001, 0xffff])
      expect(winner(first, (first + ahead) & 0xffff)).toBe(Session.None);
  }
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
  ['three words', (n: number) => `${n} 2 7`],
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

test('a stored restart means what it meant when it was written', () => {
  const slots = new Slots();
  for (const [slot, body] of ['0:2:23', '1:2:23'].entries())
    slots.write(slot, `${body} ${crc16(body)}`);
  const journal = createJournal(slots);
  recall(journal);
  expect([recalledDelayMs(journal), recalledResets(journal)]).toEqual([5000, 3]);
});

test('what a restart must know is news by itself; an unreadable journal knows nothing of it', () => {
  const journal = createJournal(written(idle));
  recall(journal);
  expect(isNews(journal, Session.None, false, Bar.None, restartOf(5000, 0))).toBe(true);
  const blank = createJournal(new Slots());
  recall(blank);
  expect([recalledDelayMs(blank), recalledResets(blank)]).toEqual([0, 0]);
});

test('what a power cut must not forget is urgent, a session that begins is not', () => {
  const journal = createJournal(written({ ...idle, session: Session.Permitted }));
  recall(journal);
  const urgent = (session: Session, welded = false, bars = 0, restart = 0): boolean =>
    isUrgent(journal, session, welded, bars, restart);
  expect([Session.None, Session.Waiting, Session.Permitted].map((one) => urgent(one))).toEqual([
    false,
    false,
    false,
  ]);
  expect([urgent(Session.Stopped), urgent(Session.Unlocking)]).toEqual([true, true]);
  expect(urgent(Session.Permitted, true)).toBe(true);
  expect(urgent(Session.Permitted, false, Bar.EmergencyStop)).toBe(true);
  expect(urgent(Session.Permitted, false, 0, 1)).toBe(true);
  note(journal, Session.Stopped, false, 0, 0);
  expect([urgent(Session.Stopped), urgent(Session.Unlocking), urgent(Session.None)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(isUrgent(createJournal(new Slots()), Session.None, false, 0, 0)).toBe(true);
});
