/** Console: why the plug is held or free, and what a person can do. */
import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { Latch, Pilot, Proximity, type Signals } from '../../../firmware/control/signals.ts';
import { Phase, Session, type State, Wake } from '../../../firmware/control/state.ts';
import { free, typing } from '../../support/typing.ts';

const { Energized, Ready } = Phase;
const { Permitted } = Session;

/** What a person is told to do, by what holds the plug. */
const steps: readonly (readonly [string, string, Partial<State>, Partial<Signals>])[] = [
  ['free because free', 'pull', {}, {}],
  ['held because welded', 'do-not-pull', { welded: true }, { latch: Latch.Locked }],
  ['free because welded-free', 'do-not-pull', { welded: true }, {}],
  ['held because charging', 'stop-or-unplug', { phase: Energized, session: Permitted }, {}],
  ['held because stopping', 'wait', { phase: Energized, session: Session.Stopped }, {}],
  ['held because proving-dead', 'wait', { phase: Phase.Opening }, {}],
  ['held because locking', 'wait', { phase: Phase.Locking }, {}],
  ['held because unauthorized', 'authorise', { phase: Ready, session: Session.Waiting }, {}],
  [
    'held because finished',
    'stop-or-unplug',
    { phase: Ready, session: Permitted, leftOffer: true },
    { pilot: Pilot.B },
  ],
  [
    'held because waiting-for-vehicle',
    'stop-or-unplug',
    { phase: Ready, session: Permitted, offerMilliamps: 6000 },
    {},
  ],
  [
    'held because waking-vehicle',
    'stop-or-unplug',
    { phase: Ready, session: Permitted, wake: Wake.Unavailable },
    {},
  ],
  ['held because paused', 'stop-or-unplug', { phase: Ready, session: Permitted }, {}],
  [
    'held because power-lost',
    'press-stop',
    { phase: Phase.Fault, session: Permitted, fault: Fault.PowerLoss },
    { latch: Latch.Locked },
  ],
  [
    'held because fault-holds',
    'press-stop',
    { phase: Phase.Fault, session: Permitted, fault: Fault.Undervoltage },
    { latch: Latch.Locked },
  ],
  [
    'held because stuck',
    'push-stop',
    { phase: Phase.Releasing, fault: Fault.ReleaseJam },
    { latch: Latch.Locked },
  ],
  ['held because restarting', 'wait', { phase: Phase.Restart }, { latch: Latch.Locked }],
];

test('explain says what holds the plug, and what to do', () => {
  for (const [because, step, state, seen] of steps) {
    const all = typing();
    free(all);
    Object.assign(all.charger.state, state);
    Object.assign(all.charger.seen, seen);
    const [socket, vehicle, next] = all.type('explain');
    expect(socket).toMatch(new RegExp(`^socket ${because}, phase [a-z]+$`));
    expect([vehicle, next]).toEqual(['vehicle unknown', `next ${step}`]);
    all.charger.state.fault = Fault.EarthFault;
    expect(all.type('explain').at(-1)).toBe('next hands-off');
  }
});

test("explain says that a cable is the owner's", () => {
  const all = typing();
  free(all);
  all.charger.state.phase = Ready;
  all.charger.limits.lockPolicy = LockPolicy.Permanent;
  expect(all.type('explain')).toEqual([
    'socket held because permanent, phase ready',
    'vehicle unknown',
    'next owner',
  ]);
  const isReleaseOwed = true;
  Object.assign(all.charger.state, { phase: Phase.Fault, fault: Fault.LockJam, isReleaseOwed });
  expect(all.type('explain')).toEqual([
    'socket held because fault-holds, phase fault',
    'vehicle unknown',
    'next push-stop',
  ]);
  // Another owner's plug is being let go after such a jam: nobody has to do anything.
  all.charger.limits.lockPolicy = LockPolicy.WhileConnected;
  expect(all.type('explain')).toEqual([
    'socket held because releasing, phase fault',
    'vehicle unknown',
    'next wait',
  ]);
});

test('explain says when a charge is tried again that faults have ended', () => {
  const all = typing();
  const { charger, type } = all;
  free(all);
  Object.assign(charger.state, { phase: Phase.Ready, session: Session.Permitted });
  Object.assign(charger.seen, { proximity: Proximity.Seated, latch: Latch.Locked, pilot: Pilot.C });
  Object.assign(charger.limits, { retryMs: 20000, minOpenMs: 3000, retryMostMs: 60000 });
  Object.assign(charger.state, { retries: 2, openForMs: 9001 });
  expect(type('explain').slice(2)).toEqual([
    'opened 2 times by faults, next try in 31 s',
    'next stop-or-unplug',
  ]);
  charger.state.openForMs = 39999;
  expect(type('explain')[2]).toBe('opened 2 times by faults, next try in 1 s');
});
