/**
 * Phases behind a doubt: a weld, a pin that proves nothing by reading locked, a supply that may not bear the load, a
 * permission whose plug is out, openings that nobody wished.
 */

import { expect, test } from 'vitest';
import { NOT_SO } from '../../../firmware/control/age.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { AfterPowerLoss, LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Hold, Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, plugged, readyToClose } from '../../support/control-records.ts';
import { next, table } from '../../support/phase-table.ts';

const { None, Permitted, Stopped } = Session;
const permanent = { lockPolicy: LockPolicy.Permanent };
const b = plugged(Pilot.B);
const held = { ...b, latch: Latch.Locked };
const driven = { latch: Latch.Locked, hold: Hold.Driven };
const extending = { lockOrder: LockOrder.Extend, stroke: Stroke.Asked };
const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const nothing = { lockOrder: LockOrder.Rest, stroke: Stroke.None };
const weld = { welded: true, unopenForMs: 500, deadForMs: NOT_SO };

table('restart behind a weld', { state: { phase: Phase.Restart, ...weld }, seen: b }, [
  ['the plug is not held: it is locked', Phase.Restart, {}, extending],
  ['the plug is held: nothing moves', Phase.Restart, { seen: { latch: Latch.Locked } }, nothing],
  ['no plug: nothing moves', Phase.Restart, { seen: { proximity: Proximity.Absent } }, nothing],
  [
    'nobody has looked yet: nothing moves',
    Phase.Restart,
    { seen: { sensorsRead: false } },
    nothing,
  ],
  [
    'assumed from the journal: nothing moves',
    Phase.Restart,
    { state: { unopenForMs: -1 } },
    nothing,
  ],
]);

const unseen: Changes = {
  state: { phase: Phase.Restart, lockedForMs: 5000 },
  seen: { ...held, hold: Hold.Driven },
  limits: permanent,
};

table('restart, a permanent plug behind a pin that nobody saw to lock', unseen, [
  ['it is released, to be locked again', Phase.Restart, {}, retracting],
  ['the last stroke of the burst', Phase.Restart, { state: { strokes: 2 } }, retracting],
  ['one burst was in vain: held as it is', Phase.Ready, { state: { strokes: 3 } }, nothing],
  ['not without supply', Phase.Restart, { seen: { supply: false } }, nothing],
  [
    'its pin reads unlocked, and the stroke goes on: it is finished',
    Phase.Restart,
    { state: { lockedForMs: NOT_SO, ...retracting }, seen: { latch: Latch.Unlocked } },
    retracting,
  ],
  [
    'it has been released: it is locked again',
    Phase.Locking,
    {
      state: { lockedForMs: NOT_SO, strokes: 1 },
      seen: { latch: Latch.Unlocked, hold: Hold.Free },
    },
  ],
  ['the owner forbids it', Phase.Ready, { limits: { relock: false } }, nothing],
  ['it was seen to lock', Phase.Ready, { seen: { hold: Hold.Proven } }, nothing],
  [
    'it is seen to lock after its release was ordered, and before that has begun: the order is taken back',
    Phase.Ready,
    { state: retracting, seen: { hold: Hold.Proven } },
    { lockOrder: LockOrder.Rest, stroke: Stroke.Ended },
  ],
  [
    'the same where a session is resumed locked',
    Phase.Restart,
    {
      state: { session: Permitted },
      limits: {
        lockPolicy: LockPolicy.WhileConnected,
        afterPowerLoss: AfterPowerLoss.ResumeLocked,
      },
    },
    retracting,
  ],
  [
    'a stroke towards locked, which a weld has asked for, is finished behind a pin that counts as held',
    Phase.Ready,
    {
      state: { lockOrder: LockOrder.Extend, stroke: Stroke.Moving },
      seen: { hold: Hold.Proven },
    },
    { lockOrder: LockOrder.Extend, stroke: Stroke.Moving },
  ],
]);

table('idle', { state: { phase: Phase.Idle } }, [
  [
    'a car that does not read the PWM is remembered, though its plug is read a moment later',
    Phase.Idle,
    { state: { pilot: Pilot.C, simplified: true }, seen: { pilot: Pilot.C } },
    { session: None, simplified: true },
  ],
  [
    'a start was given ahead, and taken back: the next plug is not stopped by it',
    Phase.Idle,
    { state: { session: Stopped, aheadForMs: 500 } },
    { session: None, aheadForMs: NOT_SO },
  ],
]);

const locking: Changes = {
  state: { phase: Phase.Locking, session: Permitted, lockedForMs: 30, strokes: 1 },
  seen: { ...held, hold: Hold.Driven },
};

table('locking, the pin reads locked and proves nothing', locking, [
  ['the stroke is over: it holds', Phase.Ready, {}, nothing],
  ['the stroke goes on: it is finished', Phase.Locking, { state: extending }, extending],
  ['locked for too short a time', Phase.Locking, { state: { lockedForMs: 20 } }, nothing],
  ['not even driven: locked again', Phase.Locking, { seen: { hold: Hold.None } }, extending],
]);

