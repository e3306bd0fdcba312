/**
 * Guard: the rules about strokes and welds, broken on purpose and narrowly kept; and that the safe image
 * is safe from everywhere.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createLimits, type Limits } from '../../../firmware/control/limits.ts';
import {
  createOutputs,
  Drive,
  DUTY_UNAVAILABLE,
  type Outputs,
} from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  Latch,
  Pilot,
  Proximity,
  type Signals,
} from '../../../firmware/control/signals.ts';
import { createGuard, type Guard, Rule, saturateGuard } from '../../../firmware/guard/memory.ts';
import { checkRules, makeSafe } from '../../../firmware/guard/rules.ts';

const { Off, Extend, Retract, Brake } = Drive;

class Bench {
  readonly limits: Limits = createLimits();
  readonly guard: Guard;
  readonly seen: Signals = createSignals();
  readonly outputs: Outputs = createOutputs();

  constructor({
    welded = false,
    restedForMs = RESTED_MS,
    tickMs = 10,
    limits = {} as Partial<Limits>,
  } = {}) {
    Object.assign(this.limits, { tickMs }, limits);
    this.guard = createGuard(this.limits, welded, restedForMs, 0);
    Object.assign(this.seen, { contacts: Contacts.Open, latch: Latch.Unlocked, supply: true });
    Object.assign(this.seen, { elapsedMs: tickMs, watchedMs: tickMs });
  }

  put(change: Partial<Outputs> = {}): Rule {
    Object.assign(this.outputs, change);
    return checkRules(this.guard, this.seen, this.outputs, this.limits);
  }

  /** Puts the same image out for a while. */
  hold(change: Partial<Outputs>, forMs: number): Rule {
    for (let ms = 0; ms < forMs && this.guard.tripped === Rule.None; ms += this.limits.tickMs) {
      this.put(change);
    }
    return this.guard.tripped;
  }
}

for (const tickMs of [10, 20]) {
  test(`R7: a stroke may last its rating and not a tick of ${tickMs} ms more`, () => {
    for (const drive of [Extend, Retract]) {
      const whole = new Bench({ tickMs });
      whole.hold({}, 1000);
      expect(whole.hold({ drive }, 600)).toBe(Rule.None);
      expect(whole.put({ drive: Off })).toBe(Rule.None);
      const over = new Bench({ tickMs });
      over.hold({}, 1000);
      over.hold({ drive }, 600);
      expect(over.put({ drive })).toBe(Rule.R7);
      expect(over.outputs.drive).toBe(Off);
    }
  });
}

test('R7: a stroke that a late tick has made too long is ended, not gone on with', () => {
  const bench = new Bench();
  bench.hold({ drive: Extend }, 500);
  bench.seen.elapsedMs = 120;
  expect(bench.put({ drive: Extend })).toBe(Rule.R7);
});

test('R7: after a stroke its rest is kept to the millisecond, braked or not', () => {
  for (const pause of [Off, Brake]) {
    for (const [restMs, rule] of [
      [790, Rule.R7],
      [800, Rule.None],
    ] as const) {
      const bench = new Bench();
      bench.hold({ drive: Extend }, 100);
      bench.hold({ drive: pause }, 50);
      bench.hold({ drive: Off }, restMs - 50);
      expect(bench.put({ drive: Extend }), `after ${restMs} ms`).toBe(rule);
    }
  }
});

test('R7: the direction never changes without a pause', () => {
  for (const [drive, next] of [
    [Extend, Retract],
    [Retract, Extend],
  ] as const) {
    const bench = new Bench({ limits: { restRatio: 0, reversalMs: 0 } });
    bench.hold({}, 1000);
    bench.hold({ drive }, 100);
    expect(bench.put({ drive: next })).toBe(Rule.R7);
  }
});

test('R7: the pause before the direction changes is kept even where the rest is shorter', () => {
  for (const [next, pauseMs, rule] of [
    [Retract, 40, Rule.R7],
    [Retract, 50, Rule.None],
    [Extend, 10, Rule.None],
  ] as const) {
    const bench = new Bench({ limits: { restRatio: 0, reversalMs: 50 } });
    bench.hold({}, 1000);
    bench.hold({ drive: Extend }, 100);
    bench.hold({ drive: Off }, pauseMs);
    expect(bench.put({ drive: next })).toBe(rule);
  }
});

