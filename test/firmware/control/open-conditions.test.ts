/**
 * Danger: the predicates that demand an open contactor, one by one, and the rules about staying closed
 * (R3, R4) and offering (R8) that the guard builds on them: broken on purpose, and narrowly kept.
 */

import { expect, test } from 'vitest';
import { RESTED_MS } from '../../../firmware/control/age.ts';
import { createLimits, type Limits, LockPolicy } from '../../../firmware/control/limits.ts';
import { dutyOf } from '../../../firmware/control/offer.ts';
import {
  demandsOpen,
  inputForbids,
  offerForbidden,
  vehicleWants,
} from '../../../firmware/control/open-conditions.ts';
import { createOutputs, Drive } from '../../../firmware/control/outputs.ts';
import { vehicleThere } from '../../../firmware/control/session.ts';
import {
  Contacts,
  createSignals,
  Heat,
  Latch,
  Mains,
  Pilot,
  Proximity,
  SelfTest,
  type Signals,
} from '../../../firmware/control/signals.ts';
import { pilotWords, ruleWords } from '../../../firmware/control/words.ts';
import { createGuard, Rule } from '../../../firmware/guard/memory.ts';
import { checkRules } from '../../../firmware/guard/rules.ts';

const { A, B, C, D, E, F, NoDiode, Invalid } = Pilot;

function createSeen(): Signals {
  const seen = createSignals();
  Object.assign(seen, { pilot: C, proximity: Proximity.Seated, cableMilliamps: 32000 });
  Object.assign(seen, { latch: Latch.Locked, contacts: Contacts.Open, supply: true });
  Object.assign(seen, { thermalMilliamps: 80000, elapsedMs: 10, watchedMs: 10 });
  return seen;
}

class Bench {
  readonly limits: Limits = createLimits();
  readonly guard;
  readonly seen = createSeen();
  readonly outputs = createOutputs();

  constructor(limits: Partial<Limits> = {}) {
    Object.assign(this.limits, limits);
    this.guard = createGuard(this.limits, false, RESTED_MS, 0);
    this.seen.latch = Latch.Unlocked;
    this.run(300).outputs.drive = Drive.Retract;
    this.run(100).outputs.drive = Drive.Off;
    this.run(15000).outputs.drive = Drive.Extend;
    this.run(100).seen.latch = Latch.Locked;
    this.run(10).outputs.drive = Drive.Off;
    this.run(200);
  }

  step(): Rule {
    return checkRules(this.guard, this.seen, this.outputs, this.limits);
  }

  run(forMs: number): this {
    for (let ms = 0; ms < forMs; ms += 10) this.step();
    expect(this.guard.tripped).toBe(Rule.None);
    return this;
  }

  offer(milliamps: number): void {
    this.outputs.offerMilliamps = milliamps;
    this.outputs.dutyPermille = dutyOf(milliamps);
  }

  /** Locked, offering, not closed. */
  offering(milliamps = 16000): this {
    this.offer(milliamps);
    return this.run(10);
  }

  charging(): this {
    this.offering();
    this.outputs.contactorClosed = true;
    this.step();
    this.seen.contacts = Contacts.Closed;
    return this.run(1000);
  }

  /** Steps until a rule breaks: which, and how long after the first look; or '' after 20 s. */
  breaks(): string {
    for (let ms = 0; ms < 20000; ms += 10) {
      const rule = this.step();
      if (rule !== Rule.None) return `${ruleWords[rule]} after ${ms} ms`;
    }
    return '';
  }
}

