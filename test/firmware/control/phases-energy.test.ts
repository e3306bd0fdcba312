/**
 * Phases around the energy: ready, energized, opening, and what a fault does to them.
 */

import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy, OnPowerLoss } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  Hold,
  Latch,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, plugged, readyToClose } from '../../support/control-records.ts';
import { table } from '../../support/phase-table.ts';

const { None, Waiting, Permitted, Stopped, Unlocking } = Session;
const permanent = { lockPolicy: LockPolicy.Permanent };
const whileCharging = { lockPolicy: LockPolicy.WhileCharging };
const b = plugged(Pilot.B);
const held = { ...b, latch: Latch.Locked };
const retracting = { lockOrder: LockOrder.Retract, stroke: Stroke.Asked };
const resting = { lockOrder: LockOrder.Rest };

table('ready', readyToClose, [
  ['all is well and the car asks', Phase.Energized, {}, resting],
  ['an order that still stands is taken back', Phase.Energized, { state: retracting }, resting],
  ['the car does not ask', Phase.Ready, { seen: { pilot: Pilot.B } }],
  ['not for long enough', Phase.Ready, { state: { pilotForMs: 290 } }],
  ['nothing is offered', Phase.Ready, { state: { advert: Advert.Steady } }],
  ['offered for too short a time to know of a diode', Phase.Ready, { state: { advertForMs: 40 } }],
  ['open for too short a time', Phase.Ready, { state: { openForMs: 9990 } }],
  ['locked for too short a time', Phase.Ready, { state: { lockedForMs: 20 } }],
  ['not authorised', Phase.Ready, { state: { session: Waiting, phaseForMs: 0 } }],
  ['a sensor has not answered', Phase.Ready, { seen: { sensorsRead: false } }],
  ['a refusal', Phase.Ready, { state: { fault: Fault.SelfTestFailed } }],
  ['a notice', Phase.Energized, { state: { fault: Fault.LockSupplyLow } }],
  ['the sensor is not tested', Phase.Ready, { seen: { selfTest: SelfTest.Untested } }],
  ['an input forbids', Phase.Ready, { seen: { overCurrent: true } }],
  ['the latch is lost', Phase.Locking, { seen: { latch: Latch.Unknown } }],
  ['the plug is out', Phase.Releasing, { seen: { proximity: Proximity.Absent } }],
  [
    'a permanent plug blinks',
    Phase.Ready,
    { seen: { proximity: Proximity.Absent }, limits: permanent },
  ],
  ['unlocked', Phase.Releasing, { state: { session: Unlocking } }],
  ['unlocked, permanent', Phase.Releasing, { state: { session: Unlocking }, limits: permanent }],
  ['stopped', Phase.Releasing, { state: { session: Stopped } }],
  ['stopped, permanent', Phase.Ready, { state: { session: Stopped }, limits: permanent }],
  [
    'a car and no session: it begins',
    Phase.Energized,
    { state: { session: None } },
    { session: Permitted },
  ],
  [
    'no car and no session',
    Phase.Releasing,
    { state: { session: None }, seen: { pilot: Pilot.A } },
  ],
  [
    'while charging: the car pauses',
    Phase.Releasing,
    { seen: { pilot: Pilot.B }, limits: whileCharging },
  ],
  [
    'while charging: it has only begun to',
    Phase.Ready,
    { state: { pilotForMs: 2990 }, seen: { pilot: Pilot.B }, limits: whileCharging },
  ],
  [
    'while charging: just locked',
    Phase.Ready,
    { state: { phaseForMs: 2990 }, seen: { pilot: Pilot.B }, limits: whileCharging },
  ],
  ['while charging: the car asks', Phase.Energized, { limits: whileCharging }],
  [
    'nobody authorises',
    Phase.Fault,
    { state: { session: Waiting, phaseForMs: 60000 } },
    { fault: Fault.AuthorizationTimeout },
  ],
  [
    'nobody authorises, and is waited for',
    Phase.Ready,
    { state: { session: Waiting }, limits: { authorizationMs: 0 } },
    { fault: Fault.None },
  ],
  [
    'nobody authorises within a moment',
    Phase.Fault,
    { state: { session: Waiting, phaseForMs: 1 }, limits: { authorizationMs: 1 } },
  ],
]);

