/**
 * The guard and the latch: what proves a pin, when a latch counts as lost (R10), and when either must be looked
 * at again.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createLimits, type Limits } from '../../../firmware/control/limits.ts';
import { createOutputs, Drive, type Outputs } from '../../../firmware/control/outputs.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import {
  Contacts,
  createSignals,
  Latch,
  Pilot,
  Proximity,
  type Signals,
} from '../../../firmware/control/signals.ts';
import { createGuard, Rule } from '../../../firmware/guard/memory.ts';
import { checkRules } from '../../../firmware/guard/rules.ts';

const { Off, Extend, Retract } = Drive;
const { Unknown, Unlocked, Locked } = Latch;

/** A guard over signals and images made by hand; the lock is out, and the contacts are open. */
class Bench {
  readonly limits: Limits;
  readonly guard;
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor({ welded = false, bars = 0, limits = {} as Partial<Limits> } = {}) {
    this.limits = { ...createLimits(), ...limits };
    this.guard = createGuard(this.limits, welded, RESTED_MS, bars);
    Object.assign(this.seen, { pilot: Pilot.C, proximity: Proximity.Seated, supply: true });
    Object.assign(this.seen, { latch: Unlocked, contacts: Contacts.Open });
  }

  /** One look over this time. */
  look(elapsedMs: number, seen: Partial<Signals> = {}, outputs: Partial<Outputs> = {}): Rule {
    Object.assign(this.seen, seen, { elapsedMs, watchedMs: elapsedMs });
    return checkRules(this.guard, this.seen, Object.assign(this.outputs, outputs), this.limits);
  }

  hold(forMs: number, seen: Partial<Signals> = {}, outputs: Partial<Outputs> = {}): Rule {
    let rule = Rule.None;
    for (let ms = 0; ms < forMs; ms += 10) rule = this.look(10, seen, outputs);
    return rule;
  }

  /** A whole release, and open for long: what is missing for closing is the pin. */
  release(): this {
    this.hold(1000);
    this.hold(100, {}, { drive: Retract });
    this.hold(15000, {}, { drive: Off });
    return this;
  }

  /** A stroke that is seen to lock the pin. */
  lockPin(): this {
    this.hold(100, { latch: Unlocked }, { drive: Extend });
    this.hold(10, { latch: Locked });
    this.hold(10000, {}, { drive: Off });
    return this;
  }

  close(): Rule {
    return this.look(10, {}, { contactorClosed: true, drive: Off });
  }
}

function charging(): Bench {
  const bench = new Bench().release().lockPin();
  expect(bench.close()).toBe(Rule.None);
  bench.hold(1000, { contacts: Contacts.Closed });
  return bench;
}

test('R10: a latch that is lost between the open command and the proof bars the next close', () => {
  const bench = charging();
  bench.hold(30, {}, { contactorClosed: false });
  bench.hold(20, { latch: Unknown });
  bench.hold(15000, { latch: Locked, contacts: Contacts.Open });
  expect(bench.close()).toBe(Rule.R10);
});

test('R10: a latch that is lost once the socket has been proven dead bars nothing', () => {
  const bench = charging();
  bench.hold(30, {}, { contactorClosed: false });
  bench.hold(300, { contacts: Contacts.Open });
  bench.hold(20, { latch: Unknown });
  bench.hold(15000, { latch: Locked });
  expect(bench.close()).toBe(Rule.None);
});

test('R10: a weld that is found without closing makes the socket live: its latch can be lost', () => {
  const bench = new Bench();
  bench.hold(1000, { latch: Locked });
  bench.hold(300, { contacts: Contacts.Closed });
  expect([bench.guard.welded, bench.guard.bars]).toEqual([true, Bar.None]);
  bench.look(10, { latch: Unknown });
  expect(bench.guard.bars).toBe(Bar.LatchLost);
});

