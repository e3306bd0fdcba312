/**
 * Control's records as a test needs them: a charger that has been idle for long, with nothing plugged in, except
 * for the changes that the test names.
 */

import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { createOutputs, type Outputs } from '../../firmware/control/outputs.ts';
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
import { Advert, createState, Phase, Session, type State } from '../../firmware/control/state.ts';

const LONG_MS = 1000000;

export interface ControlRecords {
  readonly state: State;
  readonly seen: Signals;
  readonly limits: Limits;
  readonly outputs: Outputs;
}

export interface Changes {
  readonly state?: Partial<State>;
  readonly seen?: Partial<Signals>;
  readonly limits?: Partial<Limits>;
  readonly outputs?: Partial<Outputs>;
}

export function layOut(changes: Changes = {}): ControlRecords {
  const state = createState({ session: Session.None, welded: false, bars: 0 }, 0);
  Object.assign(state, { phase: Phase.Idle, pilot: Pilot.A, pilotForMs: LONG_MS });
  Object.assign(state, { deadForMs: LONG_MS, openForMs: LONG_MS, supplyForMs: LONG_MS });
  Object.assign(state, { phaseForMs: LONG_MS, advertForMs: LONG_MS, offerForMs: LONG_MS });
  Object.assign(state, { effortForMs: LONG_MS, isReleaseOwed: false });
  const seen = createSignals();
  Object.assign(seen, { elapsedMs: 10, watchedMs: 10, pilot: Pilot.A, latch: Latch.Unlocked });
  Object.assign(seen, { contacts: Contacts.Open, supply: true, lockSupply: true });
  Object.assign(seen, { motion: Motion.Rested, selfTest: SelfTest.Passed, sensorsRead: true });
  Object.assign(seen, { thermalMilliamps: 80000, hold: Hold.Proven });
  const limits = { ...createLimits(), ...changes.limits };
  const outputs = createOutputs();
  return {
    state: Object.assign(state, changes.state),
    seen: Object.assign(seen, changes.seen),
    limits,
    outputs: Object.assign(outputs, changes.outputs),
  };
}

/** A plug that is in, with a 32 A cable, and a car at its other end. */
export function plugged(pilot: Pilot): Partial<Signals> {
  return { pilot, proximity: Proximity.Seated, cableMilliamps: 32000 };
}

/** The pin has been sensed locked for long. */
export const locked = {
  seen: { latch: Latch.Locked },
  state: { lockedForMs: LONG_MS },
} as const;

/** Ready, the pin proven, energy offered, and the car asks for it: the contactor may close. */
export const readyToClose: Changes = {
  state: {
    ...locked.state,
    phase: Phase.Ready,
    session: Session.Permitted,
    advert: Advert.Offer,
    pilot: Pilot.C,
  },
  seen: { ...plugged(Pilot.C), ...locked.seen },
};
