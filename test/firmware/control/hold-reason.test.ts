/**
 * Why: each state of the lock has the reason that a driver would be told, and no other.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { isFinished, Why, whyHeld } from '../../../firmware/control/hold-reason.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { Latch, Pilot } from '../../../firmware/control/signals.ts';
import { Phase, Session, Wake } from '../../../firmware/control/state.ts';
import { type Changes, layOut } from '../../support/control-records.ts';

const held = { latch: Latch.Locked };
const permanent = { lockPolicy: LockPolicy.Permanent };
const { Permitted, Waiting, Stopped } = Session;

const rows: [string, Why, Changes][] = [
  ['an idle charger holds nothing', Why.Free, {}],
  ['a pin that is not seen back is being released', Why.Releasing, { seen: held }],
  ['power has returned', Why.Restarting, { state: { phase: Phase.Restart }, seen: held }],
  ['power has returned, the pin is back', Why.Free, { state: { phase: Phase.Restart } }],
  ['locking', Why.Locking, { state: { phase: Phase.Locking } }],
  ['energy flows', Why.Charging, { state: { phase: Phase.Energized, session: Permitted } }],
  ['it flows on after Stop', Why.Stopping, { state: { phase: Phase.Energized, session: Stopped } }],
  ['not yet proven dead', Why.ProvingDead, { state: { phase: Phase.Opening, session: Permitted } }],
  ['a weld', Why.Welded, { state: { phase: Phase.Opening, welded: true }, seen: held }],
  ['a weld, and the pin is back', Why.WeldedFree, { state: { phase: Phase.Fault, welded: true } }],
  [
    'proofs that flap',
    Why.ProvingDead,
    { state: { phase: Phase.Fault, session: Stopped, fault: Fault.ContactsUnsteady }, seen: held },
  ],
  [
    'a sense that proves nothing',
    Why.SenseUnproven,
    { state: { phase: Phase.Ready, session: Permitted, fault: Fault.LatchUnproven }, seen: held },
  ],
  [
    'the pin reads back, and was not driven back',
    Why.Releasing,
    { state: { phase: Phase.Releasing, isReleaseOwed: true } },
  ],
  [
    'the same with a permanent cable',
    Why.Permanent,
    { state: { phase: Phase.Fault, session: Stopped, isReleaseOwed: true }, limits: permanent },
  ],
  ['releasing', Why.Releasing, { state: { phase: Phase.Releasing }, seen: held }],
  ['released', Why.Free, { state: { phase: Phase.Released } }],
  [
    'two bursts in vain',
    Why.Stuck,
    { state: { phase: Phase.Releasing, strokes: 6 }, seen: { latch: Latch.Unknown } },
  ],
  [
    'nobody has authorised',
    Why.Unauthorized,
    { state: { phase: Phase.Ready, session: Waiting }, seen: held },
  ],
  [
    'offered, and not asked for yet',
    Why.WaitingForVehicle,
    { state: { phase: Phase.Ready, session: Permitted, offerMilliamps: 6000 }, seen: held },
  ],
  [
    'nothing offered',
    Why.Paused,
    { state: { phase: Phase.Ready, session: Permitted }, seen: held },
  ],
  [
    'F is shown, to wake a vehicle that sleeps',
    Why.WakingVehicle,
    {
      state: { phase: Phase.Ready, session: Permitted, wake: Wake.Unavailable },
      seen: { ...held, pilot: Pilot.F },
    },
  ],
  [
    'complete but connected',
    Why.Finished,
    {
      state: { phase: Phase.Ready, session: Permitted, leftOffer: true, offerMilliamps: 6000 },
      seen: { ...held, pilot: Pilot.B },
    },
  ],
  [
    'a permanent cable after Stop',
    Why.Permanent,
    { state: { phase: Phase.Ready, session: Stopped }, seen: held, limits: permanent },
  ],
  [
    'a permanent cable in a session',
    Why.Paused,
    { state: { phase: Phase.Ready, session: Permitted }, seen: held, limits: permanent },
  ],
  [
    'a stopped session, not permanent',
    Why.Paused,
    { state: { phase: Phase.Ready, session: Stopped }, seen: held },
  ],
  [
    'a fault holds the plug',
    Why.FaultHolds,
    {
      state: { phase: Phase.Fault, fault: Fault.OverTemperature, session: Permitted },
      seen: held,
    },
  ],
  [
    "an owner's lock whose pin could not go in",
    Why.FaultHolds,
    { state: { phase: Phase.Fault, fault: Fault.LockJam }, seen: held, limits: permanent },
  ],
  [
    "an owner's lock behind another fault",
    Why.Permanent,
    { state: { phase: Phase.Fault, fault: Fault.OverTemperature }, seen: held, limits: permanent },
  ],
  [
    'a fault holds the plug of somebody not authorised yet',
    Why.FaultHolds,
    { state: { phase: Phase.Fault, fault: Fault.OverTemperature, session: Waiting }, seen: held },
  ],
  [
    'no power, and the owner holds the plug',
    Why.PowerLost,
    { state: { phase: Phase.Fault, fault: Fault.PowerLoss, session: Permitted }, seen: held },
  ],
  [
    'a fault that lets go, of a permanent cable',
    Why.Permanent,
    {
      state: { phase: Phase.Fault, fault: Fault.EmergencyStop, session: Stopped },
      seen: held,
      limits: permanent,
    },
  ],
  [
    'the same, and its owner has unlocked',
    Why.Releasing,
    {
      state: { phase: Phase.Fault, fault: Fault.EmergencyStop, session: Session.Unlocking },
      seen: held,
      limits: permanent,
    },
  ],
  [
    'faults have opened, and the next try is kept waiting',
    Why.HoldingOff,
    { state: { phase: Phase.Ready, session: Permitted, retries: 2, openForMs: 100 }, seen: held },
  ],
  [
    'a fault that lets go',
    Why.Releasing,
    { state: { phase: Phase.Fault, fault: Fault.ResidualCurrent, session: Permitted }, seen: held },
  ],
  [
    'Stop in a fault that holds',
    Why.Releasing,
    { state: { phase: Phase.Fault, fault: Fault.OverTemperature, session: Stopped }, seen: held },
  ],
];

test.each(rows)('%s', (_, why, changes) => {
  const { state, seen, limits } = layOut(changes);
  expect(Why[whyHeld(state, seen, limits)]).toBe(Why[why]);
});

test('finished: the vehicle has left an offer that stands, and rests in B', () => {
  const done = { leftOffer: true, offerMilliamps: 1 };
  const finished = (state: Changes['state'], pilot: Pilot): boolean => {
    const records = layOut({ state: { ...done, ...state }, seen: { pilot } });
    return isFinished(records.state, records.seen);
  };
  expect(finished({}, Pilot.B)).toBe(true);
  expect(finished({}, Pilot.C)).toBe(false);
  expect(finished({ leftOffer: false }, Pilot.B)).toBe(false);
});
