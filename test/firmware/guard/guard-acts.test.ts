/**
 * The guard acts: what a broken rule does to the image that was about to be put out, and for how long.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createLimits } from '../../../firmware/control/limits.ts';
import {
  createOutputs,
  Drive,
  DUTY_UNAVAILABLE,
  Light,
  type Outputs,
} from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  Heat,
  Hold,
  Latch,
  Pilot,
  Proximity,
  type Signals,
} from '../../../firmware/control/signals.ts';
import { createGuard, Rule, saturateGuard } from '../../../firmware/guard/memory.ts';
import { checkRules } from '../../../firmware/guard/rules.ts';

/** An image that would close with nothing proven, drive and offer. */
function recklessOutputs(): ReturnType<typeof createOutputs> {
  const outputs = createOutputs();
  outputs.contactorClosed = true;
  outputs.drive = Drive.Brake;
  outputs.dutyPermille = 533;
  outputs.offerMilliamps = 32000;
  outputs.testCurrent = true;
  outputs.light = Light.Charging;
  return outputs;
}

test('a broken rule puts out the safe image instead, at once', () => {
  const limits = createLimits();
  const guard = createGuard(limits, false, RESTED_MS, 0);
  const outputs = recklessOutputs();
  expect(checkRules(guard, createSignals(), outputs, limits)).toBe(Rule.R2);
  expect(outputs).toMatchObject({
    contactorClosed: false,
    drive: Drive.Off,
    dutyPermille: DUTY_UNAVAILABLE,
    offerMilliamps: 0,
    testCurrent: false,
    light: Light.Fault,
  });
  expect(guard.closed).toBe(false);
});

test('the first broken rule stands, and the image stays safe whatever is wanted afterwards', () => {
  const limits = createLimits();
  const guard = createGuard(limits, false, RESTED_MS, 0);
  checkRules(guard, createSignals(), recklessOutputs(), limits);
  const retracting = createOutputs();
  retracting.drive = Drive.Retract;
  for (const outputs of [recklessOutputs(), retracting, createOutputs()]) {
    expect(checkRules(guard, createSignals(), outputs, limits)).toBe(Rule.R2);
    expect(outputs.contactorClosed).toBe(false);
    expect(outputs.drive).toBe(Drive.Off);
    expect(outputs.dutyPermille).toBe(DUTY_UNAVAILABLE);
  }
});

test('a held coil is not let go by the safe image', () => {
  const limits = { ...createLimits(), isHoldToLock: true, holdPermille: 300 };
  const guard = createGuard(limits, false, RESTED_MS, 0);
  const holding = createOutputs();
  holding.coilPermille = 1000;
  checkRules(guard, createSignals(), holding, limits);
  const reckless = recklessOutputs();
  reckless.coilPermille = 0;
  expect(checkRules(guard, createSignals(), reckless, limits)).not.toBe(Rule.None);
  expect(reckless.coilPermille).toBe(1000);
});

test('every age of the guard is kept below the cap, and no other is touched', () => {
  const ages = [
    'deadForMs',
    'lockedForMs',
    'openForMs',
    'unopenForMs',
    'supplyForMs',
    'awayForMs',
    'driveForMs',
  ] as const;
  for (const age of ages) {
    const guard = createGuard(createLimits(), false, RESTED_MS, 0);
    guard[age] = 1001;
    saturateGuard(guard, 1000);
    expect(guard[age], age).toBe(1000);
    guard[age] = 999;
    saturateGuard(guard, 1000);
    expect(guard[age], age).toBe(999);
  }
});

test('the guard at power-up has proven nothing and driven nothing', () => {
  const limits = createLimits();
  const nothing = { dueMs: 0, tripped: Rule.None, restarted: false, closed: false };
  const still = { released: false, coilPermille: 0, drive: Drive.Off, lastStroke: Drive.Off };
  const rested = createGuard(limits, true, RESTED_MS, 0);
  expect(rested).toMatchObject({
    ...nothing,
    ...still,
    driveForMs: 0,
    lastStrokeMs: 0,
    hold: Hold.None,
  });
  expect(rested.welded).toBe(true);
  for (const age of ['deadForMs', 'lockedForMs', 'openForMs', 'supplyForMs'] as const) {
    expect(rested[age], age).toBeLessThan(0);
  }
  expect(createGuard(limits, false, 0, 0)).toMatchObject({ welded: false, lastStrokeMs: 600 });
});

