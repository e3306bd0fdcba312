/**
 * Safety: the rules about letting go and closing (R1, R2, R5, R6), broken on purpose by hand-made
 * signals and images, and their nearest legal neighbours. R3, R4 and R8: danger.test.ts; R7, R9 and the
 * safe image: guard.test.ts.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import {
  AfterPowerLoss,
  createLimits,
  type Limits,
  LockPolicy,
} from '../../../firmware/control/limits.ts';
import { createOutputs, Drive } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  Latch,
  Pilot,
  Proximity,
} from '../../../firmware/control/signals.ts';
import { ruleWords } from '../../../firmware/control/words.ts';
import { createGuard, Rule } from '../../../firmware/guard/memory.ts';
import { checkRules } from '../../../firmware/guard/rules.ts';

class Bench {
  readonly limits: Limits = createLimits();
  readonly guard;
  readonly seen = createSignals();
  readonly outputs = createOutputs();

  constructor({ limits = {} as Partial<Limits> } = {}) {
    Object.assign(this.limits, limits);
    this.guard = createGuard(this.limits, false, RESTED_MS, 0);
    Object.assign(this.seen, {
      pilot: Pilot.C,
      proximity: Proximity.Seated,
      cableMilliamps: 32000,
      latch: Latch.Unlocked,
      contacts: Contacts.Open,
      supply: true,
      thermalMilliamps: 80000,
      elapsedMs: this.limits.tickMs,
      watchedMs: this.limits.tickMs,
    });
  }

  step(): Rule {
    return checkRules(this.guard, this.seen, this.outputs, this.limits);
  }

  run(forMs: number): this {
    for (let ms = 0; ms < forMs && this.guard.tripped === Rule.None; ms += this.seen.elapsedMs) {
      this.step();
    }
    return this;
  }

  /** What the guard would say to this image now. */
  would(change: Partial<typeof this.outputs>): Rule {
    const guard = structuredClone(this.guard);
    return checkRules(guard, this.seen, { ...this.outputs, ...change }, this.limits);
  }

  /** How long things must stay as they are before this image is legal, and what it breaks until then. */
  waitFor(change: Partial<typeof this.outputs>): { ms: number; broken: string[] } {
    const broken = new Set<string>();
    for (let ms = 0; ms < 200000; ms += this.seen.elapsedMs) {
      const rule = this.would(change);
      if (rule === Rule.None) return { ms, broken: [...broken] };
      broken.add(ruleWords[rule] as string);
      this.step();
    }
    return { ms: Number.POSITIVE_INFINITY, broken: [...broken] };
  }
}

const close = { contactorClosed: true };
const retract = { drive: Drive.Retract };

/** A release stroke, seen to succeed, and open for long. */
function released(options?: ConstructorParameters<typeof Bench>[0]): Bench {
  const bench = new Bench(options).run(300);
  bench.outputs.drive = Drive.Retract;
  bench.run(100);
  bench.outputs.drive = Drive.Off;
  return bench.run(15000);
}

/** An extend stroke, or a pull-in, that is seen to lock the pin after this time. */
function lockPin(bench: Bench, afterMs = 100): Bench {
  const { isHoldToLock, holdPermille } = bench.limits;
  Object.assign(bench.outputs, isHoldToLock ? { coilPermille: 1000 } : { drive: Drive.Extend });
  bench.run(afterMs);
  bench.seen.latch = Latch.Locked;
  bench.run(10);
  Object.assign(bench.outputs, { coilPermille: isHoldToLock ? holdPermille : 0, drive: Drive.Off });
  return bench.run(200);
}

/** Restarted, released, locked, open for long: everything that closing needs. */
function ready(options?: ConstructorParameters<typeof Bench>[0]): Bench {
  return lockPin(released(options));
}

function charging(options?: ConstructorParameters<typeof Bench>[0]): Bench {
  const bench = ready(options);
  bench.outputs.contactorClosed = true;
  bench.outputs.offerMilliamps = 16000;
  bench.step();
  bench.seen.contacts = Contacts.Closed;
  return bench.run(1000);
}

/** The contactor is commanded open in this step. */
function opened(options?: ConstructorParameters<typeof Bench>[0]): Bench {
  const bench = charging(options);
  bench.outputs.contactorClosed = false;
  bench.outputs.offerMilliamps = 0;
  bench.step();
  return bench;
}

test('a charge as it should be breaks no rule', () => {
  const bench = charging().run(60000);
  expect(bench.guard.tripped).toBe(Rule.None);
  expect(bench.outputs).toMatchObject({ contactorClosed: true, offerMilliamps: 16000 });
});

