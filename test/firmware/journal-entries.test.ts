/** Journal entries: what of a running charger is written, and what waits until the contactor is open. */
import { expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { createOutputs } from '../../firmware/control/outputs.ts';
import { Bar } from '../../firmware/control/reclose.ts';
import { createSignals } from '../../firmware/control/signals.ts';
import { createState, type Recalled, Session } from '../../firmware/control/state.ts';
import { serveJournal, serveUrgent } from '../../firmware/journal-entries.ts';
import {
  createJournal,
  recall,
  recalledDelayMs,
  recalledResets,
} from '../../firmware/storage/journal.ts';
import { idle, type Slots, written } from '../support/journal-records.ts';

/** A charger that has read this, and nothing has happened since. */
function bench(content: Recalled = idle) {
  const slots = written(content);
  const journal = createJournal(slots);
  const charger = {
    journal,
    state: createState(recall(journal), 0),
    outputs: createOutputs(),
    seen: createSignals(),
    guard: { welded: content.welded, bars: content.bars },
  };
  const serve = (): boolean => serveJournal(charger as unknown as Charger);
  const serveAtOnce = (): void => serveUrgent(charger as unknown as Charger);
  return { ...charger, slots, serve, serveAtOnce };
}

/** What a start would know now. */
function known(slots: Slots) {
  const journal = createJournal(slots);
  const recalled = recall(journal);
  return { ...recalled, delayMs: recalledDelayMs(journal), resets: recalledResets(journal) };
}

const nothing = { ...idle, delayMs: 0, resets: 0 };

test('without news nothing is written', () => {
  const one = bench();
  const before = [...one.slots.texts];
  expect(one.serve()).toBe(false);
  one.serveAtOnce();
  expect(one.slots.texts).toEqual(before);
});

test('a session that begins is written while the contactor is open, and waits while it is closed', () => {
  for (const session of [Session.Permitted, Session.None]) {
    const one = bench({ ...idle, session: session === Session.None ? Session.Permitted : 0 });
    one.state.session = session;
    one.outputs.contactorClosed = true;
    one.serveAtOnce();
    expect(one.serve()).toBe(false);
    one.outputs.contactorClosed = false;
    one.serveAtOnce();
    expect(known(one.slots).session).not.toBe(session);
    expect(one.serve()).toBe(true);
    expect(known(one.slots)).toEqual({ ...nothing, session });
    expect(one.serve()).toBe(false);
  }
});

test('a stop does not wait: it is written behind a closed contactor, in the tick that decides it', () => {
  for (const isAtOnce of [true, false]) {
    const one = bench({ ...idle, session: Session.Permitted });
    one.state.session = Session.Stopped;
    one.outputs.contactorClosed = true;
    if (isAtOnce) one.serveAtOnce();
    expect(one.serve()).toBe(!isAtOnce);
    expect(known(one.slots)).toEqual({ ...nothing, session: Session.Stopped });
  }
});

test('that the load is borne does not wait either', () => {
  const one = bench({ ...idle, session: Session.Permitted });
  one.outputs.contactorClosed = true;
  one.state.isLoadNoted = true;
  one.state.loadResets = 1;
  expect(one.serve()).toBe(true);
  expect(known(one.slots)).toMatchObject({ session: Session.Permitted, resets: 2, delayMs: 0 });
  one.state.isLoadNoted = false;
  one.state.loadResets = 0;
  one.serveAtOnce();
  expect(known(one.slots).resets).toBe(0);
});

test('a random delay is kept whole while it passes, with the resets', () => {
  const one = bench();
  one.seen.outageDelayMs = 42000;
  expect(one.serve()).toBe(false);
  one.state.holdOffMs = 1;
  one.state.loadResets = 2;
  one.serveAtOnce();
  expect(known(one.slots)).toEqual({ ...nothing, delayMs: 42000, resets: 2 });
  one.state.holdOffMs = 0;
  expect(one.serve()).toBe(true);
  expect(known(one.slots)).toEqual({ ...nothing, resets: 2 });
});

test("control's weld and the guard's are one, and so are their bars; both ways of writing know of either", () => {
  for (const [ofControl, ofGuard] of [
    [true, false],
    [false, true],
  ] as const) {
    for (const isAtOnce of [true, false]) {
      const one = bench();
      one.state.welded = ofControl;
      one.guard.welded = ofGuard;
      one.state.bars = ofControl ? Bar.EmergencyStop : Bar.None;
      one.guard.bars = ofGuard ? Bar.ResidualCurrent : Bar.None;
      if (isAtOnce) one.serveAtOnce();
      expect(one.serve()).toBe(!isAtOnce);
      const bars = ofControl ? Bar.EmergencyStop : Bar.ResidualCurrent;
      expect(known(one.slots)).toEqual({ ...nothing, welded: true, bars });
    }
  }
});