const forbidding: [string, Partial<Signals>][] = [
  ['a plug that is gone', { proximity: Proximity.Absent }],
  ['a plug that wanders', { proximity: Proximity.Unstable }],
  ['a shorted plug', { proximity: Proximity.Short }],
  ['a lost supply', { supply: false }],
  ['a residual current', { residual: true }],
  ['a hot socket', { heat: Heat.Hot }],
  ['a lost thermometer', { heat: Heat.Unknown }],
  ['too much current', { overCurrent: true }],
  ['a low supply', { mains: Mains.Low }],
  ['a high supply', { mains: Mains.High }],
  ['an earth fault', { mains: Mains.EarthFault }],
  ['the emergency stop', { eStop: true }],
];
const unlatched: [string, Partial<Signals>][] = [
  ['a latch that is unlocked', { latch: Latch.Unlocked }],
  ['a latch that is unknown', { latch: Latch.Unknown }],
];
const harmless: [string, Partial<Signals>][] = [
  ['a cold socket', { heat: Heat.Cold }],
  ['a warm socket', { heat: Heat.Warm }],
  ['a lock supply that sags', { lockSupply: false }],
  ['a sensor that was not tested yet', { selfTest: SelfTest.Untested }],
  ['a person who presses Stop', { stop: true }],
];

test('nothing forbids a charge as it should be', () => {
  expect(inputForbids(createSeen())).toBe(false);
  expect(demandsOpen(createSeen(), createLimits())).toBe(false);
  expect(new Bench().charging().breaks()).toBe('');
});

for (const [name, change] of forbidding) {
  test(`${name} forbids`, () => {
    const seen = { ...createSeen(), ...change };
    expect(inputForbids(seen)).toBe(true);
    expect(demandsOpen(seen, createLimits())).toBe(true);
  });
}

for (const [name, change] of harmless) {
  test(`${name} does not forbid`, () => {
    const seen = { ...createSeen(), ...change };
    expect(inputForbids(seen)).toBe(false);
    expect(demandsOpen(seen, createLimits())).toBe(false);
    const bench = new Bench().charging();
    Object.assign(bench.seen, change);
    expect(bench.breaks()).toBe('');
  });
}

test('an offer is forbidden by every input, and by an unproven pin but under whileCharging', () => {
  const limits = createLimits();
  expect(offerForbidden(createSeen(), limits)).toBe(false);
  for (const [name, change] of [...forbidding, ...unlatched]) {
    expect(offerForbidden({ ...createSeen(), ...change }, limits), name).toBe(true);
  }
  const asked = { ...limits, lockPolicy: LockPolicy.WhileCharging };
  for (const [name, change] of unlatched) {
    expect(offerForbidden({ ...createSeen(), ...change }, asked), name).toBe(false);
  }
});

test('only C asks for energy, and D where there is ventilation', () => {
  const wants = (pilot: Pilot, ventilation: boolean): boolean => {
    const limits = { ...createLimits(), ventilation };
    const seen = { ...createSeen(), pilot };
    expect(demandsOpen(seen, limits)).toBe(!vehicleWants(seen, limits));
    return vehicleWants(seen, limits);
  };
  const every = [A, B, C, D, E, F, NoDiode, Invalid];
  expect(every.filter((pilot) => wants(pilot, false))).toEqual([C]);
  expect(every.filter((pilot) => wants(pilot, true))).toEqual([C, D]);
});

for (const pilot of [A, B, D, E, F, NoDiode, Invalid]) {
  test(`R3: pilot ${pilotWords[pilot]} may find the contactor closed for the opening time`, () => {
    const bench = new Bench().charging();
    bench.offer(0);
    bench.seen.pilot = pilot;
    expect(bench.breaks()).toBe('R3 after 30 ms');
    const legal = new Bench().charging();
    legal.offer(0);
    legal.seen.pilot = pilot;
    legal.run(30).outputs.contactorClosed = false;
    expect(legal.step()).toBe(Rule.None);
  });
}

test('R3: D with ventilation may draw', () => {
  const bench = new Bench({ ventilation: true }).charging();
  bench.seen.pilot = D;
  expect(bench.breaks()).toBe('');
});

