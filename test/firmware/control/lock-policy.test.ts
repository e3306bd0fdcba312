/**
 * Wishes: what people and the vehicle do to a session, and when the lock is wanted.
 */

import { expect, test } from 'vitest';
import { NOT_SO } from '../../../firmware/control/age.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import {
  endSession,
  followVehicle,
  forgetSession,
  mayStart,
  reviewPermission,
  takeRequests,
  vehicleGone,
  wantsLock,
} from '../../../firmware/control/session.ts';
import { Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  plugged,
} from '../../support/control-records.ts';

const { None, Waiting, Permitted, Stopped, Unlocking } = Session;
const b = plugged(Pilot.B);
const releasing = { phase: Phase.Releasing, session: Stopped, dueMs: 1000 };

/** Does one thing with records as laid out. */
function after(changes: Changes, deed: (records: ControlRecords) => unknown): ControlRecords {
  const records = layOut(changes);
  deed(records);
  return records;
}

function heard(changes: Changes): ControlRecords {
  return after(changes, ({ state, seen, limits }) => takeRequests(state, seen, limits));
}

test('stop: ends a session, holds off one to come, and tries the lock again at once', () => {
  const stop = { ...b, stop: true };
  const stopped = (session: Session, phase: Phase): Session =>
    heard({ state: { session, phase }, seen: stop }).state.session;
  expect(stopped(Permitted, Phase.Energized)).toBe(Stopped);
  expect(stopped(Waiting, Phase.Ready)).toBe(Stopped);
  expect(stopped(Unlocking, Phase.Releasing)).toBe(Unlocking);
  expect(stopped(None, Phase.Released)).toBe(Stopped);
  expect(stopped(None, Phase.Restart)).toBe(Stopped);
  expect(stopped(None, Phase.Idle)).toBe(Stopped);
  const nothingIn = { proximity: Proximity.Absent, stop: true };
  expect(heard({ seen: nothingIn }).state.session).toBe(None);
  const tired = { ...releasing, strokes: 6, effortForMs: 100 };
  const again = heard({ state: tired, seen: stop }).state;
  expect(again).toMatchObject({ strokes: 3, dueMs: 0 });
  expect(again.effortForMs).toBeGreaterThanOrEqual(60000);
  expect(heard({ state: { ...tired, strokes: 2 }, seen: stop }).state.strokes).toBe(2);
  const asked = { ...releasing, lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
  expect(heard({ state: asked, seen: stop }).state.lockOrder).toBe(LockOrder.Rest);
  const moving = { ...asked, stroke: Stroke.Moving };
  expect(heard({ state: moving, seen: stop }).state.lockOrder).toBe(LockOrder.Retract);
});

test('unlock wins over stop, stop over start', () => {
  const wish = { ...b, unlock: true, stop: true, start: true };
  const at = { session: Waiting, phase: Phase.Ready };
  expect(heard({ state: at, seen: wish }).state.session).toBe(Unlocking);
  expect(heard({ state: at, seen: { ...wish, unlock: false } }).state.session).toBe(Stopped);
  const start = { ...b, start: true };
  expect(heard({ state: releasing, seen: start }).state.session).toBe(Stopped);
  expect(heard({ state: at, seen: start }).state).toMatchObject({ session: Permitted });
});

test('a start waits for its vehicle from the moment in which it was given', () => {
  const ahead = (changes: Changes): number => heard(changes).state.aheadForMs;
  const start = { ...b, start: true };
  const at = { session: Waiting, phase: Phase.Ready, aheadForMs: 70 };
  expect(ahead({ state: at, seen: start })).toBe(NOT_SO);
  expect(ahead({ state: at, seen: { ...start, pilot: Pilot.A } })).toBe(0);
  expect(ahead({ seen: { start: true } })).toBe(0);
  expect(ahead({ seen: start })).toBe(0);
});

test('a start begins anew: earlier openings count no more, and nothing recalled is to be reviewed', () => {
  const before = { session: Permitted, phase: Phase.Ready, retries: 3, isRecalled: true };
  const started = heard({ state: { ...before, dueMs: 1000 }, seen: { ...b, start: true } }).state;
  expect(started).toMatchObject({ retries: 0, isRecalled: false, dueMs: 0 });
  const unheard = { ...before, phase: Phase.Releasing };
  expect(heard({ state: unheard, seen: { ...b, start: true } }).state).toMatchObject(unheard);
});

test('who waits is served when authorisation is switched off', () => {
  const served = (session: Session, authorization: boolean): Session =>
    heard({ state: { session, phase: Phase.Ready }, seen: b, limits: { authorization } }).state
      .session;
  expect(served(Waiting, false)).toBe(Permitted);
  expect(served(Waiting, true)).toBe(Waiting);
  expect(served(Stopped, false)).toBe(Stopped);
});

test('a permission given ahead waits for its vehicle, and for no longer than an authorisation', () => {
  const kept = (state: Changes['state'], pilot = Pilot.A, limits = {}): [Session, number] => {
    const waits = { session: Permitted, phase: Phase.Released, aheadForMs: 59990, ...state };
    const { session, aheadForMs } = watched({ state: waits, seen: { pilot }, limits }).state;
    return [session, aheadForMs];
  };
  expect(kept({})).toEqual([Permitted, 59990]);
  expect(kept({ aheadForMs: 60000 })).toEqual([None, NOT_SO]);
  expect(kept({ aheadForMs: 60000 }, Pilot.A, { authorizationMs: 0 })).toEqual([Permitted, 60000]);
  expect(kept({ aheadForMs: 1 }, Pilot.A, { authorizationMs: 1 })).toEqual([None, NOT_SO]);
  expect(kept({}, Pilot.B)).toEqual([Permitted, NOT_SO]);
  expect(kept({ phase: Phase.Idle }, Pilot.B)).toEqual([Permitted, 59990]);
  expect(kept({ aheadForMs: NOT_SO })).toEqual([None, NOT_SO]);
});

test('C with nothing offered, for longer than a vehicle may take to open, does not read the PWM', () => {
  const found = (state: Changes['state'], pilot = Pilot.C): boolean => {
    const inC = { pilot, pilotForMs: 3000, advertForMs: 3000, phase: Phase.Restart };
    return watched({ state: { ...inC, ...state }, seen: { pilot } }).state.simplified;
  };
  expect(found({})).toBe(true);
  expect(found({ pilotForMs: 2990 })).toBe(false);
  expect(found({ advertForMs: 2990 })).toBe(false);
  expect(found({ advert: Advert.Offer })).toBe(false);
  expect(found({}, Pilot.B)).toBe(false);
});

test('a permission that outlived a power cut is reviewed', () => {
  const kept = (changes: Changes): boolean => {
    const state = { session: Permitted, isRecalled: true, aheadForMs: 0, ...changes.state };
    const all = { ...changes, state, limits: { authorization: true, ...changes.limits } };
    return (
      after(all, (records) => reviewPermission(records.state, records.seen, records.limits)).state
        .session === Permitted
    );
  };
  const stayed = { ...b, latch: Latch.Locked };
  const free = { ...b, latch: Latch.Unlocked };
  expect(kept({ seen: stayed })).toBe(true);
  expect(kept({ seen: free })).toBe(false);
  expect(kept({ seen: { ...b, latch: Latch.Unknown } })).toBe(false);
  expect(kept({ seen: { ...free, sensorsRead: false } })).toBe(true);
  expect(kept({ seen: free, limits: { authorization: false } })).toBe(true);
  expect(kept({ seen: free, state: { isRecalled: false } })).toBe(true);
  const out = { latch: Latch.Unlocked };
  const off = { authorization: false };
  expect(kept({ seen: out, limits: off })).toBe(false);
  expect(kept({ seen: out, state: { isRecalled: false } })).toBe(true);
  expect(kept({ seen: out, state: { isRecalled: false, aheadForMs: NOT_SO } })).toBe(false);
  expect(kept({ seen: { ...out, latch: Latch.Locked }, limits: off })).toBe(true);
  // Nothing else is: a stop or an unlock that was heard stands, whatever is plugged in.
  for (const session of [Stopped, Unlocking, Waiting]) {
    const all = { state: { session, aheadForMs: NOT_SO }, seen: out };
    const { state } = after(all, (at) => reviewPermission(at.state, at.seen, at.limits));
    expect(state.session).toBe(session);
  }
});

test('a start is heard with a plug in and nothing to undo, or before the plug comes', () => {
  const hears = (phase: Phase, fault = Fault.None, seen = b): boolean => {
    const records = layOut({ state: { phase, fault }, seen });
    return mayStart(records.state, records.seen);
  };
  const heardIn = [Phase.Ready, Phase.Locking, Phase.Released];
  for (const phase of heardIn) {
    expect(hears(phase)).toBe(true);
    expect(hears(phase, Fault.None, { ...b, proximity: Proximity.Unstable })).toBe(false);
  }
  for (const phase of [Phase.Restart, Phase.Energized, Phase.Opening, Phase.Releasing]) {
    expect(hears(phase)).toBe(false);
  }
  expect(hears(Phase.Idle, Fault.None, { proximity: Proximity.Absent })).toBe(true);
  expect(hears(Phase.Fault)).toBe(true);
  expect(hears(Phase.Fault, Fault.SelfTestFailed)).toBe(true);
  expect(hears(Phase.Fault, Fault.OverTemperature)).toBe(false);
  expect(hears(Phase.Fault, Fault.None, { ...b, proximity: Proximity.Absent })).toBe(true);
  expect(hears(Phase.Fault, Fault.None, { ...b, proximity: Proximity.Unstable })).toBe(false);
});

test('a session that ends is stopped, unless there was none or the owner unlocks', () => {
  const ended = (session: Session): Session =>
    after({ state: { session } }, ({ state }) => endSession(state)).state.session;
  expect([None, Waiting, Permitted, Stopped, Unlocking].map(ended)).toEqual([
    None,
    Stopped,
    Stopped,
    Stopped,
    Unlocking,
  ]);
});

test('nothing of a session is left when it is forgotten', () => {
  const told = { leftOffer: true, simplified: true, isRecalled: true };
  const full = { session: Permitted, aheadForMs: 500, retries: 3, ...told, dueMs: 9 };
  const left = after({ state: full }, ({ state }) => forgetSession(state)).state;
  const untold = { leftOffer: false, simplified: false, isRecalled: false };
  expect(left).toMatchObject({
    session: None,
    aheadForMs: NOT_SO,
    retries: 0,
    ...untold,
    dueMs: 0,
  });
});

test('only a car that leaves an offer while energy flows has left it', () => {
  const left = (state: Changes['state'], pilot = Pilot.B): boolean => {
    const inC = { pilot: Pilot.C, session: Permitted, phase: Phase.Energized };
    return watched({ state: { ...inC, ...state }, seen: { pilot } }).state.leftOffer;
  };
  expect(left({ advert: Advert.Offer })).toBe(true);
  expect(left({ advert: Advert.Steady })).toBe(false);
  expect(left({ advert: Advert.Offer, phase: Phase.Ready })).toBe(false);
  expect(left({ advert: Advert.Offer, phase: Phase.Ready, leftOffer: true })).toBe(true);
  expect(left({ advert: Advert.Offer }, Pilot.Invalid)).toBe(false);
});

function watched(changes: Changes): ControlRecords {
  return after(changes, ({ state, seen, limits }) => followVehicle(state, seen, limits));
}

test('the pilot is followed: its age begins anew, and A to C means a car that does not read it', () => {
  const fromA = { pilot: Pilot.A, pilotForMs: 900 };
  expect(watched({ state: fromA, seen: { pilot: Pilot.C } }).state).toMatchObject({
    pilot: Pilot.C,
    pilotForMs: 0,
    simplified: true,
  });
  expect(watched({ state: fromA, seen: { pilot: Pilot.E } }).state.simplified).toBe(false);
  expect(watched({ state: fromA, seen: { pilot: Pilot.A } }).state.pilotForMs).toBe(900);
  const fromB = { pilot: Pilot.B, simplified: false };
  expect(watched({ state: fromB, seen: { pilot: Pilot.C } }).state.simplified).toBe(false);
  const was = { pilot: Pilot.C, simplified: true };
  expect(watched({ state: was, seen: { pilot: Pilot.B } }).state.simplified).toBe(false);
  expect(watched({ state: was, seen: { pilot: Pilot.Invalid } }).state.simplified).toBe(true);
});

test('a vehicle that has gone takes its session along, but not from a live socket, nor an unlock', () => {
  const gone = (phase: Phase, session: Session, pilotForMs = 300): Session =>
    watched({ state: { phase, session, pilotForMs }, seen: { pilot: Pilot.A } }).state.session;
  expect(gone(Phase.Ready, Permitted)).toBe(None);
  expect(gone(Phase.Ready, Permitted, 290)).toBe(Permitted);
  expect(gone(Phase.Ready, Waiting)).toBe(None);
  expect(gone(Phase.Releasing, Stopped)).toBe(None);
  expect(gone(Phase.Energized, Permitted)).toBe(Permitted);
  expect(gone(Phase.Opening, Permitted)).toBe(Permitted);
  expect(gone(Phase.Idle, Permitted)).toBe(Permitted);
  expect(gone(Phase.Releasing, Unlocking)).toBe(Unlocking);
  expect(gone(Phase.Released, Unlocking)).toBe(None);
  const records = layOut({ state: { pilotForMs: 300 }, seen: { pilot: Pilot.B } });
  expect(vehicleGone(records.state, records.seen, records.limits)).toBe(false);
});

test('the lock is wanted by the policy, the permission, and the vehicle', () => {
  const wants = (session: Session, changes: Changes = {}): boolean => {
    const records = layOut({ ...changes, state: { session, ...changes.state }, seen: b });
    if (changes.seen !== undefined) Object.assign(records.seen, changes.seen);
    return wantsLock(records.state, records.seen, records.limits);
  };
  const charging = { limits: { lockPolicy: LockPolicy.WhileCharging } };
  const always = { limits: { lockPolicy: LockPolicy.Permanent } };
  expect([None, Waiting, Permitted, Stopped, Unlocking].map((s) => wants(s))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
  expect([None, Waiting, Permitted, Stopped, Unlocking].map((s) => wants(s, always))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(wants(Waiting, { limits: { lockBeforeAuthorization: false } })).toBe(false);
  expect(wants(Waiting, charging)).toBe(false);
  expect(wants(Permitted, charging)).toBe(false);
  expect(wants(Permitted, { ...charging, seen: { pilot: Pilot.C } })).toBe(true);
  const underWay = { phase: Phase.Locking, strokes: 1 };
  expect(wants(Permitted, { ...charging, state: underWay })).toBe(true);
  expect(wants(Permitted, { ...charging, state: { ...underWay, strokes: 0 } })).toBe(false);
  expect(wants(Permitted, { ...charging, state: { ...underWay, phase: Phase.Released } })).toBe(
    false,
  );
});
