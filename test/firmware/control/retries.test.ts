/**
 * Retries: openings that nobody wished make the next close wait longer, and are forgotten when it is over.
 */

import { expect, test } from 'vitest';
import {
  countOpening,
  forgetOpenings,
  hasRested,
  isHoldingOff,
  openTimeOf,
} from '../../../firmware/control/retries.ts';
import { Heat, Latch, Mains, Pilot } from '../../../firmware/control/signals.ts';
import { Session } from '../../../firmware/control/state.ts';
import { type Changes, layOut, plugged } from '../../support/control-records.ts';

function openTime(retries: number, limits: Changes['limits'] = {}): number {
  const records = layOut({ state: { retries }, limits });
  return openTimeOf(records.state, records.limits);
}

test('the time open doubles from 10 s, and is 10 min from the fifth opening on', () => {
  const times = [0, 1, 2, 3, 4, 5].map((retries) => openTime(retries));
  expect(times).toEqual([10000, 10000, 20000, 40000, 80000, 600000]);
});

test('never less than the owner wants, never more than the longest', () => {
  expect(openTime(0, { minOpenMs: 3000 })).toBe(3000);
  expect(openTime(1, { minOpenMs: 3000 })).toBe(10000);
  expect(openTime(2, { minOpenMs: 300000 })).toBe(300000);
  expect(openTime(4, { retryMostMs: 30000 })).toBe(30000);
  expect(openTime(5, { minOpenMs: 1800000 })).toBe(1800000);
});

test('there are never more than five closings in ten minutes, however short each is', () => {
  const closings: number[] = [];
  let atMs = 0;
  for (let retries = 0; retries < 20; retries++) {
    closings.push(atMs);
    atMs += openTime(Math.min(retries + 1, 5));
  }
  for (const from of closings) {
    const within = closings.filter((at) => at >= from && at < from + 600000);
    expect(within.length).toBeLessThanOrEqual(5);
  }
});

const charging: Changes['seen'] = { ...plugged(Pilot.C), latch: Latch.Locked };

/** What is counted after an opening with these beliefs. */
function counted(seen: Changes['seen'], state: Changes['state'] = {}): number {
  const records = layOut({
    state: { session: Session.Permitted, ...state },
    seen: { ...charging, ...seen },
  });
  countOpening(records.state, records.seen, records.limits);
  return records.state.retries;
}

test('an opening that neither the vehicle nor a person wished is counted', () => {
  expect(counted({ pilot: Pilot.B })).toBe(0);
  expect(counted({ pilot: Pilot.A })).toBe(0);
  expect(counted({ pilot: Pilot.B, latch: Latch.Unknown })).toBe(1);
  // The vehicle asks for energy, and hardware has opened.
  expect(counted({ pilot: Pilot.C })).toBe(1);
  expect(counted({ pilot: Pilot.E })).toBe(1);
  expect(counted({ pilot: Pilot.Invalid })).toBe(1);
  expect(counted({ pilot: Pilot.B, mains: Mains.Low })).toBe(1);
  expect(counted({ pilot: Pilot.B, mainsDoubted: true })).toBe(1);
  expect(counted({ supply: false })).toBe(1);
  expect(counted({ heat: Heat.Hot })).toBe(1);
  expect(counted({ heat: Heat.Hot }, { session: Session.Stopped })).toBe(0);
  expect(counted({ heat: Heat.Hot }, { retries: 4 })).toBe(5);
  expect(counted({ heat: Heat.Hot }, { retries: 5 })).toBe(5);
});

test('energy for ten minutes begins anew', () => {
  const left = (phaseForMs: number): number => {
    const records = layOut({ state: { retries: 3, phaseForMs } });
    forgetOpenings(records.state, records.limits);
    return records.state.retries;
  };
  expect([left(599990), left(600000)]).toEqual([3, 0]);
});

test('holding off is said of the pause that faults have made, while it lasts', () => {
  const says = (retries: number, openForMs: number): [boolean, boolean] => {
    const records = layOut({ state: { retries, openForMs } });
    return [isHoldingOff(records.state, records.limits), hasRested(records.state, records.limits)];
  };
  expect(says(0, 5000)).toEqual([false, false]);
  expect(says(1, 5000)).toEqual([true, false]);
  expect(says(2, 19990)).toEqual([true, false]);
  expect(says(2, 20000)).toEqual([false, true]);
});

test('openings that are forgotten ask for the next tick, and none that are counted do', () => {
  const due = (retries: number): number => {
    const records = layOut({ state: { retries, phaseForMs: 600000, dueMs: 5000 } });
    forgetOpenings(records.state, records.limits);
    return records.state.dueMs;
  };
  expect([due(1), due(0)]).toEqual([0, 5000]);
});