test('R1: a stroke towards release waits until the socket has been dead for the proof time', () => {
  const bench = opened();
  expect(bench.would(retract)).toBe(Rule.R1);
  bench.run(100);
  bench.seen.contacts = Contacts.Open;
  expect(bench.waitFor(retract)).toEqual({ ms: 250, broken: ['R1'] });
});

test('R1: never while closed, nor while the proofs contradict each other', () => {
  expect(charging().would(retract)).toBe(Rule.R1);
  const bench = new Bench({ limits: { guardWeldMs: 1000000 } });
  for (const contacts of [Contacts.Unproven, Contacts.Closed]) {
    bench.seen.contacts = contacts;
    expect(bench.waitFor(retract)).toEqual({ ms: Number.POSITIVE_INFINITY, broken: ['R1'] });
  }
});

test('R1: a stalled tick proves nothing dead', () => {
  const bench = opened();
  bench.seen.contacts = Contacts.Open;
  Object.assign(bench.seen, { elapsedMs: 500, watchedMs: 20 });
  bench.step();
  bench.step();
  expect(bench.would(retract)).toBe(Rule.R1);
});

test('R1: a coil that lets go is a release, one that only holds with less is none', () => {
  const bench = charging({ limits: { isHoldToLock: true, holdPermille: 300 } });
  expect(bench.would({ coilPermille: 300 })).toBe(Rule.None);
  expect(bench.would({ coilPermille: 299 })).toBe(Rule.R1);
  expect(bench.would({ coilPermille: 0 })).toBe(Rule.R1);
  bench.outputs.contactorClosed = false;
  bench.outputs.offerMilliamps = 0;
  bench.step();
  bench.seen.contacts = Contacts.Open;
  expect(bench.waitFor({ coilPermille: 0 })).toEqual({ ms: 250, broken: ['R1'] });
});

test('R1: braking and resting are legal at any time, extending whenever open is commanded', () => {
  const bench = charging();
  for (const drive of [Drive.Brake, Drive.Off]) expect(bench.would({ drive })).toBe(Rule.None);
  expect(opened().would({ drive: Drive.Extend })).toBe(Rule.None);
});

test('R1: no stroke is driven while closed: which way it goes depends on two wires', () => {
  expect(charging().would({ drive: Drive.Extend })).toBe(Rule.R1);
});

test('R1: without supply a voltage sense alone adds nothing to the proof, a mirror contact does', () => {
  for (const [mirrorFitted, rule] of [
    [true, Rule.None],
    [false, Rule.R1],
  ] as const) {
    const bench = opened({ limits: { mirrorFitted } });
    bench.seen.supply = false;
    bench.seen.contacts = Contacts.Open;
    expect(bench.run(60000).would(retract), `mirror ${mirrorFitted}`).toBe(rule);
  }
});

test('R2: closing waits until the latch has been sensed locked for the proof time', () => {
  const bench = released();
  expect(bench.would(close)).toBe(Rule.R2);
  lockPin(bench).seen.latch = Latch.Unknown;
  expect(bench.run(1000).would(close)).toBe(Rule.R2);
  bench.seen.latch = Latch.Locked;
  expect(bench.waitFor(close)).toEqual({ ms: 30, broken: ['R2'] });
});

const never = { ms: Number.POSITIVE_INFINITY, broken: ['R2'] };

test('R2: a latch that reads locked without a stroke of ours proves nothing, nor one that always did', () => {
  const bench = released();
  bench.seen.latch = Latch.Locked;
  expect(bench.waitFor(close)).toEqual(never);
  expect(lockPin(bench).waitFor(close)).toEqual(never);
});

test('R2: a pin that was nowhere when the stroke began proves nothing', () => {
  const bench = released();
  bench.seen.latch = Latch.Unknown;
  expect(lockPin(bench.run(100)).waitFor(close)).toEqual(never);
});

test('R2: a change that comes before the pin can have travelled proves nothing', () => {
  expect(lockPin(released(), 40).waitFor(close)).toEqual(never);
  expect(lockPin(released(), 60).would(close)).toBe(Rule.None);
});

test('R2: a change long after the stroke is not its doing', () => {
  for (const [lateMs, found] of [
    [90, Rule.None],
    [110, Rule.R2],
  ] as const) {
    const bench = released();
    bench.outputs.drive = Drive.Extend;
    bench.run(100);
    bench.outputs.drive = Drive.Off;
    bench.run(lateMs);
    bench.seen.latch = Latch.Locked;
    expect(bench.run(200).would(close), `${lateMs} ms after the stroke`).toBe(found);
  }
});