test('R10: behind a weld one sample of a locked latch is enough to lose it with the next', () => {
  const bench = new Bench({ welded: true });
  bench.look(10, { latch: Locked });
  bench.look(10, { latch: Unknown });
  expect(bench.guard.bars).toBe(Bar.LatchLost);
});

test('R10: a latch that never read locked is not lost, whatever else bars', () => {
  for (const bars of [Bar.None, Bar.EmergencyStop, Bar.Unknown]) {
    const bench = new Bench({ welded: true, bars });
    for (const latch of [Unlocked, Unknown, Unlocked]) bench.hold(100, { latch });
    expect(bench.guard.bars).toBe(bars);
  }
});

test('R10: while a live socket stands without its latch, who acts has done nothing', () => {
  const lost = new Bench({ welded: true });
  lost.look(10, { latch: Locked });
  lost.look(10, { latch: Unlocked });
  const remembered = [Bar.LatchLost, Bar.LatchLostOpening].map(
    (bars) => new Bench({ welded: true, bars }),
  );
  for (const bench of [lost, ...remembered]) {
    bench.look(10, { person: true });
    bench.hold(100, { person: false });
    expect(bench.guard.bars).toBe(Bar.LatchLost);
    bench.look(10, { latch: Locked, person: true });
    expect(bench.guard.bars).toBe(Bar.None);
  }
});

test('R2: a pin that reads locked soon after a release stroke is proven by nothing', () => {
  const bench = new Bench().release();
  bench.hold(100, {}, { drive: Retract });
  bench.hold(20, {}, { drive: Off });
  bench.hold(200, { latch: Locked });
  expect(bench.close()).toBe(Rule.R2);
});

test('R2: nothing closes in the tick that ends a release stroke, though the pin still reads locked', () => {
  const bench = new Bench().release().lockPin();
  bench.hold(100, {}, { drive: Retract });
  expect(bench.close()).toBe(Rule.R2);
});

test('R2: with a coil, a change before the pin can have travelled since the current came proves nothing', () => {
  const holding = { coilPermille: 300 };
  for (const [earlyMs, rule] of [
    [1, Rule.R2],
    [0, Rule.None],
  ] as const) {
    const bench = new Bench({ limits: { isHoldToLock: true, holdPermille: 300 } });
    bench.hold(15000);
    bench.look(10, {}, { coilPermille: 1000 });
    bench.look(bench.limits.leastTravelMs - earlyMs, { latch: Locked });
    bench.hold(200);
    bench.hold(200, {}, holding);
    expect(bench.close(), `${earlyMs} ms too early`).toBe(rule);
  }
});

test('after an extend stroke it must look again when the time to see it is over, and not before', () => {
  const bench = new Bench().release();
  bench.hold(100, {}, { drive: Extend });
  bench.look(10, {}, { drive: Off });
  bench.look(10);
  expect(bench.guard.dueMs).toBe(bench.limits.strokeVerdictMs - 10);
  bench.look(30);
  expect(bench.guard.dueMs).toBe(bench.limits.strokeVerdictMs - 40);
});

test('a pin that is proven, or free after a release, is not due', () => {
  const proven = new Bench().release();
  proven.hold(100, {}, { drive: Extend });
  proven.hold(10, { latch: Locked });
  const free = new Bench().release();
  free.hold(100, {}, { drive: Retract });
  for (const bench of [proven, free]) {
    bench.look(10, {}, { drive: Off });
    for (let i = 0; i < 3; i++) {
      bench.look(10);
      expect(bench.guard.dueMs).toBe(bench.limits.ageCapMs);
    }
  }
});

test('a vehicle that has left is waited for only where something bars', () => {
  for (const bars of [Bar.None, Bar.OverCurrent]) {
    const bench = new Bench({ bars }).release();
    bench.look(10, { pilot: Pilot.A });
    const { ageCapMs, goneForMs } = bench.limits;
    expect(bench.guard.dueMs).toBe(bars === Bar.None ? ageCapMs : goneForMs);
  }
});
