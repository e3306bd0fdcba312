/**
 * Efforts: how strokes are asked for, followed, counted, paused and vetoed.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import {
  askStroke,
  asksForPush,
  followStroke,
  isReleaseUnseen,
  isStuck,
  mustHold,
  restLock,
  retryAtOnce,
  vetoRelease,
  workLock,
  workRelease,
} from '../../../firmware/control/release.ts';
import {
  Heat,
  Hold,
  Latch,
  Motion,
  Pilot,
  Proximity,
  type Signals,
} from '../../../firmware/control/signals.ts';
import { Phase, Session, type State, Stroke } from '../../../firmware/control/state.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  plugged,
} from '../../support/control-records.ts';

const { Stopped, Unlocking } = Session;
const releasing = { phase: Phase.Releasing, session: Stopped, dueMs: 1000 };

/** Does one thing with records as laid out. */
function after(changes: Changes, deed: (records: ControlRecords) => unknown): ControlRecords {
  const records = layOut(changes);
  deed(records);
  return records;
}

test('a fresh effort asks for no push; one stroke in vain does', () => {
  const pushes = (strokes: number): boolean => asksForPush(layOut({ state: { strokes } }).state);
  expect([0, 1, 2].map(pushes)).toEqual([false, true, true]);
});

test('stuck: after two bursts, longer ones when cold, and for as long as the fault stands', () => {
  const stuck = (changes: Changes): boolean => {
    const { state, seen, limits } = layOut(changes);
    return isStuck(state, seen, limits);
  };
  expect(stuck({ state: { strokes: 5 } })).toBe(false);
  expect(stuck({ state: { strokes: 6 } })).toBe(true);
  expect(stuck({ state: { strokes: 9 }, seen: { heat: Heat.Cold } })).toBe(false);
  expect(stuck({ state: { strokes: 10 }, seen: { heat: Heat.Cold } })).toBe(true);
  expect(stuck({ state: { strokes: 0, fault: Fault.ReleaseJam } })).toBe(true);
  expect(stuck({ state: { strokes: 0, fault: Fault.LockSupplyLow } })).toBe(false);
});

test('resting takes an order back and is an end to its stroke; without an order it is nothing', () => {
  const asked = { lockOrder: LockOrder.Retract, stroke: Stroke.Moving, dueMs: 1000 };
  const taken = after({ state: asked }, ({ state }) => restLock(state)).state;
  expect(taken).toMatchObject({ lockOrder: LockOrder.Rest, stroke: Stroke.Ended, dueMs: 0 });
  const idle = after({ state: { dueMs: 1000 } }, ({ state }) => restLock(state)).state;
  expect(idle).toMatchObject({ stroke: Stroke.None, dueMs: 1000 });
});

function followed(changes: Changes): ControlRecords {
  return after(changes, ({ state, seen, limits }) => followStroke(state, seen, limits));
}

test('a stroke is followed from asked to moving to ended to none', () => {
  const order = { lockOrder: LockOrder.Retract, phase: Phase.Releasing, dueMs: 1000 };
  const moving = { motion: Motion.Moving };
  const asked = { ...order, stroke: Stroke.Asked };
  expect(followed({ state: asked }).state).toMatchObject({ stroke: Stroke.Asked, dueMs: 1000 });
  expect(followed({ state: asked, seen: moving }).state).toMatchObject({
    stroke: Stroke.Moving,
    dueMs: 0,
  });
  const going = { ...order, stroke: Stroke.Moving, effortForMs: 500 };
  expect(followed({ state: going, seen: moving }).state).toMatchObject({ stroke: Stroke.Moving });
  expect(followed({ state: going }).state).toMatchObject({
    stroke: Stroke.Ended,
    lockOrder: LockOrder.Rest,
    strokes: 1,
    effortForMs: 0,
    dueMs: 0,
  });
  const ended = { ...order, stroke: Stroke.Ended };
  expect(followed({ state: ended }).state).toMatchObject({ stroke: Stroke.None, dueMs: 0 });
  // No order, and the lock moves: that is not a stroke of ours.
  expect(followed({ seen: moving }).state.stroke).toBe(Stroke.None);
});

