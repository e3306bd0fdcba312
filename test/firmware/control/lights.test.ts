/**
 * Lights: what the indicator tells in each phase; and what a whole step puts out beside the phase.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../../firmware/control/faults.ts';
import { Light, LockOrder } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  Latch,
  Motion,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { step } from '../../../firmware/control/step.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  locked,
  plugged,
} from '../../support/control-records.ts';

/** One step. */
function stepped(changes: Changes): ControlRecords {
  const records = layOut(changes);
  step(records.state, records.seen, records.outputs, records.limits);
  return records;
}

const permitted = { session: Session.Permitted, advert: Advert.Offer, offerMilliamps: 32000 };
const charging: Changes = {
  state: { ...locked.state, ...permitted, phase: Phase.Energized, pilot: Pilot.C },
  seen: { ...plugged(Pilot.C), ...locked.seen, contacts: Contacts.Closed },
  outputs: { contactorClosed: true },
};
const inReady = { ...locked.state, ...permitted, phase: Phase.Ready, pilot: Pilot.B };
const atRest = { ...plugged(Pilot.B), ...locked.seen };
const moving = { strokes: 1, stroke: Stroke.Moving, lockOrder: LockOrder.Retract };
const half = { latch: Latch.Unknown, motion: Motion.Moving };

const rows: [string, Light, Phase, Changes][] = [
  ['idle', Light.Ready, Phase.Idle, {}],
  [
    'the plug is still in, and free',
    Light.Ready,
    Phase.Released,
    {
      state: { phase: Phase.Released, session: Session.Stopped, pilot: Pilot.B },
      seen: plugged(Pilot.B),
    },
  ],
  [
    'the pin goes in',
    Light.Locked,
    Phase.Locking,
    {
      state: {
        phase: Phase.Locking,
        session: Session.Permitted,
        pilot: Pilot.B,
        stroke: Stroke.Moving,
        lockOrder: LockOrder.Extend,
      },
      seen: { ...plugged(Pilot.B), ...half },
    },
  ],
  ['locked, nothing drawn yet', Light.Locked, Phase.Ready, { state: inReady, seen: atRest }],
  [
    'complete but connected',
    Light.Finished,
    Phase.Ready,
    { state: { ...inReady, leftOffer: true }, seen: atRest },
  ],
  ['energy flows', Light.Charging, Phase.Energized, charging],
  [
    'being proven dead',
    Light.Releasing,
    Phase.Opening,
    {
      state: { phase: Phase.Opening, session: Session.Stopped, pilot: Pilot.B, deadForMs: 10 },
      seen: atRest,
    },
  ],
  [
    'the first stroke back',
    Light.Releasing,
    Phase.Releasing,
    {
      state: { ...moving, phase: Phase.Releasing, session: Session.Stopped, strokes: 0 },
      seen: half,
    },
  ],
  [
    'a stroke back has failed: push the plug in',
    Light.PushPlugIn,
    Phase.Releasing,
    { state: { ...moving, phase: Phase.Releasing, session: Session.Stopped }, seen: half },
  ],
  [
    'a stroke back has failed after power returned',
    Light.PushPlugIn,
    Phase.Restart,
    { state: { ...moving, phase: Phase.Restart }, seen: half },
  ],
  [
    'the first stroke after power returned',
    Light.Releasing,
    Phase.Restart,
    { state: { ...moving, phase: Phase.Restart, strokes: 0 }, seen: half },
  ],
  [
    'a stroke back has failed in a fault',
    Light.PushPlugIn,
    Phase.Fault,
    {
      state: { ...moving, phase: Phase.Fault, fault: Fault.EmergencyStop },
      seen: { ...half, eStop: true },
    },
  ],
  [
    'a stroke back has failed, and the part rests: push the plug in',
    Light.PushPlugIn,
    Phase.Releasing,
    {
      state: { phase: Phase.Releasing, session: Session.Stopped, strokes: 3, effortForMs: 0 },
      seen: { latch: Latch.Unknown },
    },
  ],
  [
    'a second stroke after power returned, whatever the sense says',
    Light.PushPlugIn,
    Phase.Restart,
    { state: { ...moving, phase: Phase.Restart }, seen: { motion: Motion.Moving } },
  ],
  [
    'a second stroke in: nobody is asked to push',
    Light.Locked,
    Phase.Locking,
    {
      state: {
        phase: Phase.Locking,
        session: Session.Permitted,
        pilot: Pilot.B,
        strokes: 1,
        stroke: Stroke.Moving,
        lockOrder: LockOrder.Extend,
      },
      seen: { ...plugged(Pilot.B), ...half },
    },
  ],
  ['service', Light.Releasing, Phase.Service, { state: { phase: Phase.Service, phaseForMs: 0 } }],
  [
    'a fault, and the plug is free',
    Light.Fault,
    Phase.Fault,
    {
      state: { phase: Phase.Fault, fault: Fault.EmergencyStop, strokes: 1 },
      seen: { eStop: true },
    },
  ],
  [
    'idle, and the charge would be refused',
    Light.Fault,
    Phase.Idle,
    { seen: { selfTest: SelfTest.Failed } },
  ],
];

test.each(rows)('%s', (_, light, phase, changes) => {
  const { state, outputs } = stepped(changes);
  expect(Phase[state.phase]).toBe(Phase[phase]);
  expect(Light[outputs.light]).toBe(Light[light]);
});

