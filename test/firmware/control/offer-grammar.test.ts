/**
 * Offers: when a current is offered, kept, changed and taken away, and how a sleeping car is woken.
 */

import { expect, test } from 'vitest';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { advertise } from '../../../firmware/control/offer.ts';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../../firmware/control/outputs.ts';
import { Latch, Motion, Pilot } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Wake } from '../../../firmware/control/state.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  locked,
  plugged,
} from '../../support/control-records.ts';

/** A car in B behind a locked pin, permitted, nothing offered for long. */
const waiting: Changes = {
  state: {
    ...locked.state,
    phase: Phase.Ready,
    session: Session.Permitted,
    pilot: Pilot.B,
    pilotForMs: 5000,
  },
  seen: { ...plugged(Pilot.B), ...locked.seen },
};

function advertised(changes: Changes, isRefused = false, isAlarm = false): ControlRecords {
  const records = layOut({
    state: { ...waiting.state, ...changes.state },
    seen: { ...waiting.seen, ...changes.seen },
    limits: { ...changes.limits },
  });
  advertise(records.state, records.seen, records.outputs, records.limits, isRefused, isAlarm);
  return records;
}

const offering = { advert: Advert.Offer, offerMilliamps: 32000 };
const whileCharging = { lockPolicy: LockPolicy.WhileCharging };

/** What is offered then, in mA. */
function offeredIn(state: Changes['state'], seen: Changes['seen'] = {}, limits = {}): number {
  return advertised({ ...(state && { state }), seen, limits }).outputs.offerMilliamps;
}

test('a car that waits behind a locked pin is offered what the cable bears', () => {
  const { state, outputs } = advertised({ state: { dueMs: 9 } });
  expect(state).toMatchObject({ advert: Advert.Offer, advertForMs: 0, offerForMs: 0, dueMs: 0 });
  expect(outputs).toMatchObject({ offerMilliamps: 32000, dutyPermille: 533 });
});

test('nothing is offered where it is refused, not permitted, held off, or nobody is there', () => {
  const refused = advertised({}, true);
  expect(refused.outputs).toMatchObject({ offerMilliamps: 0, dutyPermille: DUTY_STEADY });
  expect(offeredIn({ session: Session.Stopped })).toBe(0);
  expect(offeredIn({ holdOffMs: 1 })).toBe(0);
  expect(offeredIn({ ...offering, holdOffMs: 1 })).toBe(0);
  expect(offeredIn({}, { pilot: Pilot.A })).toBe(0);
  expect(offeredIn({ phase: Phase.Released })).toBe(0);
  expect(offeredIn({ phase: Phase.Locking })).toBe(0);
  expect(offeredIn({}, { externalMilliamps: 5000 })).toBe(0);
});

test('the pause before an offer, and the minimum open time, are kept', () => {
  expect(offeredIn({ advertForMs: 2990 })).toBe(0);
  expect(offeredIn({ advertForMs: 3000 })).toBe(32000);
  expect(offeredIn({ openForMs: 9990 })).toBe(0);
  expect(offeredIn({ openForMs: 10000 })).toBe(32000);
  expect(offeredIn({ ...offering, openForMs: 10 })).toBe(32000);
  expect(offeredIn({ ...offering, openForMs: 10 }, { pilot: Pilot.C })).toBe(0);
});

test('an offer changes at most every five seconds, and goes at once', () => {
  const lower = { externalMilliamps: 10000 };
  expect(offeredIn({ ...offering, offerForMs: 4990 }, lower)).toBe(32000);
  const changed = advertised({ state: { ...offering, offerForMs: 5000, dueMs: 9 }, seen: lower });
  expect(changed.state).toMatchObject({ offerMilliamps: 10000, offerForMs: 0, dueMs: 0 });
  const same = advertised({ state: { ...offering, offerForMs: 6000, dueMs: 9 } });
  expect(same.state).toMatchObject({ offerMilliamps: 32000, offerForMs: 6000, dueMs: 9 });
  expect(offeredIn({ ...offering, offerForMs: 0 }, { externalMilliamps: 0 })).toBe(0);
});

test('energized, the offer stands; opened by the car, it stays for its return', () => {
  expect(offeredIn({ ...offering, phase: Phase.Energized }, { pilot: Pilot.C })).toBe(32000);
  expect(offeredIn({ ...offering, phase: Phase.Opening })).toBe(32000);
  expect(offeredIn({ ...offering, phase: Phase.Opening }, { pilot: Pilot.A })).toBe(0);
  expect(offeredIn({ phase: Phase.Opening })).toBe(0);
});