const energizedBase: Changes = {
  state: { ...readyToClose.state, phase: Phase.Energized },
  seen: { ...readyToClose.seen, contacts: Contacts.Closed },
};

table('energized', energizedBase, [
  ['all is well', Phase.Energized, {}],
  ['the car has finished', Phase.Opening, { seen: { pilot: Pilot.B } }, { fault: Fault.None }],
  ['the latch is lost', Phase.Opening, { seen: { latch: Latch.Unknown } }, { fault: Fault.None }],
  [
    'the plug is lost',
    Phase.Opening,
    { seen: { proximity: Proximity.Absent } },
    { fault: Fault.PlugLost, session: Stopped },
  ],
  [
    'the plug is half out',
    Phase.Opening,
    { seen: { proximity: Proximity.Unstable } },
    { session: Stopped },
  ],
  [
    'the plug is shorted',
    Phase.Opening,
    { seen: { proximity: Proximity.Short } },
    { session: Stopped },
  ],
  ['too hot', Phase.Opening, { seen: { heat: 3 } }, { session: Permitted }],
  [
    'not closed in time',
    Phase.Opening,
    { seen: { contacts: Contacts.Open }, state: { unclosedForMs: 250 } },
    { fault: Fault.ContactorOpen },
  ],
  [
    'closed, and open by itself',
    Phase.Opening,
    { seen: { contacts: Contacts.Open }, state: { unclosedForMs: 250, hasClosed: true } },
    { fault: Fault.ContactorDropped },
  ],
  [
    'one proof closed, the other one open',
    Phase.Opening,
    { seen: { contacts: Contacts.Unproven }, state: { unclosedForMs: 250 } },
    { fault: Fault.ProofStuck, session: Stopped },
  ],
  [
    'both closed, and one of them open by itself',
    Phase.Opening,
    { seen: { contacts: Contacts.Unproven }, state: { unclosedForMs: 250, hasClosed: true } },
    { fault: Fault.ProofStuck, session: Stopped },
  ],
  ['not closed yet', Phase.Energized, { state: { unclosedForMs: 240 } }],
  [
    'the car ignores a stop',
    Phase.Opening,
    { state: { advert: Advert.Steady, advertForMs: 6000 } },
  ],
  [
    'the car has time to stop',
    Phase.Energized,
    { state: { advert: Advert.Steady, advertForMs: 5990 } },
  ],
]);

const openingBase: Changes = {
  state: { phase: Phase.Opening, session: Permitted, deadForMs: 250 },
  seen: held,
};

table('opening', openingBase, [
  ['proven dead', Phase.Ready, {}, { testDue: true }],
  ['not proven', Phase.Opening, { state: { deadForMs: 240 } }, { testDue: true }],
  ['a weld', Phase.Fault, { state: { welded: true, fault: Fault.Welded, deadForMs: -1 } }],
  ['a fault that opens', Phase.Fault, { state: { fault: Fault.OverTemperature } }],
  ['a sensor has not answered', Phase.Ready, { seen: { sensorsRead: false } }],
  ['a refusal', Phase.Ready, { state: { fault: Fault.SelfTestFailed } }],
  ['stopped', Phase.Releasing, { state: { session: Stopped } }],
  ['stopped, permanent', Phase.Ready, { state: { session: Stopped }, limits: permanent }],
  ['unlocked', Phase.Releasing, { state: { session: Unlocking } }],
  ['unlocked, permanent', Phase.Releasing, { state: { session: Unlocking }, limits: permanent }],
]);

const faultBase: Changes = {
  state: { phase: Phase.Fault, session: Permitted, fault: Fault.OverTemperature },
  seen: held,
};