test('R7: after any start but a power-on the part counts as just driven', () => {
  for (const [restedForMs, waitMs, rule] of [
    [0, 4780, Rule.R7],
    [0, 4800, Rule.None],
    // The board has counted from the reset.
    [3400, 1380, Rule.R7],
    [3400, 1400, Rule.None],
    [4789, 0, Rule.R7],
    [4790, 0, Rule.None],
  ] as const) {
    const bench = new Bench({ restedForMs });
    bench.hold({}, waitMs);
    expect(bench.put({ drive: Extend })).toBe(rule);
  }
  expect(new Bench().put({ drive: Extend })).toBe(Rule.None);
});

/** Closed for a second, then commanded open; the contacts follow after this time. */
function opening(contactsMs: number, follow = Contacts.Closed): Bench {
  const bench = new Bench();
  bench.hold({}, 15000);
  bench.guard.closed = true;
  bench.put({ contactorClosed: false });
  bench.seen.contacts = follow;
  bench.hold({}, contactsMs);
  bench.seen.contacts = Contacts.Open;
  return bench;
}

test('R9: contacts that follow before the verdict are no weld', () => {
  const bench = opening(250);
  expect(bench.guard.welded).toBe(false);
  bench.hold({}, 260);
  expect(bench.put({ drive: Retract })).toBe(Rule.None);
});

test('R9: contacts that are not open by the verdict are a weld, contradicting proofs as well', () => {
  for (const contacts of [Contacts.Closed, Contacts.Unproven]) {
    const bench = opening(260, contacts);
    expect(bench.guard.welded).toBe(true);
    bench.hold({}, 260);
    expect(bench.put({ drive: Retract })).toBe(Rule.R9);
  }
});

test('R9: a weld is disproved by a second of silence with supply present, and no earlier', () => {
  for (const [deadMs, rule] of [
    [990, Rule.R9],
    [1000, Rule.None],
  ] as const) {
    const bench = opening(400);
    // The look that is judged is one more.
    bench.hold({}, deadMs);
    expect(bench.put({ drive: Retract }), `dead for ${deadMs} ms`).toBe(rule);
  }
});

test('R9: without supply silence proves nothing, however long', () => {
  const bench = opening(400);
  bench.seen.supply = false;
  bench.hold({}, 600000);
  expect(bench.guard.welded).toBe(true);
  bench.seen.supply = true;
  bench.hold({}, 1000);
  expect(bench.guard.welded).toBe(true);
  bench.hold({}, 10);
  expect(bench.guard.welded).toBe(false);
});

test('R9: a weld that the journal remembers holds after power-up, for releasing and for letting go', () => {
  const bench = new Bench({ welded: true, limits: { holdPermille: 300 } });
  bench.outputs.coilPermille = 300;
  bench.hold({}, 500);
  expect(bench.put({ coilPermille: 0 })).toBe(Rule.R9);
});

test('R9: with a weld nothing closes', () => {
  for (const [unprovenMs, rule] of [
    [250, Rule.None],
    [260, Rule.R9],
  ] as const) {
    const bench = new Bench();
    bench.hold({}, 300);
    bench.hold({ drive: Retract }, 100);
    bench.hold({ drive: Off }, 15000);
    bench.hold({ drive: Extend }, 100);
    bench.seen.latch = Latch.Locked;
    bench.hold({ drive: Extend }, 10);
    Object.assign(bench.seen, { pilot: Pilot.C, proximity: Proximity.Seated });
    bench.hold({ drive: Off }, 100);
    bench.seen.contacts = Contacts.Unproven;
    bench.hold({}, unprovenMs);
    bench.seen.contacts = Contacts.Open;
    expect(bench.put({ contactorClosed: true }), `unproven for ${unprovenMs} ms`).toBe(rule);
  }
});