test('while charging: asked before the pin moves, if the lock could follow at once', () => {
  const released = { phase: Phase.Released };
  const back = { latch: Latch.Unlocked };
  expect(offeredIn(released, back, whileCharging)).toBe(32000);
  expect(offeredIn(released, { ...back, lockSupply: false }, whileCharging)).toBe(0);
  expect(offeredIn(released, { ...back, motion: Motion.Resting }, whileCharging)).toBe(0);
  expect(offeredIn({ phase: Phase.Releasing }, back, whileCharging)).toBe(0);
  const locking = { ...offering, phase: Phase.Locking };
  expect(offeredIn(locking, back, whileCharging)).toBe(32000);
  expect(offeredIn({ ...locking, strokes: 1 }, back, whileCharging)).toBe(0);
  expect(offeredIn({ ...locking, strokes: 1 }, {}, whileCharging)).toBe(32000);
  expect(offeredIn({ ...offering, ...released }, { lockSupply: false }, whileCharging)).toBe(32000);
  expect(offeredIn({ ...offering, phase: Phase.Releasing }, {}, whileCharging)).toBe(0);
  expect(offeredIn({ phase: Phase.Locking }, back, whileCharging)).toBe(0);
});

test('an alarm shows F for its least time, then nothing is offered', () => {
  const alarm = advertised({ state: offering }, true, true);
  expect(alarm.state).toMatchObject({ advert: Advert.Unavailable, offerMilliamps: 0 });
  expect(alarm.outputs.dutyPermille).toBe(DUTY_UNAVAILABLE);
  const shown = (advertForMs: number): Advert =>
    advertised({ state: { advert: Advert.Unavailable, advertForMs } }, true).state.advert;
  expect(shown(310)).toBe(Advert.Unavailable);
  expect(shown(320)).toBe(Advert.Steady);
  const over = { advert: Advert.Unavailable, advertForMs: 320 };
  expect(advertised({ state: over }).state.advert).toBe(Advert.Steady);
});

const sleeping = { ...offering, advertForMs: 30000, pilotForMs: 30000 };

test('a car that sleeps through the offer is woken: F, steady, the offer again', () => {
  const shown = advertised({ state: sleeping });
  expect(shown.state).toMatchObject({ wake: Wake.Unavailable, advert: Advert.Unavailable });
  expect(shown.outputs).toMatchObject({ offerMilliamps: 0, dutyPermille: DUTY_UNAVAILABLE });
  const hidden = { pilot: Pilot.F };
  const dark = { wake: Wake.Unavailable, advert: Advert.Unavailable };
  expect(advertised({ state: { ...dark, advertForMs: 3990 }, seen: hidden }).state).toMatchObject(
    dark,
  );
  const steady = { wake: Wake.Steady, advert: Advert.Steady };
  const risen = advertised({ state: { ...dark, advertForMs: 4000 }, seen: hidden });
  expect(risen.state).toMatchObject({ ...steady, offerMilliamps: 0 });
  expect(advertised({ state: { ...steady, advertForMs: 740 } }).state).toMatchObject(steady);
  const again = advertised({ state: { ...steady, advertForMs: 750 } });
  expect(again.state).toMatchObject({ wake: Wake.Rest, wakeUps: 1, advert: Advert.Offer });
  const unseen = { state: { ...steady, advertForMs: 750 }, seen: hidden };
  expect(advertised(unseen).state).toMatchObject(steady);
});

test('nobody is woken who has left the offer by himself, was woken in vain, is not in B, or too early', () => {
  const woken = (state: Changes['state'], limits = {}): boolean =>
    advertised({ state: { ...sleeping, ...state }, limits }).state.wake === Wake.Unavailable;
  expect(woken({})).toBe(true);
  expect(woken({ phase: Phase.Released }, whileCharging)).toBe(true);
  expect(woken({ phase: Phase.Energized })).toBe(false);
  expect(woken({ leftOffer: true })).toBe(false);
  expect(woken({ wakeUps: 4 })).toBe(false);
  expect(woken({}, { wakeUps: 0 })).toBe(false);
  expect(woken({ pilot: Pilot.C })).toBe(false);
  expect(woken({ pilotForMs: 29990 })).toBe(false);
  expect(woken({ advertForMs: 29990 })).toBe(false);
  expect(woken({}, { wakeAfterMs: 0 })).toBe(false);
  expect(woken({ pilotForMs: 1, advertForMs: 1 }, { wakeAfterMs: 1 })).toBe(true);
});

