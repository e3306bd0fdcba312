/**
 * Replay: after every start, and before anything may close, a recorded course goes through the decision and the
 * rules of the program as it runs, and the sum of all that they answered is compared with the sum of the build.
 *
 * What it finds: code that was changed by a compiler, by a damaged interpreter or in memory. It is like a self-test
 * of class B (IEC 60730-1, Annex H), and is no claim of that class: the processor itself is not tested.
 *
 * The records are its own, and nothing is put out. One step is taken in a quiet tick, about 15 ms on Kaluma.
 */

import { RESTED_MS } from './control/age.ts';
import { type Limits, MOST_MILLIAMPS } from './control/limits.ts';
import { createOutputs, LockOrder, type Outputs } from './control/outputs.ts';
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
} from './control/signals.ts';
import { createState, Session, type State } from './control/state.ts';
import { step } from './control/step.ts';
import { createGuard, type Guard } from './guard/memory.ts';
import { checkRules } from './guard/rules.ts';
import { Stored } from './hal.ts';

/** What one step sees, in one word: the pilot in its lowest bits. */
const PLUG = 1 << 3;
const NO_SUPPLY = 1 << 4;
const E_STOP = 1 << 5;
const STOP = 1 << 6;
const RESIDUAL = 1 << 7;
/** The contacts say closed, whatever was put out. */
const STUCK = 1 << 8;
/** The time that has passed is 10 ms, doubled so many times. */
const DOUBLED = 9;

const SHORT = 5 << DOUBLED;
const LONG = 10 << DOUBLED;

/** A charge, ways out of it, and a weld: one word for each step. */
const course: readonly number[] = [
  // Restart: proven dead, released.
  Pilot.A,
  Pilot.A | SHORT,
  Pilot.A,
  Pilot.A | SHORT,
  Pilot.A | LONG,
  // Locked, offered, charging, a pause, and charging again.
  Pilot.B | PLUG,
  Pilot.B | PLUG,
  Pilot.B | PLUG | SHORT,
  Pilot.B | PLUG | LONG,
  Pilot.C | PLUG,
  Pilot.C | PLUG | SHORT,
  Pilot.C | PLUG | SHORT,
  Pilot.B | PLUG,
  Pilot.B | PLUG | SHORT,
  Pilot.B | PLUG | LONG,
  Pilot.C | PLUG | SHORT,
  Pilot.C | PLUG | SHORT,
  // Opened by the e-stop; then a sensor, which is graver, a supply loss, and a stop, which ends both faults.
  Pilot.C | PLUG | E_STOP,
  Pilot.B | PLUG | SHORT,
  Pilot.B | PLUG | RESIDUAL | LONG,
  Pilot.B | PLUG | NO_SUPPLY | SHORT,
  Pilot.B | PLUG | STOP | SHORT,
  Pilot.B | PLUG,
  Pilot.B | PLUG | SHORT,
  // A contact is seen closed again: the plug is to be locked, and as its stroke had no rest, the guard trips.
  Pilot.B | PLUG | STUCK,
  Pilot.B | PLUG | STUCK | SHORT,
  Pilot.A | PLUG | STUCK | SHORT,
  Pilot.A | PLUG,
];

const MODULUS = 65521;

export interface Replay {
  /** The sum that the build has found. */
  readonly expected: number;
  readonly limits: Limits;
  readonly seen: Signals;
  readonly state: State;
  readonly outputs: Outputs;
  readonly guard: Guard;
  /** Steps of the course. */
  taken: number;
  sum: number;
}

/** @param limits as shipped, with what is fitted; no setting applied */
export function createReplay(limits: Limits, expected: number): Replay {
  const seen = createSignals();
  seen.thermalMilliamps = MOST_MILLIAMPS;
  seen.lockSupply = true;
  seen.sensorsRead = true;
  seen.selfTest = SelfTest.Passed;
  return {
    expected: expected,
    limits: limits,
    seen: seen,
    state: createState({ session: Session.None, welded: false, bars: 0 }, 0),
    outputs: createOutputs(),
    guard: createGuard(limits, false, RESTED_MS, 0),
    taken: 0,
    sum: 0,
  };
}

/** The lock obeys: a stroke has begun in one step, and its pin is there in the next. */
function followLock(seen: Signals, order: LockOrder): void {
  if (seen.motion !== Motion.Moving) {
    seen.motion = order === LockOrder.Rest ? Motion.Rested : Motion.Moving;
    return;
  }
  seen.motion = Motion.Rested;
  const isOut = order === LockOrder.Extend;
  seen.latch = isOut ? Latch.Locked : Latch.Unlocked;
  seen.hold = isOut ? Hold.Proven : Hold.Free;
}

function see(seen: Signals, word: number, outputs: Outputs): void {
  followLock(seen, outputs.lockOrder);
  const isLive = outputs.contactorClosed || (word & STUCK) !== 0;
  seen.contacts = isLive ? Contacts.Closed : Contacts.Open;
  seen.pilot = word & 7;
  const isPlugged = (word & PLUG) !== 0;
  seen.proximity = isPlugged ? Proximity.Seated : Proximity.Absent;
  seen.cableMilliamps = isPlugged ? MOST_MILLIAMPS : 0;
  seen.supply = (word & NO_SUPPLY) === 0;
  seen.eStop = (word & E_STOP) !== 0;
  seen.stop = (word & STOP) !== 0;
  // A button, and whoever presses it has seen what it ends.
  seen.person = seen.stop;
  seen.residual = (word & RESIDUAL) !== 0;
  seen.elapsedMs = 10 << (word >> DOUBLED);
  seen.watchedMs = seen.elapsedMs;
}

/** What a driver of the lock makes of an order. */
function drive(outputs: Outputs, limits: Limits): void {
  const order = outputs.lockOrder;
  if (!limits.isHoldToLock) outputs.drive = order as number;
  else if (order !== LockOrder.Rest) outputs.coilPermille = order === LockOrder.Extend ? 1000 : 0;
  else if (outputs.coilPermille > 0) outputs.coilPermille = limits.holdPermille;
}

/** What was decided, in one number. */
function weigh(state: State, outputs: Outputs): number {
  const orders =
    outputs.lockOrder * 4 + (outputs.contactorClosed ? 2 : 0) + (outputs.tripped ? 1 : 0);
  return state.dueMs + outputs.dutyPermille * 16 + orders + state.fault * 64 + state.phase * 4096;
}

/**
 * Takes the next step; not to be called again once there is a result.
 *
 * @returns Reading until the last step has been taken
 */
export function replayNext(replay: Replay): Stored {
  const state = replay.state;
  const outputs = replay.outputs;
  const limits = replay.limits;
  see(replay.seen, course[replay.taken] as number, outputs);
  step(state, replay.seen, outputs, limits);
  drive(outputs, limits);
  const rule = checkRules(replay.guard, replay.seen, outputs, limits);
  replay.sum = (replay.sum * 31 + weigh(state, outputs) + rule) % MODULUS;
  replay.taken++;
  if (replay.taken < course.length) return Stored.Reading;
  return replay.sum === replay.expected ? Stored.Whole : Stored.Damaged;
}

/** The sum of the whole course: what the build writes into the program. */
export function replayedSum(limits: Limits): number {
  const replay = createReplay(limits, 0);
  while (replayNext(replay) === Stored.Reading);
  return replay.sum;
}