test('a broken rule latches: every later image is made safe, and only a reset goes on', () => {
  const bench = new Bench();
  expect(bench.put({ contactorClosed: true })).toBe(Rule.R2);
  for (let i = 0; i < 5000; i++) {
    const wild = {
      contactorClosed: true,
      drive: Retract,
      offerMilliamps: 32000,
      dutyPermille: 533,
    };
    expect(bench.put({ ...wild, testCurrent: true })).toBe(Rule.R2);
    expect(bench.outputs).toMatchObject({
      contactorClosed: false,
      drive: Off,
      offerMilliamps: 0,
      dutyPermille: DUTY_UNAVAILABLE,
      testCurrent: false,
    });
  }
});

test('the first rule that breaks is the one that is told', () => {
  const bench = new Bench();
  expect(bench.put({ drive: Retract })).toBe(Rule.R1);
  expect(bench.put({ drive: Off, contactorClosed: true })).toBe(Rule.R1);
});

test('it says when it must look again: at once after a switch, then at the verdict', () => {
  const bench = opening(0);
  expect(bench.guard.dueMs).toBe(0);
  bench.seen.contacts = Contacts.Closed;
  bench.put();
  expect(bench.guard.dueMs).toBe(250);
  bench.hold({}, 100);
  expect(bench.guard.dueMs).toBe(150);
  bench.hold({}, 200);
  bench.seen.contacts = Contacts.Open;
  bench.put();
  expect(bench.guard.dueMs).toBe(1000);
});

test('a weld that stands for days does not make its age grow beyond the cap', () => {
  const bench = opening(0);
  bench.seen.contacts = Contacts.Closed;
  bench.hold({}, 5000);
  expect(bench.guard.unopenForMs).toBeGreaterThan(3000);
  saturateGuard(bench.guard, 3000);
  expect(bench.guard.unopenForMs).toBe(3000);
});

test('ages are kept at the cap, and what is below it is left alone', () => {
  const bench = new Bench();
  bench.hold({}, 5000);
  const before = { ...bench.guard };
  saturateGuard(bench.guard, 100000);
  expect(bench.guard).toEqual(before);
  saturateGuard(bench.guard, 3000);
  const { deadForMs, openForMs, supplyForMs, driveForMs, lockedForMs } = bench.guard;
  expect([deadForMs, openForMs, supplyForMs, driveForMs]).toEqual([3000, 3000, 3000, 3000]);
  expect(lockedForMs).toBe(before.lockedForMs);
  bench.seen.latch = Latch.Locked;
  bench.hold({}, 5000);
  saturateGuard(bench.guard, 3000);
  expect(bench.guard.lockedForMs).toBe(3000);
});

const anyLook = fc.record({
  drive: fc.constantFrom(Off, Extend, Retract, Brake),
  contactorClosed: fc.boolean(),
  coilPermille: fc.constantFrom(0, 100, 300, 1000),
  dutyPermille: fc.constantFrom(0, 50, 100, 533, 1000),
  contacts: fc.constantFrom(Contacts.Unproven, Contacts.Open, Contacts.Closed),
  latch: fc.constantFrom(Latch.Unknown, Latch.Unlocked, Latch.Locked),
  pilot: fc.integer({ min: 0, max: 7 }),
  supply: fc.boolean(),
  eStop: fc.boolean(),
  elapsedMs: fc.integer({ min: 1, max: 3000 }),
});

test('the safe image breaks no rule, wherever it comes from and however long it stays', () => {
  const property = fc.property(
    fc.array(anyLook, { maxLength: 30 }),
    anyLook,
    fc.boolean(),
    (all, next, welded) => {
      const bench = new Bench({ welded, limits: { holdPermille: 300 } });
      for (const look of all) {
        Object.assign(bench.seen, look, { watchedMs: look.elapsedMs });
        bench.put({ ...look });
        bench.guard.tripped = Rule.None;
      }
      Object.assign(bench.seen, next, { watchedMs: next.elapsedMs });
      Object.assign(bench.outputs, next);
      makeSafe(bench.guard, bench.outputs);
      for (let i = 0; i < 50; i++) expect(bench.put()).toBe(Rule.None);
    },
  );
  fc.assert(property, { numRuns: 500 });
});