/** A guard over a world that stays as it is, tick by tick. */
class Bench {
  readonly limits = createLimits();
  readonly guard = createGuard(this.limits, false, RESTED_MS, 0);
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor() {
    Object.assign(this.seen, { elapsedMs: 10, watchedMs: 10, contacts: Contacts.Open });
    Object.assign(this.seen, { latch: Latch.Unlocked, supply: true, pilot: Pilot.C });
    Object.assign(this.seen, { proximity: Proximity.Seated });
  }

  hold(forMs: number, outputs: Partial<Outputs> = {}, seen: Partial<Signals> = {}): Rule {
    Object.assign(this.outputs, outputs);
    Object.assign(this.seen, seen);
    for (let ms = 0; ms < forMs; ms += 10) {
      checkRules(this.guard, this.seen, this.outputs, this.limits);
    }
    return this.guard.tripped;
  }

  /** A whole stroke, and its rest. */
  stroke(drive: Drive): Rule {
    this.hold(500, { drive });
    return this.hold(5000, { drive: Drive.Off });
  }

  /** Closes behind a pin that is proven locked. */
  close(): Rule {
    this.hold(100, { drive: Drive.Extend }, { latch: Latch.Unlocked });
    this.hold(10, {}, { latch: Latch.Locked });
    this.hold(10000, { drive: Drive.Off });
    return this.hold(10, { contactorClosed: true });
  }
}

test('R6: closing wants a release stroke since power returned; an extend stroke is none', () => {
  const released = new Bench();
  released.hold(1000);
  expect(released.stroke(Drive.Retract)).toBe(Rule.None);
  expect(released.close()).toBe(Rule.None);
  const extended = new Bench();
  extended.hold(1000);
  expect(extended.stroke(Drive.Extend)).toBe(Rule.None);
  expect(extended.close()).toBe(Rule.R6);
});

test('R6: a release from before the power was lost does not count', () => {
  const bench = new Bench();
  bench.hold(1000);
  bench.stroke(Drive.Retract);
  bench.hold(100, {}, { supply: false });
  bench.hold(1000, {}, { supply: true });
  expect(bench.close()).toBe(Rule.R6);
});

test('R1: a side that is sensed open while closed is commanded has proven nothing', () => {
  const bench = new Bench();
  bench.hold(1000);
  bench.stroke(Drive.Retract);
  expect(bench.close()).toBe(Rule.None);
  bench.hold(1000, {}, { contacts: Contacts.Open });
  bench.hold(10, { contactorClosed: false });
  expect(bench.hold(10, { drive: Drive.Retract })).toBe(Rule.R1);
});

test('what forbade a close, or an offer, long ago does not shorten the time that is granted now', () => {
  for (const forbidden of [{ pilot: Pilot.B }, { heat: Heat.Hot }]) {
    const bench = new Bench();
    bench.hold(1000);
    bench.stroke(Drive.Retract);
    expect(bench.close()).toBe(Rule.None);
    expect(bench.hold(20, {}, forbidden)).toBe(Rule.None);
    bench.hold(10100, { contactorClosed: false });
    expect(bench.hold(20, { contactorClosed: true })).toBe(Rule.None);
    expect(bench.hold(20, {})).not.toBe(Rule.None);
  }
  const offer = { dutyPermille: 266, offerMilliamps: 16000 };
  const none = { dutyPermille: 1000, offerMilliamps: 0 };
  const bears = { latch: Latch.Locked, cableMilliamps: 20000, thermalMilliamps: 80000 };
  const forbidden = new Bench();
  expect(forbidden.hold(1000, offer, bears)).toBe(Rule.None);
  for (let i = 0; i < 3; i++) {
    expect(forbidden.hold(20, offer, { pilot: Pilot.A })).toBe(Rule.None);
    expect(forbidden.hold(100, none)).toBe(Rule.None);
  }
  const tooHigh = new Bench();
  tooHigh.hold(1000, offer, bears);
  for (let i = 0; i < 3; i++) {
    expect(tooHigh.hold(4000, offer, { cableMilliamps: 13000 })).toBe(Rule.None);
    expect(tooHigh.hold(100, none)).toBe(Rule.None);
  }
});