test('the self-test: wanted when untested, only proven dead, never live, offered or without supply', () => {
  const untested = { selfTest: SelfTest.Untested };
  expect(stepped({ seen: untested }).outputs.selfTest).toBe(true);
  expect(stepped({ seen: untested, state: { deadForMs: 200 } }).outputs.selfTest).toBe(false);
  expect(stepped({ seen: { ...untested, supply: false } }).outputs.selfTest).toBe(false);
  expect(stepped({ seen: { ...untested, residual: true } }).outputs.selfTest).toBe(false);
  const live = { ...charging, seen: { ...charging.seen, ...untested } };
  expect(stepped(live).outputs.selfTest).toBe(false);
});

test('the self-test: again when due and no vehicle is there, and after its time', () => {
  const due = { testDue: true, testedForMs: 1000 };
  expect(stepped({ state: due }).outputs.selfTest).toBe(true);
  expect(stepped({ state: due }).state).toMatchObject({ testDue: false, testedForMs: 0 });
  expect(stepped({ state: { testedForMs: 1000 } }).outputs.selfTest).toBe(false);
  expect(stepped({ state: { testedForMs: 86400000 } }).outputs.selfTest).toBe(true);
  const withCar = { state: { ...due, phase: Phase.Released }, seen: plugged(Pilot.B) };
  expect(stepped(withCar).outputs.selfTest).toBe(false);
});

test('the self-test: a failed one is repeated slowly, a running one goes on while there is supply', () => {
  const failed = { selfTest: SelfTest.Failed };
  expect(stepped({ seen: failed, state: { testedForMs: 1000 } }).outputs.selfTest).toBe(false);
  expect(stepped({ seen: failed, state: { testedForMs: 60000 } }).outputs.selfTest).toBe(true);
  const running = { seen: { selfTest: SelfTest.Running }, image: { selfTest: true } };
  expect(stepped(running).outputs.selfTest).toBe(true);
  const dark = { ...running, seen: { ...running.seen, supply: false } };
  expect(stepped(dark).outputs.selfTest).toBe(false);
});

test('the delay after an outage passes, is never less than nothing, and is drawn again at a restart', () => {
  expect(stepped({ state: { holdOffMs: 1000 } }).state.holdOffMs).toBe(990);
  expect(stepped({ state: { holdOffMs: 5 } }).state.holdOffMs).toBe(0);
  expect(stepped({ state: { holdOffMs: 1 } }).state.holdOffMs).toBe(0);
  expect(stepped({ state: { holdOffMs: 10 } }).state).toMatchObject({ holdOffMs: 0, dueMs: 0 });
  const back = stepped({ state: { supplyLost: true }, seen: { outageDelayMs: 7000 } });
  expect(back.state).toMatchObject({ phase: Phase.Restart, holdOffMs: 7000, supplyLost: false });
  expect(stepped({ seen: { outageDelayMs: 7000 } }).state.holdOffMs).toBe(0);
  expect(stepped({ seen: { supply: false } }).state.supplyLost).toBe(true);
});

test('the trip coil: only a weld, and only when it has lasted', () => {
  const welded = { phase: Phase.Fault, welded: true, fault: Fault.Welded };
  const stuck = { contacts: Contacts.Closed };
  expect(stepped({ state: { ...welded, unopenForMs: 690 }, seen: stuck }).outputs.tripped).toBe(
    true,
  );
  expect(stepped({ state: { ...welded, unopenForMs: 600 }, seen: stuck }).outputs.tripped).toBe(
    false,
  );
  expect(stepped({ state: { ...welded, unopenForMs: 690 } }).outputs.tripped).toBe(false);
});

test('an order to release does not outlive the proof that it stands on', () => {
  const releasing = { ...moving, phase: Phase.Idle, stroke: Stroke.Asked, strokes: 0 };
  const lost = { seen: { ...half, motion: Motion.Rested, contacts: Contacts.Unproven } };
  expect(stepped({ state: releasing, ...lost }).outputs.lockOrder).toBe(LockOrder.Rest);
});

test('nothing is offered behind a refusal, an untested sensor, or a plug that is not there', () => {
  const offered = (change: Changes): number => {
    const state = { ...inReady, wakeUps: 4, ...change.state };
    return stepped({ state, seen: { ...atRest, ...change.seen } }).outputs.offerMilliamps;
  };
  expect(offered({})).toBe(32000);
  expect(offered({ seen: { selfTest: SelfTest.Untested } })).toBe(0);
  expect(offered({ state: { pilot: Pilot.D }, seen: { pilot: Pilot.D } })).toBe(0);
  const opening = { phase: Phase.Opening, deadForMs: 10 };
  expect(offered({ state: opening })).toBe(32000);
  expect(offered({ state: opening, seen: { proximity: Proximity.Absent } })).toBe(0);
});

test('a session is over when the plug is out', () => {
  const out = stepped({
    state: { phase: Phase.Released, session: Session.Stopped, leftOffer: true },
  });
  expect(out.state).toMatchObject({ phase: Phase.Idle, session: Session.None, leftOffer: false });
});

test('a self-test that is broken off is still due; one that begins is acted on in the next tick', () => {
  const broken = stepped({
    state: { phase: Phase.Released, session: Session.Stopped, testDue: true },
    seen: plugged(Pilot.B),
    outputs: { selfTest: true },
  });
  expect(broken.outputs.selfTest).toBe(false);
  expect(broken.state.testDue).toBe(true);
  expect(stepped({ seen: { selfTest: SelfTest.Untested } }).state.dueMs).toBe(0);
});

test('a charger with nothing to do need not be asked again for long', () => {
  expect(stepped({ state: { dueMs: 5 } }).state.dueMs).toBeGreaterThan(1000000);
});