test('a phase counts its own strokes, and no more than it needs', () => {
  const count = (phase: Phase, lockOrder: LockOrder, strokes: number): number =>
    followed({ state: { phase, lockOrder, strokes, stroke: Stroke.Moving } }).state.strokes;
  expect(count(Phase.Locking, LockOrder.Extend, 0)).toBe(1);
  expect(count(Phase.Releasing, LockOrder.Extend, 0)).toBe(0);
  expect(count(Phase.Locking, LockOrder.Retract, 0)).toBe(0);
  expect(count(Phase.Releasing, LockOrder.Retract, 9)).toBe(10);
  expect(count(Phase.Releasing, LockOrder.Retract, 10)).toBe(10);
  // Behind a weld the effort is to hold the plug.
  const behindWeld = (lockOrder: LockOrder): number => {
    const state = { phase: Phase.Fault, welded: true, lockOrder, strokes: 1 };
    return followed({ state: { ...state, stroke: Stroke.Moving } }).state.strokes;
  };
  expect([behindWeld(LockOrder.Extend), behindWeld(LockOrder.Retract)]).toEqual([2, 1]);
});

test('a stroke that moves is not turned round; one that is asked for is', () => {
  const ask = (stroke: Stroke, lockOrder: LockOrder): LockOrder =>
    after({ state: { stroke, lockOrder } }, ({ state }) => askStroke(state, LockOrder.Retract))
      .state.lockOrder;
  expect(ask(Stroke.None, LockOrder.Rest)).toBe(LockOrder.Retract);
  expect(ask(Stroke.Asked, LockOrder.Extend)).toBe(LockOrder.Retract);
  expect(ask(Stroke.Moving, LockOrder.Extend)).toBe(LockOrder.Extend);
  expect(ask(Stroke.Ended, LockOrder.Rest)).toBe(LockOrder.Rest);
  const again = { stroke: Stroke.Asked, lockOrder: LockOrder.Retract, dueMs: 1000 };
  const same = after({ state: again }, ({ state }) => askStroke(state, LockOrder.Retract)).state;
  expect(same.dueMs).toBe(1000);
});

function worked(changes: Changes): { free: boolean; order: LockOrder } {
  let free = false;
  const records = after(changes, ({ state, seen, limits }) => {
    free = workRelease(state, seen, limits);
  });
  return { free, order: records.state.lockOrder };
}

const inPin = { latch: Latch.Locked };

test('the veto: the release delay, or the dead proof alone where somebody or power is in haste', () => {
  const isVetoed = (changes: Changes): boolean =>
    worked({ ...changes, state: { ...releasing, ...changes.state }, seen: inPin }).order !==
    LockOrder.Retract;
  expect(isVetoed({ state: { deadForMs: 490 } })).toBe(true);
  expect(isVetoed({ state: { deadForMs: 500 } })).toBe(false);
  for (const haste of [
    { session: Unlocking },
    { fault: Fault.PowerLoss },
    { phase: Phase.Restart },
  ]) {
    expect(isVetoed({ state: { ...haste, deadForMs: 240 } })).toBe(true);
    expect(isVetoed({ state: { ...haste, deadForMs: 250 } })).toBe(false);
  }
  const none = { releaseDelayMs: 0 };
  expect(isVetoed({ state: { deadForMs: 240 }, limits: none })).toBe(true);
  expect(isVetoed({ state: { deadForMs: 250 }, limits: none })).toBe(false);
  expect(isVetoed({ state: { welded: true } })).toBe(true);
});

