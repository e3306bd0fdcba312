/** R11: the guard and a master that is required. */
import { expect, test } from 'vitest';
import { NOT_SO, RESTED_MS } from '../../../firmware/control/age.ts';
import { createLimits, type Limits, Master } from '../../../firmware/control/limits.ts';
import { createOutputs, DUTY_STEADY } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  Latch,
  Pilot,
  Proximity,
} from '../../../firmware/control/signals.ts';
import { createGuard, Rule } from '../../../firmware/guard/memory.ts';
import { checkRules } from '../../../firmware/guard/rules.ts';

const required = { ...createLimits(), master: Master.Required };

/** A guard over a vehicle in B that is offered a current. */
function offering(limits: Limits) {
  const guard = createGuard(limits, false, RESTED_MS, 0);
  const seen = createSignals();
  seen.elapsedMs = 10;
  seen.watchedMs = 10;
  seen.pilot = Pilot.B;
  seen.proximity = Proximity.Seated;
  seen.cableMilliamps = 32000;
  seen.thermalMilliamps = 80000;
  seen.latch = Latch.Locked;
  seen.contacts = Contacts.Open;
  seen.supply = true;
  const tick = (milliamps: number): Rule => {
    const outputs = createOutputs();
    outputs.dutyPermille = milliamps === 0 ? DUTY_STEADY : milliamps / 60;
    const rule = checkRules(guard, seen, outputs, limits);
    seen.limited = false;
    return rule;
  };
  return {
    guard,
    give: (termMs: number): void => {
      seen.limited = true;
      seen.termMs = termMs;
    },
    tick,
    /** So many ms of it, and the rule that is broken in the end. */
    hold: (ms: number, milliamps: number): Rule => {
      let rule = Rule.None;
      for (let passedMs = 0; passedMs < ms; passedMs += 10) rule = tick(milliamps);
      return rule;
    },
  };
}

test('from the start on nothing above the safe limit, once a change has had its time', () => {
  const bench = offering(required);
  expect(bench.hold(5030, 6060)).toBe(Rule.None);
  expect(bench.tick(6060)).toBe(Rule.R11);
  expect(offering(required).hold(60000, 6000)).toBe(Rule.None);
  expect(offering({ ...required, safeMilliamps: 16020 }).hold(60000, 16020)).toBe(Rule.None);
});

test('the time counts from the end of the term, or from the offer, and not across a pause', () => {
  const bench = offering(required);
  bench.give(10000);
  // The tick in which the term has passed is the first that counts.
  expect(bench.hold(10000 + 5030, 16020)).toBe(Rule.None);
  expect(bench.tick(16020)).toBe(Rule.R11);
  // With a millisecond left it has not.
  const left = offering(required);
  left.give(10001);
  expect(left.hold(10010 + 5030, 16020)).toBe(Rule.None);
  expect(left.tick(16020)).toBe(Rule.R11);
  const paused = offering(required);
  for (let i = 0; i < 5; i++) {
    expect(paused.hold(5000, 16020)).toBe(Rule.None);
    expect(paused.hold(10, i % 2 === 0 ? 0 : 6000)).toBe(Rule.None);
  }
});

test('a limit that is renewed in time keeps the master; one without a term does not', () => {
  const renewed = offering(required);
  for (let i = 0; i < 20; i++) {
    renewed.give(4000);
    expect(renewed.hold(3000, 16020)).toBe(Rule.None);
  }
  const unled = offering(required);
  unled.give(NOT_SO);
  expect(unled.hold(5040, 16020)).toBe(Rule.R11);
});

test('whoever asks for no master is not judged by one', () => {
  for (const master of [Master.None, Master.Optional]) {
    expect(offering({ ...required, master }).hold(60000, 16020)).toBe(Rule.None);
  }
});

test('the guard is due when the term ends, and when the offer has been too high for too long', () => {
  const bench = offering(required);
  bench.give(1000);
  bench.tick(16020);
  expect(bench.guard.dueMs).toBe(1000);
  bench.hold(1000, 16020);
  expect(bench.guard.dueMs).toBe(5030);
});
