/**
 * Replay: the recorded course goes through what a charger does, and any other decision on its way is noticed.
 */

import { expect, test } from 'vitest';
import { fitLimits } from '../../firmware/charger.ts';
import { Fault } from '../../firmware/control/faults.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { Drive, LockOrder, type Outputs } from '../../firmware/control/outputs.ts';
import {
  Contacts,
  createSignals,
  Hold,
  Latch,
  Motion,
  Pilot,
  Proximity,
  SelfTest,
  type Signals,
} from '../../firmware/control/signals.ts';
import { Phase, Session, type State } from '../../firmware/control/state.ts';
import { PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { createHoldToLockParts } from '../../firmware/drivers/lock-parts.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { Stored } from '../../firmware/hal.ts';
import { createReplay, type Replay, replayedSum, replayNext } from '../../firmware/replay.ts';
import { createSetup, fittingsOf } from '../../sim/world/setup.ts';

/** As shipped, with a lock that needs its coil to stay locked. */
function holdToLock(): Limits {
  const limits = createLimits();
  const lock = createHoldToLockParts()[0]?.name ?? '';
  fitLimits(limits, fittingsOf({ ...createSetup(), lock }), PROOFS);
  return limits;
}

/** Takes every step that is left. */
function play(replay: Replay, after: () => void = () => {}): Stored {
  for (;;) {
    const result = replayNext(replay);
    after();
    if (result !== Stored.Reading) return result;
  }
}

/** Takes every step, and tells what came out in the end. */
function replay(limits: Limits, expected: number, after: (replay: Replay) => void = () => {}) {
  const replay = createReplay(limits, expected);
  let steps = 0;
  const result = play(replay, () => {
    steps++;
    after(replay);
  });
  return { result, steps, guard: replay.guard };
}

test('the course passes every phase of a charge, the faults that open it, and a weld', () => {
  const phases = new Set<Phase>();
  const faults = new Set<Fault>();
  const { guard } = replay(createLimits(), 0, ({ state }) => {
    phases.add(state.phase);
    faults.add(state.fault);
  });
  const { Restart, Idle, Locking, Ready, Energized, Opening, Fault: Faulted } = Phase;
  expect([...phases]).toEqual(
    expect.arrayContaining([Restart, Idle, Locking, Ready, Energized, Opening, Faulted]),
  );
  expect([...faults]).toEqual(expect.arrayContaining([Fault.ResidualCurrent, Fault.Welded]));
  // A stroke without its rest: the guard answers as well.
  expect(guard.tripped).toBe(Rule.R7);
});

test('no rule is broken while the course charges and releases', () => {
  replay(createLimits(), 0, ({ state, guard }) => {
    if (state.fault !== Fault.Welded) expect(guard.tripped).toBe(Rule.None);
  });
});

test('every step is taken, and only the right sum is whole', () => {
  const sum = replayedSum(createLimits());
  const right = replay(createLimits(), sum);
  expect(right).toMatchObject({ result: Stored.Whole, steps: 28 });
  expect(replay(createLimits(), sum + 1).result).toBe(Stored.Damaged);
});

test.each([
  ['the dead proof is shorter', (limits: Limits) => (limits.deadProofMs = 100)],
  ['a weld is judged later', (limits: Limits) => (limits.weldVerdictMs = 500)],
  ['the installation bears less', (limits: Limits) => (limits.installationMilliamps = 16000)],
  ['a stroke needs no rest', (limits: Limits) => (limits.restRatio = 0)],
])('it is noticed that %s', (_what, change) => {
  const limits = createLimits();
  change(limits);
  expect(replayedSum(limits)).not.toBe(replayedSum(createLimits()));
});

/** What a step has shown to the decision, in words. */
function shown({ seen }: Replay): string {
  const isPlugged = seen.proximity === Proximity.Seated;
  const words = [
    isPlugged ? Pilot[seen.pilot] : `${Pilot[seen.pilot]}, no plug`,
    `${seen.elapsedMs} ms`,
    Contacts[seen.contacts],
    `${Latch[seen.latch]} ${Motion[seen.motion]}`,
    ...(seen.supply ? [] : ['no supply']),
    ...(['eStop', 'stop', 'person', 'residual'] as const).filter((name) => seen[name]),
  ];
  return words.join(', ');
}

test('the course shows a charge, a pause, the e-stop, a leak, a supply loss, a stop, and a weld', () => {
  const steps: string[] = [];
  replay(createLimits(), 0, (one) => {
    steps.push(`${shown(one)}: ${Phase[one.state.phase]}, ${Fault[one.state.fault]}`);
  });
  expect(steps).toEqual([
    'A, no plug, 10 ms, Open, Unknown Rested: Restart, None',
    'A, no plug, 320 ms, Open, Unknown Rested: Restart, None',
    'A, no plug, 10 ms, Open, Unknown Moving: Restart, None',
    'A, no plug, 320 ms, Open, Unlocked Rested: Restart, None',
    'A, no plug, 10240 ms, Open, Unlocked Rested: Idle, None',
    'B, 10 ms, Open, Unlocked Rested: Locking, None',
    'B, 10 ms, Open, Unlocked Moving: Locking, None',
    'B, 320 ms, Open, Locked Rested: Locking, None',
    'B, 10240 ms, Open, Locked Rested: Ready, None',
    'C, 10 ms, Open, Locked Rested: Ready, None',
    'C, 320 ms, Open, Locked Rested: Energized, None',
    'C, 320 ms, Closed, Locked Rested: Energized, None',
    'B, 10 ms, Closed, Locked Rested: Opening, None',
    'B, 320 ms, Open, Locked Rested: Opening, None',
    'B, 10240 ms, Open, Locked Rested: Ready, None',
    'C, 320 ms, Open, Locked Rested: Ready, None',
    'C, 320 ms, Open, Locked Rested: Energized, None',
    'C, 10 ms, Closed, Locked Rested, eStop: Opening, EmergencyStop',
    'B, 320 ms, Open, Locked Rested: Opening, EmergencyStop',
    'B, 10240 ms, Open, Locked Rested, residual: Fault, ResidualCurrent',
    'B, 320 ms, Open, Locked Rested, no supply: Fault, ResidualCurrent',
    'B, 320 ms, Open, Locked Moving, stop, person: Restart, None',
    'B, 10 ms, Open, Unlocked Rested: Restart, None',
    'B, 320 ms, Open, Unlocked Rested: Released, None',
    'B, 10 ms, Closed, Unlocked Rested: Released, None',
    'B, 320 ms, Closed, Unlocked Rested: Fault, Welded',
    'A, 320 ms, Closed, Unlocked Rested: Fault, Welded',
    'A, 10 ms, Open, Unlocked Moving: Fault, Welded',
  ]);
});

test('what is shown agrees with itself: a cable with its plug, a hold with its pin, all sensors healthy', () => {
  const { state, seen: first } = createReplay(createLimits(), 0);
  expect([state.session, state.holdOffMs]).toEqual([Session.None, 0]);
  expect([first.latch, first.hold]).toEqual([createSignals().latch, createSignals().hold]);
  replay(createLimits(), 0, ({ seen }) => {
    expect(seen).toMatchObject({
      cableMilliamps: seen.proximity === Proximity.Seated ? 80000 : 0,
      thermalMilliamps: 80000,
      watchedMs: seen.elapsedMs,
      lockSupply: true,
      sensorsRead: true,
      selfTest: SelfTest.Passed,
    });
    const holds = { [Latch.Locked]: Hold.Proven, [Latch.Unlocked]: Hold.Free };
    if (seen.latch !== Latch.Unknown) expect(seen.hold).toBe(holds[seen.latch]);
  });
});

/** The result where one field of what is seen always says the same, as with code that does not look at it. */
function resultWithout(limits: Limits, name: keyof Signals, value: unknown): Stored {
  const replay = createReplay(limits, replayedSum(limits));
  Object.defineProperty(replay.seen, name, { get: () => value, set: () => undefined });
  return play(replay);
}

test('a program is damaged that does not heed what should open, release or hold, with either kind of lock', () => {
  const unheeded: Partial<Signals> = {
    pilot: Pilot.C,
    proximity: Proximity.Seated,
    contacts: Contacts.Open,
    latch: Latch.Locked,
    motion: Motion.Rested,
    hold: Hold.None,
    supply: true,
    eStop: false,
    residual: false,
    stop: false,
    person: false,
    sensorsRead: false,
    thermalMilliamps: 0,
    selfTest: SelfTest.Running,
    elapsedMs: 10,
    watchedMs: 10,
  };
  for (const limits of [createLimits(), holdToLock()]) {
    for (const [name, value] of Object.entries(unheeded))
      expect([name, resultWithout(limits, name as keyof Signals, value)]).toEqual([
        name,
        Stored.Damaged,
      ]);
  }
});

test('a bridge is driven as ordered; a coil gets full current for a stroke, then what holds, then none', () => {
  const orders: string[] = [];
  const coil: string[] = [];
  const bridge = (limits: Limits, into: string[]): void => {
    replay(limits, 0, ({ outputs: { lockOrder, drive, coilPermille } }) => {
      const now = `${LockOrder[lockOrder]} ${Drive[drive]} ${coilPermille}`;
      if (into.at(-1) !== now) into.push(now);
    });
  };
  bridge(createLimits(), orders);
  expect(orders).toEqual([
    'Rest Off 0',
    'Retract Retract 0',
    'Rest Off 0',
    'Extend Extend 0',
    'Rest Off 0',
    'Retract Retract 0',
    'Rest Off 0',
    // The guard has tripped: it has no rest.
    'Extend Off 0',
    'Rest Off 0',
  ]);
  bridge(holdToLock(), coil);
  const { holdPermille } = holdToLock();
  expect(coil).toEqual([
    'Rest Off 0',
    'Retract Off 0',
    'Rest Off 0',
    'Extend Off 1000',
    `Rest Off ${holdPermille}`,
    'Retract Off 0',
    'Rest Off 0',
    'Extend Off 1000',
    `Rest Off ${holdPermille}`,
  ]);
});

/** One field of what is decided, stuck at a value. */
type Stuck = Partial<State> & Partial<Outputs>;

test('everything that is decided is part of the sum', () => {
  const damages: Stuck[] = [
    { dueMs: 1234 },
    { phase: Phase.Idle },
    { fault: Fault.EmergencyStop },
    { dutyPermille: 534 },
    { lockOrder: LockOrder.Extend },
    { contactorClosed: true },
    { tripped: true },
  ];
  for (const limits of [createLimits(), holdToLock()]) {
    const whole = replayedSum(limits);
    for (const damage of [{}, ...damages]) {
      const replay = createReplay(limits, whole);
      const { state, outputs, guard } = replay;
      for (const [name, value] of Object.entries(damage)) {
        const record = name in state ? state : outputs;
        Object.defineProperty(record, name, { get: () => value, set: () => undefined });
      }
      // Written down a second time: a sum that only meets itself would never miss what is left out of it.
      let sum = 0;
      const result = play(replay, () => {
        const { lockOrder, contactorClosed, tripped, dutyPermille } = outputs;
        const orders = 4 * lockOrder + 2 * Number(contactorClosed) + Number(tripped);
        const decided = 64 * state.fault + 4096 * state.phase + state.dueMs;
        sum = (31 * sum + decided + 16 * dutyPermille + orders + guard.tripped) % 65521;
      });
      expect([damage, replay.sum]).toEqual([damage, sum]);
      const isWhole = Object.keys(damage).length === 0;
      expect([damage, result]).toEqual([damage, isWhole ? Stored.Whole : Stored.Damaged]);
    }
  }
});