table('fault', faultBase, [
  ['one that holds', Phase.Fault, { state: retracting }, resting],
  ['stopped: let go', Phase.Fault, { state: { session: Stopped } }, retracting],
  [
    'not authorised yet: held',
    Phase.Fault,
    { state: { session: Waiting } },
    { stroke: Stroke.None },
  ],
  ['nothing permitted: let go', Phase.Fault, { state: { session: None } }, retracting],
  [
    'stopped, permanent: held',
    Phase.Fault,
    { state: { session: Stopped }, limits: permanent },
    { stroke: Stroke.None },
  ],
  [
    'unlocked, permanent: let go',
    Phase.Fault,
    { state: { session: Unlocking }, limits: permanent },
    retracting,
  ],
  [
    'no power, and the owner releases',
    Phase.Fault,
    { state: { fault: Fault.PowerLoss }, seen: { supply: false } },
    retracting,
  ],
  [
    'no power, and the owner holds',
    Phase.Fault,
    {
      state: { fault: Fault.PowerLoss },
      seen: { supply: false },
      limits: { onPowerLoss: OnPowerLoss.Hold },
    },
    { stroke: Stroke.None },
  ],
  [
    'no power, permanent: held',
    Phase.Fault,
    { state: { fault: Fault.PowerLoss }, seen: { supply: false }, limits: permanent },
    { stroke: Stroke.None },
  ],
  [
    'stopped, and the pin is back: no stroke',
    Phase.Fault,
    { state: { session: Stopped }, seen: { latch: Latch.Unlocked } },
    { stroke: Stroke.None },
  ],
  ['over, and still locked: goes on', Phase.Ready, { state: { fault: Fault.None } }],
  [
    'over, stopped and still locked',
    Phase.Releasing,
    { state: { fault: Fault.None, session: Stopped } },
    retracting,
  ],
  [
    'over, and the latch is unknown for a moment',
    Phase.Ready,
    { state: { fault: Fault.None }, seen: { latch: Latch.Unknown } },
  ],
  [
    'over, and the pin is nowhere after a stroke towards release',
    Phase.Releasing,
    { state: { fault: Fault.None }, seen: { latch: Latch.Unknown, hold: Hold.None } },
  ],
  [
    'over, and the latch reads unlocked for a moment',
    Phase.Ready,
    { state: { fault: Fault.None }, seen: { latch: Latch.Unlocked } },
  ],
  [
    'over, the pin is back',
    Phase.Released,
    { state: { fault: Fault.None }, seen: { latch: Latch.Unlocked, hold: Hold.Free } },
  ],
  [
    'over, the pin reads back, and a stroke towards release is owed',
    Phase.Releasing,
    {
      state: { fault: Fault.None, isReleaseOwed: true },
      seen: { latch: Latch.Unlocked, hold: Hold.Free },
    },
  ],
  [
    'over, stopped, the pin is back',
    Phase.Released,
    { state: { fault: Fault.None, session: Stopped }, seen: { latch: Latch.Unlocked } },
  ],
  [
    'over, the plug is out',
    Phase.Idle,
    {
      state: { fault: Fault.None, session: Stopped },
      seen: { latch: Latch.Unlocked, proximity: Proximity.Absent },
    },
  ],
  ['a refusal is no fault of this phase', Phase.Ready, { state: { fault: Fault.SelfTestFailed } }],
]);

table('any quiet phase', { state: { phase: Phase.Released, session: Stopped }, seen: b }, [
  ['power has returned', Phase.Restart, { state: { supplyLost: true } }],
  ['power is still away', Phase.Released, { state: { supplyLost: true }, seen: { supply: false } }],
  ['a fault that holds', Phase.Fault, { state: { fault: Fault.OverTemperature } }],
  ['a fault that lets go', Phase.Fault, { state: { fault: Fault.EmergencyStop } }],
  ['a refusal', Phase.Released, { state: { fault: Fault.SelfTestFailed } }],
]);
