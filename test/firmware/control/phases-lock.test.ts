/**
 * Phases that lead to a locked plug: restart, idle, locking.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { AfterPowerLoss, LockPolicy, OnPowerLoss } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, locked, plugged } from '../../support/control-records.ts';
import { next, table } from '../../support/phase-table.ts';

const { None, Waiting, Permitted, Stopped, Unlocking } = Session;
const permanent = { lockPolicy: LockPolicy.Permanent };
const b = plugged(Pilot.B);
const held = { ...b, latch: Latch.Locked };
const extending = { lockOrder: LockOrder.Extend, stroke: Stroke.Asked };
const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const resting = { lockOrder: LockOrder.Rest };

const back = { latch: Latch.Unlocked };
const restartBase: Changes = { state: { phase: Phase.Restart, strokes: 1 } };

table('restart', restartBase, [
  ['the pin is seen back after a stroke, no plug', Phase.Idle, {}],
  ['the same with a plug', Phase.Released, { seen: b }],
  [
    'no stroke yet: one is asked for',
    Phase.Restart,
    { state: { strokes: 0, isReleaseOwed: true } },
    retracting,
  ],
  [
    'power has returned since: the stroke before counts not',
    Phase.Restart,
    { state: { supplyLost: true } },
    { ...retracting, isReleaseOwed: true, strokes: 0 },
  ],
  [
    'without supply it goes on',
    Phase.Restart,
    { state: { supplyLost: true }, seen: { supply: false } },
    { strokes: 1 },
  ],
  [
    'not every sensor has answered: nothing moves',
    Phase.Restart,
    { state: { ...retracting, strokes: 0 }, seen: { sensorsRead: false } },
    resting,
  ],
  [
    'no supply, and the owner holds: nothing moves',
    Phase.Restart,
    {
      state: { ...retracting, strokes: 0 },
      seen: { supply: false },
      limits: { onPowerLoss: OnPowerLoss.Hold },
    },
    resting,
  ],
  [
    'no supply, and the owner releases',
    Phase.Restart,
    { state: { strokes: 0, isReleaseOwed: true }, seen: { supply: false } },
    retracting,
  ],
  [
    'no supply, the owner holds, and somebody pressed Stop',
    Phase.Restart,
    {
      state: { strokes: 0, isReleaseOwed: true, session: Stopped },
      seen: { supply: false },
      limits: { onPowerLoss: OnPowerLoss.Hold },
    },
    retracting,
  ],
  [
    'no supply, the owner holds, and unlocks',
    Phase.Restart,
    {
      state: { strokes: 0, isReleaseOwed: true, session: Unlocking },
      seen: { supply: false },
      limits: { onPowerLoss: OnPowerLoss.Hold },
    },
    retracting,
  ],
  [
    'what was permitted is resumed',
    Phase.Released,
    { state: { session: Permitted }, seen: b },
    { session: Permitted },
  ],
  [
    'what was permitted ends, if the owner chose so',
    Phase.Released,
    { state: { session: Permitted }, seen: b, limits: { afterPowerLoss: AfterPowerLoss.Release } },
    { session: Stopped },
  ],
  [
    'what was not authorised is forgotten',
    Phase.Released,
    { state: { session: Waiting }, seen: b },
    { session: None },
  ],
  [
    'what was not authorised is not stopped',
    Phase.Released,
    { state: { session: Waiting }, seen: b, limits: { afterPowerLoss: AfterPowerLoss.Release } },
    { session: None },
  ],
  [
    'what was stopped stays so',
    Phase.Released,
    { state: { session: Stopped }, seen: b },
    { session: Stopped },
  ],
  [
    'a permanent cable, proven locked',
    Phase.Ready,
    { state: locked.state, seen: held, limits: permanent },
  ],
  ['a permanent cable, not locked: it is', Phase.Locking, { seen: b, limits: permanent }],
  [
    'a permanent cable whose plug is not read well: nothing moves',
    Phase.Restart,
    {
      state: { strokes: 0 },
      seen: { ...b, proximity: Proximity.Unstable, latch: Latch.Unknown },
      limits: permanent,
    },
    { stroke: Stroke.None },
  ],
  [
    'a permanent cable that is unlocked',
    Phase.Released,
    { state: { session: Unlocking }, seen: b, limits: permanent },
  ],
  ['a permanent policy and no plug', Phase.Idle, { limits: permanent }],
  [
    'resume locked: proven locked',
    Phase.Ready,
    {
      state: { ...locked.state, session: Permitted },
      seen: held,
      limits: { afterPowerLoss: AfterPowerLoss.ResumeLocked },
    },
  ],
  [
    'resume locked, and nothing to resume: released',
    Phase.Restart,
    {
      state: { ...locked.state, strokes: 0 },
      seen: held,
      limits: { afterPowerLoss: AfterPowerLoss.ResumeLocked },
    },
    retracting,
  ],
  [
    'resume locked without supply: not yet',
    Phase.Restart,
    {
      state: { ...locked.state, session: Permitted },
      seen: { ...held, supply: false },
      limits: { afterPowerLoss: AfterPowerLoss.ResumeLocked },
    },
  ],
]);

table('idle', { state: { phase: Phase.Idle } }, [
  ['nothing comes', Phase.Idle, {}],
  [
    'a plug and a car: locked at once',
    Phase.Locking,
    { seen: b },
    { session: Permitted, ...extending, strokes: 0 },
  ],
  [
    'the strokes of before count not',
    Phase.Locking,
    { state: { strokes: 3 }, seen: b },
    { strokes: 0 },
  ],
  ['a plug alone', Phase.Idle, { seen: { ...b, pilot: Pilot.A } }],
  [
    'a plug alone, permanent',
    Phase.Locking,
    { seen: { ...b, pilot: Pilot.A }, limits: permanent },
    extending,
  ],
  ['a car and no plug', Phase.Idle, { seen: { pilot: Pilot.B } }],
  [
    'authorisation is asked for',
    Phase.Locking,
    { seen: b, limits: { authorization: true } },
    { session: Waiting },
  ],
  [
    'authorisation is asked for, and locking waits for it',
    Phase.Released,
    { seen: b, limits: { authorization: true, lockBeforeAuthorization: false } },
    { session: Waiting },
  ],
  [
    'a refusal leaves the plug alone',
    Phase.Idle,
    { state: { fault: Fault.SelfTestFailed }, seen: b },
  ],
  ['a notice does not', Phase.Locking, { state: { fault: Fault.LockSupplyLow }, seen: b }],
  ['the pin has moved by itself', Phase.Releasing, { seen: { latch: Latch.Unknown } }],
  ['an order that still stands is taken back', Phase.Idle, { state: retracting }, resting],
  [
    'authorised before the plug came: kept',
    Phase.Idle,
    { state: { session: Permitted, aheadForMs: 59990 } },
    { session: Permitted },
  ],
  [
    'a permission whose plug is out',
    Phase.Idle,
    { state: { session: Permitted } },
    { session: None },
  ],
  [
    'stopped, and plug and car are still there',
    Phase.Released,
    { state: { session: Stopped }, seen: b },
    { session: Stopped },
  ],
  ['stopped, and the plug is out', Phase.Idle, { state: { session: Stopped } }, { session: None }],
  [
    'stopped, and the car has gone',
    Phase.Idle,
    { state: { session: Stopped }, seen: { ...b, pilot: Pilot.A } },
    { session: None },
  ],
]);

const lockingBase: Changes = {
  state: { phase: Phase.Locking, session: Permitted },
  seen: { ...b, latch: Latch.Unknown },
};

table('locking', lockingBase, [
  ['the first stroke', Phase.Locking, {}, extending],
  [
    'a stroke is under way: no other',
    Phase.Locking,
    { state: { stroke: Stroke.Ended } },
    { stroke: Stroke.Ended },
  ],
  [
    'seen locked: no other stroke',
    Phase.Locking,
    { seen: { latch: Latch.Locked } },
    { stroke: Stroke.None },
  ],
  [
    'proven locked',
    Phase.Ready,
    { state: { ...extending, lockedForMs: 30 }, seen: { latch: Latch.Locked } },
    resting,
  ],
  ['the last stroke', Phase.Locking, { state: { strokes: 2 } }, extending],
  [
    'the last was in vain, the latch may still be believed',
    Phase.Locking,
    { state: { strokes: 3, effortForMs: 90 } },
    { stroke: Stroke.None },
  ],
  [
    'the last was in vain',
    Phase.Fault,
    { state: { strokes: 3, effortForMs: 100 } },
    { fault: Fault.LockJam },
  ],
  ['the car has gone', Phase.Releasing, { seen: { pilot: Pilot.A } }],
  ['the car has gone, permanent', Phase.Locking, { seen: { pilot: Pilot.A }, limits: permanent }],
  ['the plug has gone', Phase.Releasing, { seen: { proximity: Proximity.Absent } }],
  ['the plug is half out', Phase.Releasing, { seen: { proximity: Proximity.Unstable } }],
  ['stopped', Phase.Releasing, { state: { session: Stopped } }],
  [
    'a permanent plug has gone',
    Phase.Releasing,
    { seen: { proximity: Proximity.Absent }, limits: permanent },
  ],
]);

const works = [Phase.Restart, Phase.Releasing, Phase.Fault, Phase.Idle, Phase.Released];

test.each(works)(
  'a pin that reads unlocked after an extend stroke is driven back (%s)',
  (phase) => {
    const owed = { phase, session: Stopped, isReleaseOwed: true };
    const found = next({ state: owed, seen: { ...back, proximity: Proximity.Seated } });
    expect([Phase.Idle, Phase.Released]).not.toContain(found.phase);
    const driven = next({ state: { ...owed, isReleaseOwed: false }, seen: back });
    expect(driven.records.state.stroke).toBe(Stroke.None);
  },
);