test('the veto takes an order back, and only one to release', () => {
  const vetoed = (lockOrder: LockOrder, deadForMs: number): LockOrder =>
    after({ state: { lockOrder, stroke: Stroke.Asked, deadForMs } }, ({ state, limits }) =>
      vetoRelease(state, limits),
    ).state.lockOrder;
  expect(vetoed(LockOrder.Retract, 0)).toBe(LockOrder.Rest);
  expect(vetoed(LockOrder.Retract, 500)).toBe(LockOrder.Retract);
  expect(vetoed(LockOrder.Extend, 0)).toBe(LockOrder.Extend);
  const order = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked, deadForMs: 0 };
  expect(worked({ state: { ...releasing, ...order }, seen: inPin }).order).toBe(LockOrder.Rest);
});

test('strokes: at once in a burst, after a pause between two, slowly for ever afterwards', () => {
  const asks = (strokes: number, effortForMs: number): boolean =>
    worked({ state: { ...releasing, strokes, effortForMs }, seen: inPin }).order ===
    LockOrder.Retract;
  expect(asks(1, 0)).toBe(true);
  expect(asks(3, 2990)).toBe(false);
  expect(asks(3, 3000)).toBe(true);
  expect(asks(4, 0)).toBe(true);
  expect(asks(6, 59990)).toBe(false);
  expect(asks(6, 60000)).toBe(true);
});

test('free: unlocked, with no stroke under way, and no stroke towards release owed', () => {
  expect(worked({ state: releasing })).toEqual({ free: true, order: LockOrder.Rest });
  const owed = { ...releasing, isReleaseOwed: true, strokes: 1 };
  expect(worked({ state: owed })).toEqual({ free: false, order: LockOrder.Retract });
  expect(worked({ state: { ...releasing, stroke: Stroke.Ended } }).free).toBe(false);
  const turning = { ...releasing, stroke: Stroke.Asked, lockOrder: LockOrder.Extend };
  expect(worked({ state: turning })).toEqual({ free: false, order: LockOrder.Retract });
});

test('a release is a jam by its time as well, from its first stroke until the pin is seen back', () => {
  const unseen = (changes: Changes): boolean => {
    const { state, seen } = layOut(changes);
    return isReleaseUnseen(state, seen);
  };
  const moving = { lockOrder: LockOrder.Retract, stroke: Stroke.Moving };
  const away = { latch: Latch.Unknown };
  expect(unseen({ state: { phase: Phase.Releasing, ...moving }, seen: away })).toBe(true);
  expect(unseen({ state: { phase: Phase.Releasing }, seen: away })).toBe(false);
  // Asked for, and waiting for the lock's supply: nothing has begun.
  const asked = { ...moving, stroke: Stroke.Asked };
  expect(unseen({ state: { phase: Phase.Releasing, ...asked }, seen: away })).toBe(false);
  expect(unseen({ state: { phase: Phase.Releasing, releaseForMs: 0 }, seen: away })).toBe(true);
  const begun = { phase: Phase.Fault, releaseForMs: 500 };
  expect(unseen({ state: begun, seen: away })).toBe(true);
  expect(unseen({ state: begun })).toBe(false);
  // Some parts say that they are back as soon as they leave.
  expect(unseen({ state: { ...begun, ...moving } })).toBe(true);
  expect(unseen({ state: { ...begun, phase: Phase.Locking }, seen: away })).toBe(false);
  for (const [releaseForMs, jams] of [
    [7490, false],
    [7500, true],
  ] as const) {
    const { state, seen, limits } = layOut({ state: { releaseForMs }, seen: away });
    expect(isStuck(state, seen, limits), `${releaseForMs} ms`).toBe(jams);
  }
});