const inDoubt = { isLoadInDoubt: true, loadResets: 1 };

table('ready', readyToClose, [
  ['all is proven', Phase.Energized, {}],
  ['held by a pin that proves nothing: no energy', Phase.Ready, { seen: driven }],
  ['it reads locked, and nothing holds it', Phase.Locking, { seen: { hold: Hold.None } }],
  [
    'locked for 10 s: the strokes are forgotten',
    Phase.Energized,
    { state: { strokes: 1 } },
    { strokes: 0 },
  ],
  [
    'locked for less: the strokes count, should the latch be lost again',
    Phase.Energized,
    { state: { strokes: 2, lockedForMs: 9990 } },
    { strokes: 2 },
  ],
  [
    'locked without a stroke too many: nothing comes due',
    Phase.Energized,
    { state: { strokes: 0, lockedForMs: 5000, dueMs: 90000000 } },
    { strokes: 0, dueMs: 90000000 },
  ],
  [
    'permitted ahead, and nobody has come: the plug is let go',
    Phase.Releasing,
    { state: { aheadForMs: 1000, pilot: Pilot.A }, seen: { pilot: Pilot.A } },
    { session: Permitted },
  ],
  [
    'permitted ahead, and the car blinks',
    Phase.Ready,
    { state: { aheadForMs: 1000, pilot: Pilot.A, pilotForMs: 290 }, seen: { pilot: Pilot.A } },
  ],
  [
    'nothing is permitted, and the car is away for a moment: not held for it',
    Phase.Releasing,
    { state: { session: None, pilot: Pilot.A, pilotForMs: 100 }, seen: { pilot: Pilot.A } },
  ],
  [
    'a permanent cable, and no car: no session begins',
    Phase.Ready,
    { state: { session: None }, seen: { pilot: Pilot.A }, limits: permanent },
    { session: None },
  ],
  [
    'a reset cut off the last session: the closing is noted before it is made',
    Phase.Ready,
    { state: inDoubt },
    { ...inDoubt, isLoadNoted: true },
  ],
  ['it is noted: closed', Phase.Energized, { state: { ...inDoubt, isLoadNoted: true } }, inDoubt],
  [
    'it was noted, and the car has changed its mind: struck out',
    Phase.Ready,
    { state: { ...inDoubt, isLoadNoted: true }, seen: { pilot: Pilot.B } },
    { ...inDoubt, isLoadNoted: false },
  ],
]);

table('energized', { ...readyToClose, state: { ...readyToClose.state, phase: Phase.Energized } }, [
  [
    'energy for ten minutes',
    Phase.Energized,
    { state: { retries: 3, phaseForMs: 600000 } },
    { retries: 0 },
  ],
  [
    'energy for less',
    Phase.Energized,
    { state: { retries: 3, phaseForMs: 599990 } },
    { retries: 3 },
  ],
  ['hardware has opened', Phase.Opening, { seen: { opened: true } }, { retries: 1 }],
  [
    'hardware has opened, and the charge was stopped',
    Phase.Opening,
    { state: { session: Stopped }, seen: { opened: true } },
    { retries: 0 },
  ],
]);

table('opening', { state: { phase: Phase.Opening, session: Permitted }, seen: held }, [
  [
    'a reset from now on has nothing to do with the load',
    Phase.Ready,
    { state: { ...inDoubt, isLoadNoted: true } },
    { ...inDoubt, isLoadNoted: false },
  ],
]);

test('releasing, and wanted again: kept where the pin is held, locked anew where it only reads so', () => {
  const again = (hold: Hold): [Phase, Stroke] => {
    const state = { phase: Phase.Releasing, session: Permitted };
    const found = next({ state, seen: { ...held, hold } });
    return [found.phase, found.records.state.stroke];
  };
  expect(again(Hold.Proven)).toEqual([Phase.Ready, Stroke.None]);
  expect(again(Hold.Driven)).toEqual([Phase.Ready, Stroke.None]);
  expect(again(Hold.None)).toEqual([Phase.Releasing, Stroke.Asked]);
});

const hot: Changes = {
  state: { phase: Phase.Fault, session: Permitted, fault: Fault.OverTemperature },
};

table('a fault that holds', hot, [
  ['the plug is out: nothing is permitted for the next', Phase.Fault, {}, { session: None }],
  ['the plug is in: what was permitted waits', Phase.Fault, { seen: held }, { session: Permitted }],
  [
    'permitted ahead of a plug',
    Phase.Fault,
    { state: { aheadForMs: 1000 } },
    { session: Permitted, aheadForMs: 1000 },
  ],
]);

table('released', { state: { phase: Phase.Released }, seen: plugged(Pilot.A), limits: permanent }, [
  [
    'a permanent cable, and somebody has started: locked for that session',
    Phase.Locking,
    { state: { session: Permitted, aheadForMs: 0 } },
    { session: Permitted },
  ],
]);