test('R2: a latch that has read unlocked since the stroke is not believed again', () => {
  const bench = ready();
  bench.seen.latch = Latch.Unlocked;
  bench.run(10);
  bench.seen.latch = Latch.Locked;
  expect(bench.waitFor(close)).toEqual(never);
});

const coil = { isHoldToLock: true, holdPermille: 300 };

test('R2: a pin that sticks in is not held by a coil that was let go', () => {
  const bench = ready({ limits: coil });
  expect(bench.would(close)).toBe(Rule.None);
  bench.outputs.coilPermille = 0;
  bench.step();
  expect(bench.run(1000).would(close)).toBe(Rule.R2);
  bench.outputs.coilPermille = 1000;
  bench.run(300);
  bench.outputs.coilPermille = 300;
  expect(bench.waitFor(close)).toEqual(never);
});

test('R2: with a coil the pull-in must be completed', () => {
  const bench = released({ limits: coil });
  bench.outputs.coilPermille = 1000;
  bench.run(100);
  bench.seen.latch = Latch.Locked;
  expect(bench.run(1000).would(close)).toBe(Rule.R2);
  bench.outputs.coilPermille = 300;
  bench.step();
  expect(bench.step()).toBe(Rule.None);
  expect(bench.would(close)).toBe(Rule.None);
});

test('R4: nothing stays closed behind a coil below its holding current', () => {
  const bench = charging({ limits: coil });
  bench.guard.coilPermille = 0;
  expect(bench.would({ coilPermille: 300 })).toBe(Rule.None);
  expect(bench.would({ coilPermille: 299 })).toBe(Rule.R4);
});

test('R5: closing again waits for the minimum open time', () => {
  const bench = opened();
  bench.seen.contacts = Contacts.Open;
  expect(bench.waitFor(close)).toEqual({ ms: 10000, broken: ['R5'] });
});

test('R6: after power has returned nothing closes before a verified release', () => {
  const bench = ready();
  bench.seen.supply = false;
  bench.run(1000);
  bench.seen.supply = true;
  expect(bench.run(5000).would(close)).toBe(Rule.R6);
  bench.outputs.drive = Drive.Retract;
  bench.run(100);
  bench.outputs.drive = Drive.Off;
  // The latch still reads locked: nothing was verified, and nothing holds.
  expect(bench.run(5000).would(close)).toBe(Rule.R2);
  bench.seen.latch = Latch.Unlocked;
  bench.run(5000);
  expect(lockPin(bench).would(close)).toBe(Rule.None);
});

test('R6: at power-up a latch that was locked all along is no restart', () => {
  const bench = lockPin(new Bench());
  expect(bench.run(60000).would(close)).toBe(Rule.R6);
});

test('R6: a latch that reads unlocked without a stroke is no restart', () => {
  const bench = lockPin(new Bench().run(15000));
  expect(bench.run(1000).would(close)).toBe(Rule.R6);
});

test('R6: a coil that is let go is a release, one that is held is none', () => {
  const bench = new Bench({ limits: coil });
  bench.outputs.coilPermille = 300;
  lockPin(bench.run(15000));
  expect(bench.would(close)).toBe(Rule.R6);
  bench.seen.latch = Latch.Unlocked;
  bench.outputs.coilPermille = 0;
  bench.run(20);
  expect(lockPin(bench).would(close)).toBe(Rule.None);
});

test('R6: a release counts only where the socket has been dead for the proof time', () => {
  const bench = new Bench({ limits: { guardWeldMs: 1000000 } }).run(300);
  bench.outputs.drive = Drive.Retract;
  bench.run(100);
  bench.outputs.drive = Drive.Off;
  lockPin(bench.run(15000));
  bench.guard.restarted = false;
  bench.seen.contacts = Contacts.Unproven;
  bench.seen.latch = Latch.Unlocked;
  bench.run(5000);
  lockPin(bench);
  bench.seen.contacts = Contacts.Open;
  expect(bench.run(1000).would(close)).toBe(Rule.R6);
});

test('R6: where the lock is kept over an outage, the latch is re-proven instead', () => {
  for (const limits of [
    { afterPowerLoss: AfterPowerLoss.ResumeLocked },
    { lockPolicy: LockPolicy.Permanent },
  ]) {
    const bench = ready({ limits });
    bench.seen.supply = false;
    bench.run(1000);
    bench.seen.supply = true;
    expect(bench.waitFor(close)).toEqual({ ms: 0, broken: [] });
  }
});