for (const [name, change] of [...forbidding, ...unlatched]) {
  test(`R4: ${name} may find the contactor closed for the opening time`, () => {
    const bench = new Bench().charging();
    bench.offer(0);
    Object.assign(bench.seen, change);
    expect(bench.breaks()).toBe('R4 after 30 ms');
    const legal = new Bench().charging();
    legal.offer(0);
    Object.assign(legal.seen, change);
    legal.run(30).outputs.contactorClosed = false;
    expect(legal.step()).toBe(Rule.None);
  });

  test(`R8: ${name} may find an offer for the opening time`, () => {
    const bench = new Bench().offering();
    Object.assign(bench.seen, change);
    expect(bench.breaks()).toBe('R8 after 30 ms');
    const legal = new Bench().offering();
    Object.assign(legal.seen, change);
    legal.run(30).offer(0);
    expect(legal.breaks()).toBe('');
  });
}

for (const pilot of [A, E, F]) {
  test(`R8: pilot ${pilotWords[pilot]} may find an offer for the opening time`, () => {
    const bench = new Bench().offering();
    bench.seen.pilot = pilot;
    expect(bench.breaks()).toBe('R8 after 30 ms');
  });
}

for (const pilot of [B, C, D]) {
  test(`R8: a vehicle in ${pilotWords[pilot]} may be offered current for ever`, () => {
    const bench = new Bench().offering(32000);
    bench.seen.pilot = pilot;
    expect(bench.breaks()).toBe('');
  });
}

test('R8: only under whileCharging may an offer be made before the pin moves', () => {
  const bench = new Bench({ lockPolicy: LockPolicy.WhileCharging }).offering();
  bench.seen.latch = Latch.Unlocked;
  expect(bench.breaks()).toBe('');
});

test('R8: more than cable, installation or temperature bear is lowered within a change of the offer', () => {
  for (const name of ['cableMilliamps', 'thermalMilliamps', 'installationMilliamps'] as const) {
    const bench = new Bench().charging();
    const has = name === 'installationMilliamps' ? bench.limits : bench.seen;
    // 26.6 % is 15.96 A.
    Object.assign(has, { [name]: 15960 });
    expect(bench.breaks(), name).toBe('');
    Object.assign(has, { [name]: 15959 });
    expect(bench.breaks(), name).toBe('R8 after 5030 ms');
  }
});

test('R8: what is offered is read by the formula that belongs to the duty', () => {
  for (const [dutyPermille, milliamps] of [
    [100, 6000],
    [850, 51000],
    [851, 52750],
    [892, 63000],
    [960, 80000],
  ] as const) {
    for (const [cableMilliamps, found] of [
      [milliamps, ''],
      [milliamps - 1, 'R8 after 5030 ms'],
    ] as const) {
      const bench = new Bench({ installationMilliamps: 80000 });
      bench.seen.cableMilliamps = cableMilliamps;
      Object.assign(bench.outputs, { dutyPermille, offerMilliamps: milliamps });
      expect(bench.breaks(), `${dutyPermille} permille`).toBe(found);
    }
  }
});

test('R8: what is offered is what the duty says, whatever the image calls it', () => {
  for (const [dutyPermille, found] of [
    [533, ''],
    [534, 'R8 after 5030 ms'],
    [960, 'R8 after 5030 ms'],
    [50, 'R8 after 5030 ms'],
    [90, 'R8 after 5030 ms'],
    [970, 'R8 after 5030 ms'],
    [1000, ''],
    [0, ''],
  ] as const) {
    const bench = new Bench();
    Object.assign(bench.outputs, { dutyPermille, offerMilliamps: 6000 });
    expect(bench.breaks(), `${dutyPermille} permille`).toBe(found);
  }
});

test('a vehicle is there in B, C and D, and in nothing else that the pilot can say', () => {
  const there = pilotWords.filter((_word, pilot) =>
    vehicleThere({ ...createSignals(), pilot: pilot as Pilot }),
  );
  expect(there).toEqual(['B', 'C', 'D']);
});