test('the next wake-up waits for longer than the first', () => {
  const woken = (ageMs: number, limits = {}): boolean => {
    const state = { ...sleeping, wakeUps: 3, pilotForMs: ageMs, advertForMs: ageMs };
    return advertised({ state, limits }).state.wake === Wake.Unavailable;
  };
  expect(woken(179990)).toBe(false);
  expect(woken(180000)).toBe(true);
  expect(woken(180000, { wakeUps: 3 })).toBe(false);
});

test('the last wake-up interrupts the wire where a switch for it is fitted, and no other does', () => {
  const broken = (wakeUps: number, pilotBreakFitted: boolean): boolean => {
    const state = { ...sleeping, wakeUps, pilotForMs: 200000, advertForMs: 200000 };
    return advertised({ state, limits: { pilotBreakFitted } }).outputs.pilotBroken;
  };
  expect([broken(3, true), broken(2, true), broken(3, false)]).toEqual([true, false, false]);
  const dark = { wake: Wake.Broken, advert: Advert.Unavailable };
  const shown = (advertForMs: number, isAlarm = false): ControlRecords =>
    advertised({ state: { ...dark, advertForMs }, seen: { pilot: Pilot.F } }, isAlarm, isAlarm);
  expect(shown(3990).outputs).toMatchObject({ pilotBroken: true, dutyPermille: DUTY_UNAVAILABLE });
  expect(shown(4000).state).toMatchObject({ wake: Wake.Steady, advert: Advert.Steady });
  expect(shown(4000).outputs.pilotBroken).toBe(false);
  expect(shown(10, true).outputs.pilotBroken).toBe(false);
});

test('the wire is interrupted for its own time, and F shown for its own', () => {
  const limits = { wakeBreakMs: 6000, wakeUnavailableMs: 4000 };
  const shows = (wake: Wake, advertForMs: number): boolean => {
    const state = { wake, advert: Advert.Unavailable, advertForMs };
    return advertised({ state, seen: { pilot: Pilot.F }, limits }).state.wake === wake;
  };
  expect([shows(Wake.Unavailable, 3990), shows(Wake.Unavailable, 4000)]).toEqual([true, false]);
  expect([shows(Wake.Broken, 5990), shows(Wake.Broken, 6000)]).toEqual([true, false]);
});

test('a car that is in C before anything is offered is offered nothing until it is known how it reads', () => {
  const inC = { pilot: Pilot.C };
  expect(offeredIn({ pilotForMs: 1000 }, inC)).toBe(0);
  expect(offeredIn({ pilotForMs: 1000, simplified: true }, inC)).toBe(10000);
  // It asks for more than this charger may give, and so for nothing.
  expect(offeredIn({}, { pilot: Pilot.D })).toBe(32000);
  expect(offeredIn({}, { pilot: Pilot.D }, { ventilation: true })).toBe(0);
});

test('an offer that comes back after our withdrawal arms the wake-up anew', () => {
  const slept = { wakeUps: 4, leftOffer: true };
  const withdrawn = advertised({ state: { ...offering, ...slept } }, true);
  expect(withdrawn.state).toMatchObject({ advert: Advert.Steady, leftOffer: false });
  expect(advertised({ state: slept }).state).toMatchObject({ advert: Advert.Offer, wakeUps: 0 });
  const lower = { externalMilliamps: 10000 };
  const lowered = advertised({ state: { ...offering, ...slept, offerForMs: 5000 }, seen: lower });
  expect(lowered.state).toMatchObject({ offerMilliamps: 10000, ...slept });
});

test('a wake-up that is broken off is over', () => {
  for (const wake of [Wake.Unavailable, Wake.Steady]) {
    expect(advertised({ state: { wake } }, true).state.wake).toBe(Wake.Rest);
    expect(advertised({ state: { wake } }, true, true).state.wake).toBe(Wake.Rest);
  }
});

test('our own F hides the car only while we show it for waking', () => {
  const hidden = { pilot: Pilot.F };
  expect(offeredIn(offering, hidden)).toBe(0);
});
