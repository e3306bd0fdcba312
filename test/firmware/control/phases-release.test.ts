/**
 * Phases that free the plug: releasing and released.
 */

import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, plugged } from '../../support/control-records.ts';
import { table } from '../../support/phase-table.ts';

const { None, Permitted, Stopped, Unlocking } = Session;
const b = plugged(Pilot.B);
const held = { ...b, latch: Latch.Locked };
const extending = { lockOrder: LockOrder.Extend, stroke: Stroke.Asked };
const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const resting = { lockOrder: LockOrder.Rest };

const releasingBase: Changes = { state: { phase: Phase.Releasing, session: Stopped }, seen: held };

table('releasing', releasingBase, [
  ['a stroke is asked for', Phase.Releasing, {}, retracting],
  ['the pin is back, without a stroke', Phase.Released, { seen: { latch: Latch.Unlocked } }],
  [
    'wanted again before the pin has moved',
    Phase.Ready,
    { state: { session: Permitted } },
    { stroke: Stroke.None },
  ],
  [
    'wanted again, and a stroke has begun',
    Phase.Releasing,
    { state: { session: Permitted, stroke: Stroke.Moving, lockOrder: LockOrder.Retract } },
  ],
  [
    'wanted again, and the pin is on its way',
    Phase.Releasing,
    { state: { session: Permitted }, seen: { latch: Latch.Unknown } },
    retracting,
  ],
  [
    'wanted, but no car',
    Phase.Releasing,
    { state: { session: Permitted }, seen: { pilot: Pilot.A } },
    retracting,
  ],
  [
    'wanted, but no plug',
    Phase.Releasing,
    { state: { session: Permitted }, seen: { proximity: Proximity.Absent } },
    retracting,
  ],
  ['a car, and nothing wanted', Phase.Releasing, { state: { session: Unlocking } }, retracting],
]);

table('released', { state: { phase: Phase.Released, session: Stopped }, seen: b }, [
  ['the plug is still in', Phase.Released, {}],
  ['the plug is out', Phase.Idle, { seen: { proximity: Proximity.Absent } }],
  ['the pin moves', Phase.Releasing, { seen: { latch: Latch.Unknown } }],
  [
    'the next session',
    Phase.Locking,
    { state: { session: None, strokes: 2 } },
    { session: Permitted, ...extending, strokes: 0 },
  ],
  [
    'the next session is refused',
    Phase.Released,
    { state: { session: None, fault: Fault.SelfTestFailed } },
    { session: None },
  ],
  [
    'a plug that is half in begins none',
    Phase.Released,
    { state: { session: None }, seen: { proximity: Proximity.Unstable } },
    { session: None },
  ],
  [
    'no car begins none',
    Phase.Released,
    { state: { session: None }, seen: { pilot: Pilot.A } },
    { session: None },
  ],
  ['an order that still stands is taken back', Phase.Released, { state: retracting }, resting],
  ['a permitted session is locked', Phase.Locking, { state: { session: Permitted } }],
]);

const freed: Changes = {
  state: { phase: Phase.Released, session: None, phaseForMs: 29990 },
  seen: plugged(Pilot.A),
  limits: { lockPolicy: LockPolicy.Permanent },
};

table('a permanent cable, released', freed, [
  ['not for long enough', Phase.Released, {}, { phaseForMs: 29990 }],
  ['for half a minute', Phase.Locking, { state: { phaseForMs: 30000 } }, extending],
  [
    'unlocked by its owner for half a minute, and a car is there',
    Phase.Locking,
    { state: { phaseForMs: 30000, session: Unlocking }, seen: b },
    { session: Stopped },
  ],
  ['unlocked by its owner, and a car is there', Phase.Released, { state: { session: Unlocking } }],
  ['somebody has started', Phase.Locking, { state: { session: Permitted, aheadForMs: 0 } }],
  [
    'the plug moves: the time begins anew',
    Phase.Released,
    { state: { phaseForMs: 30000 }, seen: { proximity: Proximity.Unstable } },
    { phaseForMs: 0 },
  ],
  [
    'a charger that would refuse the charge leaves it alone',
    Phase.Released,
    { state: { phaseForMs: 30000, fault: Fault.SelfTestFailed } },
  ],
  [
    'any other cable is not locked again',
    Phase.Released,
    { state: { phaseForMs: 30000 }, limits: { lockPolicy: LockPolicy.WhileConnected } },
  ],
]);