test('behind a weld that stands, a plug that is in is to be held; an assumed one, or an empty socket, is not', () => {
  const holds = (unopenForMs: number, proximity: Proximity, welded = true): boolean => {
    const { state, seen } = layOut({ state: { welded, unopenForMs }, seen: { proximity } });
    return mustHold(state, seen);
  };
  for (const proximity of [Proximity.Seated, Proximity.Unstable, Proximity.Short]) {
    expect(holds(0, proximity)).toBe(true);
    expect(holds(-1, proximity)).toBe(false);
    expect(holds(0, proximity, false)).toBe(false);
  }
  expect(holds(0, Proximity.Absent)).toBe(false);
});

test('a held plug is worked at: finished, reversed, tried again at once and then slowly', () => {
  const worked = (state: Partial<State>, seen: Partial<Signals> = {}): [LockOrder, Stroke] => {
    const records = layOut({ state, seen: { latch: Latch.Unknown, ...seen } });
    workLock(records.state, records.seen, records.limits);
    return [records.state.lockOrder, records.state.stroke];
  };
  const extending = { lockOrder: LockOrder.Extend, stroke: Stroke.Moving };
  expect(worked(extending)).toEqual([LockOrder.Extend, Stroke.Moving]);
  const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Moving };
  expect(worked(retracting)).toEqual([LockOrder.Rest, Stroke.Ended]);
  const asked = [LockOrder.Extend, Stroke.Asked];
  const none = [LockOrder.Rest, Stroke.None];
  expect(worked({ strokes: 2, effortForMs: 0 })).toEqual(asked);
  expect(worked({ strokes: 3, effortForMs: 59990 })).toEqual(none);
  expect(worked({ strokes: 3, effortForMs: 60000 })).toEqual(asked);
  expect(worked({}, { latch: Latch.Locked })).toEqual(none);
  // It reads locked, and nothing was driven there.
  expect(worked({}, { latch: Latch.Locked, hold: Hold.None })).toEqual(asked);
});

test('a stroke towards release is owed from the beginning of an extend stroke to the end of a whole one', () => {
  const owes = (stroke: Stroke, lockOrder: LockOrder, motion: Motion, isReleaseOwed: boolean) =>
    after(
      { state: { phase: Phase.Releasing, stroke, lockOrder, isReleaseOwed }, seen: { motion } },
      ({ state, seen, limits }) => followStroke(state, seen, limits),
    ).state.isReleaseOwed;
  const { Asked, Moving, Ended } = Stroke;
  expect(owes(Asked, LockOrder.Extend, Motion.Moving, false)).toBe(true);
  expect(owes(Asked, LockOrder.Extend, Motion.Rested, false)).toBe(false);
  expect(owes(Asked, LockOrder.Retract, Motion.Moving, false)).toBe(false);
  expect(owes(Asked, LockOrder.Retract, Motion.Moving, true)).toBe(true);
  expect(owes(Moving, LockOrder.Retract, Motion.Moving, true)).toBe(true);
  expect(owes(Moving, LockOrder.Retract, Motion.Resting, true)).toBe(false);
  expect(owes(Moving, LockOrder.Extend, Motion.Resting, true)).toBe(true);
  // One that was taken back on its way frees nothing for certain.
  expect(owes(Ended, LockOrder.Rest, Motion.Resting, true)).toBe(true);
});

test('whoever asks for a plug that is said to be free gets a stroke more', () => {
  const owes = (phase: Phase, changes: Changes = {}): boolean =>
    after(
      { ...changes, state: { phase }, seen: { ...plugged(Pilot.B), ...changes.seen } },
      ({ state, seen, limits }) => retryAtOnce(state, seen, limits),
    ).state.isReleaseOwed;
  expect([Phase.Released, Phase.Fault, Phase.Idle, Phase.Locking].map((one) => owes(one))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(owes(Phase.Released, { seen: { proximity: Proximity.Absent } })).toBe(false);
  const limits = { lockPolicy: LockPolicy.Permanent };
  expect(owes(Phase.Fault, { limits })).toBe(false);
  expect(owes(Phase.Fault, { limits, seen: { unlock: true } })).toBe(true);
});