test('R1: a coil is not let go in the very tick that closes', () => {
  const bench = new Bench();
  Object.assign(bench.limits, { isHoldToLock: true, holdPermille: 300 });
  bench.hold(1000);
  bench.hold(10000, { coilPermille: 1000 }, { latch: Latch.Locked });
  expect(bench.hold(10, { coilPermille: 0, contactorClosed: true })).toBe(Rule.R1);
});

const causes: [what: string, seen: Partial<Signals>, over: Partial<Signals>][] = [
  ['an e-stop', { eStop: true }, { eStop: false }],
  ['a residual current', { residual: true }, { residual: false }],
  ['an over-current', { overCurrent: true }, { overCurrent: false }],
  ['a latch that was lost', { latch: Latch.Unknown }, { latch: Latch.Locked }],
];

/** Closed, opened for this cause, which is over by now; open for long, and locked throughout else. */
function tripped(seen: Partial<Signals>, over: Partial<Signals>): Bench {
  const bench = new Bench();
  bench.hold(1000);
  bench.stroke(Drive.Retract);
  expect(bench.close()).toBe(Rule.None);
  bench.hold(10, { contactorClosed: false }, seen);
  bench.hold(1000);
  bench.hold(15000, {}, over);
  return bench;
}

for (const [what, seen, over] of causes) {
  test(`R10: ${what} bars the next close until a person has acted`, () => {
    expect(tripped(seen, over).hold(10, { contactorClosed: true })).toBe(Rule.R10);
    const acted = tripped(seen, over);
    acted.hold(10, {}, { person: true });
    expect(acted.hold(10, { contactorClosed: true }, { person: false })).toBe(Rule.None);
  });

  // Once the socket is dead a pin that is back is as it should be.
  if (seen.latch !== undefined) continue;
  test(`R10: ${what}: who acts while it stands has done nothing`, () => {
    const bench = tripped(seen, {});
    bench.hold(10, {}, { person: true });
    bench.hold(100, {}, { ...over, person: false });
    expect(bench.hold(10, { contactorClosed: true })).toBe(Rule.R10);
  });
}

test('R10: the vehicle that leaves takes an over-current and a lost latch with it, and nothing else', () => {
  const rules = [Rule.R10, Rule.R10, Rule.None, Rule.None];
  for (const [i, [what, seen, over]] of causes.entries()) {
    const bench = tripped(seen, over);
    bench.hold(310, {}, { pilot: Pilot.A });
    bench.hold(1000, {}, { pilot: Pilot.C });
    expect(bench.hold(10, { contactorClosed: true }), what).toBe(rules[i]);
  }
  const brief = tripped({ overCurrent: true }, { overCurrent: false });
  brief.hold(300, {}, { pilot: Pilot.A });
  brief.hold(1000, {}, { pilot: Pilot.C });
  expect(brief.hold(10, { contactorClosed: true })).toBe(Rule.R10);
});

test('R10: the plug that was out takes a residual current with it, and nothing else', () => {
  const rules = [Rule.R10, Rule.None, Rule.R10, Rule.R10];
  for (const [i, [what, seen, over]] of causes.entries()) {
    const bench = tripped(seen, over);
    bench.hold(10, {}, { proximity: Proximity.Absent });
    bench.hold(1000, {}, { proximity: Proximity.Seated });
    expect(bench.hold(10, { contactorClosed: true }), what).toBe(rules[i]);
  }
});

test('R10: what the journal remembers bars after power-up', () => {
  const guard = createGuard(createLimits(), false, RESTED_MS, 1);
  expect(guard.bars).toBe(1);
});

test('R3 and R8: nobody asks for energy, or is offered any, behind a wire that we interrupt ourselves', () => {
  const closed = new Bench();
  closed.hold(1000);
  closed.stroke(Drive.Retract);
  expect(closed.close()).toBe(Rule.None);
  expect(closed.hold(20, { pilotBroken: true })).toBe(Rule.None);
  expect(closed.hold(20)).toBe(Rule.R3);
  expect(closed.outputs.pilotBroken).toBe(false);
  const offering = new Bench();
  const offer = { dutyPermille: 266, offerMilliamps: 16000 };
  const bears = { latch: Latch.Locked, cableMilliamps: 20000, thermalMilliamps: 80000 };
  expect(offering.hold(1000, offer, bears)).toBe(Rule.None);
  expect(offering.hold(40, { pilotBroken: true })).toBe(Rule.R8);
});
