/**
 * Power-up: what is put out before the first step, what is believed before anything was read, and the
 * numbers that are shipped, against the facts that they come from (docs and `limits.ts` name them).
 */

import { expect, test } from 'vitest';
import { NOT_SO } from '../../../firmware/control/age.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { createLimits, PROMISED_FREE_MS } from '../../../firmware/control/limits.ts';
import {
  createOutputs,
  Drive,
  DUTY_STEADY,
  Light,
  LockOrder,
} from '../../../firmware/control/outputs.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import {
  Contacts,
  createSignals,
  Heat,
  Hold,
  Latch,
  Mains,
  Motion,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import {
  Advert,
  createState,
  Phase,
  Session,
  Stroke,
  Wake,
} from '../../../firmware/control/state.ts';

test('the image at power-up moves nothing, closes nothing, offers nothing and trips nothing', () => {
  expect(createOutputs()).toEqual({
    contactorClosed: false,
    lockOrder: LockOrder.Rest,
    drive: Drive.Off,
    coilPermille: 0,
    dutyPermille: DUTY_STEADY,
    offerMilliamps: 0,
    pilotBroken: false,
    tripped: false,
    selfTest: false,
    testCurrent: false,
    light: Light.Dark,
  });
});

test('before anything has been read, every signal stands where it allows least', () => {
  expect(createSignals()).toMatchObject({
    elapsedMs: 0,
    watchedMs: 0,
    pilot: Pilot.Invalid,
    proximity: Proximity.Absent,
    cableMilliamps: 0,
    latch: Latch.Unknown,
    contacts: Contacts.Unproven,
    supply: false,
    lockSupply: false,
    motion: Motion.Resting,
    hold: Hold.None,
    selfTest: SelfTest.Untested,
    thermalMilliamps: 0,
    externalMilliamps: 80000,
    heat: Heat.Normal,
    mains: Mains.Good,
    residual: false,
    overCurrent: false,
    eStop: false,
    outageDelayMs: 0,
    sensorsRead: false,
    stop: false,
    start: false,
    unlock: false,
    person: false,
  });
});

test('control wakes up in a restart, remembers what the journal says, and has proven nothing', () => {
  const recalled = { session: Session.Permitted, welded: true, bars: Bar.ResidualCurrent };
  const state = createState(recalled, 7000);
  expect(state).toMatchObject({ ...recalled, phase: Phase.Restart, holdOffMs: 7000 });
  expect(state).toMatchObject({ dueMs: 0, phaseForMs: 0, supplyLost: false });
  expect(state).toMatchObject({ pilot: Pilot.Invalid, pilotForMs: 0, simplified: false });
  expect(state).toMatchObject({ leftOffer: false, advert: Advert.Steady, advertForMs: 0 });
  expect(state).toMatchObject({ offerMilliamps: 0, offerForMs: 0, wake: Wake.Rest, wakeUps: 0 });
  expect(state).toMatchObject({ lockOrder: LockOrder.Rest, stroke: Stroke.None, strokes: 0 });
  expect(state).toMatchObject({ effortForMs: 0, testedForMs: 0, testDue: false });
  expect(state).toMatchObject({ aheadForMs: 0, isRecalled: true });
  expect(state).toMatchObject({ retries: 0, loadResets: 0, isLoadNoted: false });
  const none = createState({ session: Session.None, welded: false, bars: 0 }, 0);
  expect(none).toMatchObject({ aheadForMs: NOT_SO, isRecalled: false });
  expect(state.fault).toBe(Fault.None);
  const proofs = ['deadForMs', 'lockedForMs', 'openForMs', 'supplyForMs'] as const;
  for (const proof of proofs) expect(state[proof], proof).toBeLessThan(0);
});

test('the pilot is timed as its grammar asks', () => {
  // Second-hand from IEC 61851-1 Annex A: X1, changes of the offer, F on a fault, the wake-up.
  expect(createLimits()).toMatchObject({
    stopGraceMs: 6000,
    steadyMs: 3000,
    offerChangeMs: 5000,
    unavailableMs: 320,
    wakeAfterMs: 30000,
    wakeAgainMs: 180000,
    wakeUps: 4,
    wakeUnavailableMs: 4000,
    wakeSteadyMs: 750,
    leastMilliamps: 6000,
    simplifiedMilliamps: 10000,
  });
});

test('contactor and proofs are timed as vendors ask', () => {
  expect(createLimits()).toMatchObject({
    deadProofMs: 250,
    weldVerdictMs: 200,
    guardWeldMs: 250,
    tripMs: 700,
    disproofMs: 1000,
    unprovenMs: 10000,
    closeVerdictMs: 250,
    minOpenMs: 10000,
    selfTestEveryMs: 24 * 60 * 60 * 1000,
  });
});

test("what was chosen here stands as it is documented: lock, vehicle, people's patience", () => {
  expect(createLimits()).toMatchObject({
    latchProofMs: 30,
    openingMs: 30,
    wantForMs: 300,
    diodeProofMs: 50,
    goneForMs: 300,
    pauseForMs: 3000,
    releaseDelayMs: 500,
    authorizationMs: 60000,
    strokeVerdictMs: 100,
    lockStrokes: 3,
    lockHeldMs: 10000,
    burstStrokes: 3,
    coldBurstStrokes: 5,
    pushPauseMs: 3000,
    slowRetryMs: 60000,
    serviceMs: 30000,
    outageDelayMs: 0,
    strokeRatedMs: 600,
    restRatio: 8,
    reversalMs: 50,
    authorization: false,
    lockBeforeAuthorization: true,
    ventilation: false,
    mirrorFitted: true,
    storedEnergy: true,
    isHoldToLock: false,
    holdPermille: 0,
  });
  // So the owner is told: a plug is free within 5 s of every stop.
  expect(PROMISED_FREE_MS).toBe(5000);
});
