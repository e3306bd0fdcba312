/**
 * Inputs: what the adversary can choose in one tick, and how a choice is written into the signals. An input that is
 * not chosen is nominal: contacts and latch follow.
 */

import { Drive } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  Heat,
  Latch,
  Mains,
  Pilot,
  Proximity,
  SelfTest,
  Service,
} from '../../../firmware/control/signals.ts';
import { type ForbiddingName, forbidding } from '../../../firmware/drivers/input-words.ts';
import { Given, Place, Stopped } from './drawn-signals.ts';
import { carMillivolts, look } from './model-plant.ts';
import type { System } from './system.ts';

/** Has its nominal value, which depends on the system. */
export const NOMINAL = -1;
/** Digital inputs that forbid energy, each asserted or not. */
export const forbiddingChoices = Object.fromEntries(
  forbidding.map(({ name }) => [name, [0, 1] as const]),
) as Readonly<Record<ForbiddingName, readonly [0, 1]>>;

/** The inputs, by name, with their possible values. */
export const inputValues = {
  elapsed: [1, 3],
  pilot: [Pilot.A, Pilot.B, Pilot.C, Pilot.D, Pilot.E, Pilot.F, Pilot.NoDiode, Pilot.Invalid],
  proximity: [Proximity.Seated, Proximity.Absent, Proximity.Unstable, Proximity.Short],
  cable: [10000, 6000],
  latch: [Latch.Unknown, Latch.Unlocked, Latch.Locked],
  contacts: [Contacts.Unproven, Contacts.Open, Contacts.Closed],
  supply: [1, 0],
  lockSupply: [1, 0],
  ...forbiddingChoices,
  selfTest: [SelfTest.Passed, SelfTest.Untested, SelfTest.Running, SelfTest.Failed],
  overCurrent: [0, 1],
  mains: [Mains.Good, Mains.Low, Mains.High, Mains.EarthFault],
  mainsDoubted: [0, 1],
  heat: [Heat.Normal, Heat.Cold, Heat.Warm, Heat.Hot, Heat.Unknown],
  external: [80000, 0],
  limit: [Given.Nothing, Given.WithTerm, Given.ForEver],
  sensorsRead: [1, 0],
  stop: [Stopped.ByNobody, Stopped.OnConsole, Stopped.AtButton],
  start: [0, 1],
  unlock: [0, 1],
  opened: [0, 1],
  reflexStopped: [0, 1],
  service: [Service.None, Service.Extend, Service.Retract, Service.End],
  loadDoubted: [0, 1],
} as const satisfies Record<string, readonly number[]>;

/** The choices in the model plant's world; see `model-plant.ts`. */
export const deedValues = {
  car: carMillivolts.map((_, i) => i),
  isolator: [1, 0],
  sticks: [0, 1],
  jams: [0, 1],
  latchWireCut: [0, 1],
  mirrorLies: [0, 1],
} as const satisfies Record<string, readonly number[]>;

export type SignalName = keyof typeof inputValues;
export type DeedName = keyof typeof deedValues;
export type InputName = SignalName | DeedName;
/** The place of every input: the compiler reports one that has none. */
export const places: Readonly<Record<SignalName, Place>> = Place;
export const signalNames = Object.keys(inputValues) as SignalName[];
export const inputNames: readonly InputName[] = [
  ...signalNames,
  ...(Object.keys(deedValues) as DeedName[]),
];

/** One choice: a value for each input, or NOMINAL. */
export type Choice = Readonly<Record<InputName, number>>;

/** Every input nominal. */
export const nominalChoice: Choice = Object.fromEntries(
  inputNames.map((name) => [name, NOMINAL]),
) as unknown as Choice;

/** The pin's position if the lock works: the end of the last stroke. */
export function nominalLatch(system: System): Latch {
  if (system.world !== null) return system.world.plant.pin === 0 ? Latch.Unlocked : Latch.Locked;
  const lock = system.bistable;
  if (lock === null) return system.holdToLock?.held === true ? Latch.Locked : Latch.Unlocked;
  const isStill = lock.drive === Drive.Off || lock.drive === Drive.Brake;
  const moved = isStill ? lock.lastStroke : lock.drive;
  // Before the first stroke the pin may be anywhere; locked is the worse case.
  return moved === Drive.Retract ? Latch.Unlocked : Latch.Locked;
}

/** The nominal value of an input in this tick. */
export function nominalOf(system: System, name: SignalName): number {
  if (name === 'latch') return nominalLatch(system);
  if (name === 'contacts') return system.guard.closed ? Contacts.Closed : Contacts.Open;
  return nominals[name];
}

/** Nominal values that are always the same. */
export const nominals: Readonly<Record<Exclude<SignalName, 'latch' | 'contacts'>, number>> = {
  elapsed: 1,
  pilot: Pilot.A,
  proximity: Proximity.Seated,
  cable: 10000,
  supply: 1,
  lockSupply: 1,
  residual: 0,
  eStop: 0,
  selfTest: SelfTest.Passed,
  overCurrent: 0,
  mains: Mains.Good,
  mainsDoubted: 0,
  heat: Heat.Normal,
  external: 80000,
  limit: Given.Nothing,
  sensorsRead: 1,
  stop: Stopped.ByNobody,
  start: 0,
  unlock: 0,
  opened: 0,
  reflexStopped: 0,
  service: Service.None,
  loadDoubted: 0,
};

/** The signals that the drivers of a model plant derive, and the others. */
const derived: readonly SignalName[] = ['pilot', 'latch', 'contacts', 'supply'];
const chosen: readonly SignalName[] = signalNames.filter((name) => !derived.includes(name));

/** Writes a choice into the signals; with a model plant, its drivers look at the world. */
export function applyChoice(system: System, choice: Choice): void {
  const seen = system.seen;
  for (const name of system.world === null ? signalNames : chosen) {
    const value = choice[name];
    seen.put(places[name], value === NOMINAL ? nominalOf(system, name) : value);
  }
  const world = system.world;
  if (world === null) return;
  const isSo = (name: DeedName, otherwise: boolean): boolean =>
    choice[name] === NOMINAL ? otherwise : choice[name] === 1;
  system.deed = {
    car: choice.car === NOMINAL ? 0 : choice.car,
    mains: isSo('isolator', true),
    sticks: isSo('sticks', false),
    jams: isSo('jams', false),
    latchWireCut: isSo('latchWireCut', false),
    mirrorLies: isSo('mirrorLies', false),
  };
  look(world, system.deed, seen.elapsedMs);
}
