/**
 * Follow and remember: what a tick leaves in the ledger, by who caused it, and what is read back after a start.
 */

import { beforeEach, expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { Fault } from '../../firmware/control/faults.ts';
import { createLimits } from '../../firmware/control/limits.ts';
import { Drive } from '../../firmware/control/outputs.ts';
import { Pilot } from '../../firmware/control/signals.ts';
import { Phase, Session, Wake } from '../../firmware/control/state.ts';
import { createFollowed, type Followed, followTick } from '../../firmware/follow.ts';
import { Trip } from '../../firmware/hal.ts';
import { isForgetful, recallNext } from '../../firmware/remember.ts';
import { createRequests } from '../../firmware/requests.ts';
import { createAccess } from '../../firmware/storage/access.ts';
import { Count, createLedger, keepLedger } from '../../firmware/storage/ledger.ts';
import { createLimitRecord } from '../../firmware/storage/limit-record.ts';
import { Slots } from '../support/journal-records.ts';

let charger: Charger;
let followed: Followed;
const slots = { ledger: new Slots(), access: new Slots(), limit: new Slots() };

function build(): void {
  const limits = createLimits();
  charger = {
    state: {
      phase: Phase.Restart,
      session: Session.None,
      fault: Fault.None,
      wake: Wake.Rest,
      pilot: Pilot.C,
      offerMilliamps: 16000,
      termLeftMs: -1,
    },
    outputs: { drive: Drive.Off, coilPermille: 0 },
    reflex: { trip: Trip.None },
    seen: { supply: true },
    requests: createRequests(limits.safeMilliamps),
    ledger: createLedger(slots.ledger),
    access: createAccess(slots.access),
    limitRecord: createLimitRecord(slots.limit),
    limits,
    board: { resetCause: 2 },
    uptimeMs: 5000,
    worstLapMs: 12,
  } as unknown as Charger;
  followed = createFollowed();
}

beforeEach(() => {
  for (const name of ['ledger', 'access', 'limit'] as const) slots[name] = new Slots();
  build();
});

/** The ticks after a change; the last one decides nothing new. */
function tick(state: object = {}, more: object = {}): void {
  Object.assign(charger.state, state);
  Object.assign(charger, more);
  followTick(charger, followed);
  followTick(charger, followed);
}

const events = (): string[] => charger.ledger.events.map((event) => event.replace(/^0 5 /, ''));

for (const [what, who, arrange] of [
  ['a button', 'driver', {}],
  ['a person in an app', 'app', { stopper: 'app' }],
  ['a manager of energy', 'manager', { stopper: 'manager' }],
] as const) {
  test(`${what} that stops is remembered as ${who}, once`, () => {
    tick({ session: Session.Permitted });
    Object.assign(charger.requests, arrange);
    tick({ session: Session.Stopped });
    expect(charger.requests.stopper).toBe('');
    tick({ session: Session.None });
    tick({ session: Session.Permitted });
    tick({ session: Session.Stopped });
    expect(events()).toEqual(['began', `stopped ${who}`, 'ended', 'began', 'stopped driver']);
  });
}

test('an opening by hardware that no fault explains is remembered as that of the reflex, until the vehicle opens itself', () => {
  for (const [pilot, who] of [
    [Pilot.C, 'reflex'],
    [Pilot.B, 'car'],
  ] as const) {
    build();
    charger.reflex.trip = Trip.Loop;
    tick({ phase: Phase.Energized, session: Session.Permitted });
    tick({ phase: Phase.Opening, pilot, offerMilliamps: pilot === Pilot.C ? 0 : 16000 });
    expect(events()).toContain(`opened ${who}`);
  }
});

test('a fault that stops is remembered by its name', () => {
  tick({ session: Session.Permitted });
  tick({ session: Session.Stopped, fault: Fault.EmergencyStop });
  expect(events()).toEqual(['began', 'fault emergency-stop', 'stopped emergency-stop']);
});

for (const [who, state, supply] of [
  ['car', { session: Session.Permitted }, true],
  ['manager', { session: Session.Permitted, offerMilliamps: 0 }, true],
  ['stop', { session: Session.Stopped }, true],
  ['power', { session: Session.Permitted }, false],
  ['over-current', { session: Session.Permitted, fault: Fault.OverCurrent }, true],
] as const) {
  test(`an opening is remembered as that of ${who}, and counted once`, () => {
    tick({ phase: Phase.Energized, session: Session.Permitted });
    charger.seen.supply = supply;
    tick({ phase: Phase.Opening, ...state });
    expect(events().filter((event) => event.startsWith('opened'))).toEqual([`opened ${who}`]);
    const { counts } = charger.ledger;
    expect([counts[Count.HotOpenings], counts[Count.ColdOpenings]]).toEqual([1, 0]);
  });
}

test('without a car that asks for energy an opening is a cold one', () => {
  tick({ phase: Phase.Energized, session: Session.Permitted });
  tick({ phase: Phase.Opening, pilot: Pilot.B });
  const { counts } = charger.ledger;
  expect([counts[Count.HotOpenings], counts[Count.ColdOpenings]]).toEqual([0, 1]);
});

test('a vehicle that was unplugged has opened, though nothing is offered any more', () => {
  tick({ phase: Phase.Energized, session: Session.Permitted });
  tick({ phase: Phase.Opening, pilot: Pilot.A, offerMilliamps: 0 });
  expect(events()).toContain('opened car');
});

test('a session is told in its own words, from its beginning to its end', () => {
  tick();
  tick({ session: Session.Waiting });
  tick({ session: Session.Permitted });
  tick({ phase: Phase.Energized });
  expect(events().at(-1)).toBe('charging');
  tick({ phase: Phase.Opening, pilot: Pilot.D });
  const { counts } = charger.ledger;
  expect([counts[Count.HotOpenings], counts[Count.ColdOpenings]]).toEqual([1, 0]);
  tick({ phase: Phase.Ready, session: Session.Waiting });
  tick({ session: Session.Permitted });
  tick({ phase: Phase.Energized, fault: Fault.SettingsLost });
  tick({ phase: Phase.Opening, pilot: Pilot.E, fault: Fault.None, offerMilliamps: 0 });
  tick({ session: Session.Unlocking });
  tick({ session: Session.None });
  expect(events()).toEqual([
    'began',
    'started',
    'charging',
    'opened car',
    'started',
    'fault settings-lost',
    'charging',
    'opened manager',
    'unlocked',
    'ended',
  ]);
  expect([counts[Count.HotOpenings], counts[Count.ColdOpenings]]).toEqual([1, 1]);
});

test('strokes and wake-ups are counted when they begin', () => {
  const { counts } = charger.ledger;
  for (const [drive, strokes] of [
    [Drive.Extend, 1],
    [Drive.Brake, 1],
    [Drive.Retract, 2],
    [Drive.Off, 2],
  ] as const) {
    charger.outputs.drive = drive;
    tick();
    expect(counts[Count.Strokes]).toBe(strokes);
  }
  for (const [coilPermille, strokes] of [
    [1, 3],
    [1000, 3],
    [300, 3],
    [0, 3],
    [1000, 4],
  ] as const) {
    charger.outputs.coilPermille = coilPermille;
    tick();
    expect(counts[Count.Strokes]).toBe(strokes);
  }
  for (const [wake, wakeUps] of [
    [Wake.Unavailable, 1],
    [Wake.Steady, 1],
    [Wake.Rest, 1],
    [Wake.Broken, 2],
  ] as const) {
    tick({ wake });
    expect(counts[Count.WakeUps]).toBe(wakeUps);
  }
  expect(counts[Count.WorstLap]).toBe(12);
});

test('after a start limit, access and ledger are read one after the other, and the start is the first event', () => {
  expect(isForgetful(charger)).toBe(true);
  expect([recallNext(charger), charger.limitRecord.isRead]).toEqual([true, true]);
  expect([recallNext(charger), charger.access.isRead]).toEqual([false, true]);
  expect([recallNext(charger), charger.ledger.isRead]).toEqual([false, true]);
  expect(charger.ledger.events).toEqual(['1 5 start watchdog']);
  expect(charger.ledger.counts[Count.WatchdogResets]).toBe(1);
  keepLedger(charger.ledger, charger.uptimeMs);
  build();
  for (let i = 0; i < 3; i++) recallNext(charger);
  expect(charger.ledger.events).toEqual(['1 5 start watchdog', '2 5 start watchdog']);
  expect(charger.ledger.counts[Count.WatchdogResets]).toBe(2);
});
