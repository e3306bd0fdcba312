/**
 * Inputs: the adversary's choices in one tick. A group takes every combination of the listed values in every tick,
 * without memory; `pairs` attacks at most two of all inputs. The others are nominal: contacts and latch follow.
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
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
  type Signals,
} from '../../../firmware/control/signals.ts';
import { believe, type ForbiddingName, forbidding } from '../../../firmware/drivers/input-words.ts';
import { carMillivolts, look } from './model-plant.ts';
import type { System } from './system.ts';

/** What the master says: nothing, a limit with a term of two ticks, or one without. */
enum Given {
  Nothing,
  WithTerm,
  ForEver,
}

/** The term of every limit that has one, in ms. */
export const TERM_MS = 2;

/** Has its nominal value, which depends on the system. */
export const NOMINAL = -1;
/** Digital inputs that forbid energy, each asserted or not. */
export const inputChoices = Object.fromEntries(
  forbidding.map(({ name }) => [name, [0, 1] as const]),
) as Readonly<Record<ForbiddingName, readonly [0, 1]>>;

/** The inputs, by name, with their possible values. */
export const inputValues = {
  elapsed: [1, 3],
  pilot: [Pilot.A, Pilot.B, Pilot.C, Pilot.D, Pilot.E, Pilot.F, Pilot.NoDiode, Pilot.Invalid],
  proximity: [Proximity.Absent, Proximity.Seated, Proximity.Unstable, Proximity.Short],
  cable: [10000, 6000],
  latch: [Latch.Unknown, Latch.Unlocked, Latch.Locked],
  contacts: [Contacts.Unproven, Contacts.Open, Contacts.Closed],
  supply: [1, 0],
  lockSupply: [1, 0],
  ...inputChoices,
  selfTest: [SelfTest.Passed, SelfTest.Untested, SelfTest.Running, SelfTest.Failed],
  overCurrent: [0, 1],
  mains: [Mains.Good, Mains.Low],
  mainsDoubted: [0, 1],
  heat: [Heat.Normal, Heat.Cold, Heat.Warm, Heat.Hot],
  external: [80000, 0],
  limit: [Given.Nothing, Given.WithTerm, Given.ForEver],
  sensorsRead: [1, 0],
  stop: [0, 1],
  start: [0, 1],
  unlock: [0, 1],
  opened: [0, 1],
  service: [Service.None, Service.Extend, Service.Retract, Service.End],
} as const satisfies Record<string, readonly number[]>;

/** The choices in the model plant's world; see `model-plant.ts`. */
export const deedValues = {
  car: carMillivolts.map((_, i) => i),
  isolator: [1, 0],
  sticks: [0, 1],
  jams: [0, 1],
  latchWireCut: [0, 1],
} as const satisfies Record<string, readonly number[]>;

export type SignalName = keyof typeof inputValues;
export type InputName = SignalName | keyof typeof deedValues;
export const signalNames = Object.keys(inputValues) as SignalName[];
export const inputNames: readonly InputName[] = [
  ...signalNames,
  ...(Object.keys(deedValues) as (keyof typeof deedValues)[]),
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
  const moved = lock.drive === Drive.Off ? lock.lastStroke : lock.drive;
  // Before the first stroke the pin may be anywhere; locked is the worse case.
  return moved === Drive.Retract ? Latch.Unlocked : Latch.Locked;
}

function pick(value: number, nominal: number): number {
  return value === NOMINAL ? nominal : value;
}

/** Writes a choice into the signals. */
export function applyChoice(system: System, choice: Choice): void {
  const world = system.world;
  if (world === null) tellBeliefs(system, choice);
  tellRest(system, choice);
  if (world === null) return;
  system.deed = {
    car: pick(choice.car, 0),
    mains: pick(choice.isolator, 1) === 1,
    sticks: pick(choice.sticks, 0) === 1,
    jams: pick(choice.jams, 0) === 1,
    latchWireCut: pick(choice.latchWireCut, 0) === 1,
  };
  look(world, system.deed, system.seen.elapsedMs);
}

/** The signals of the fast readings' drivers, where the adversary chooses them. */
function tellBeliefs(system: System, choice: Choice): void {
  const seen: Signals = system.seen;
  seen.pilot = pick(choice.pilot, Pilot.A) as Pilot;
  seen.latch = pick(choice.latch, nominalLatch(system)) as Latch;
  const nominalContacts = system.guard.closed ? Contacts.Closed : Contacts.Open;
  seen.contacts = pick(choice.contacts, nominalContacts) as Contacts;
  seen.supply = pick(choice.supply, 1) === 1;
}

function tellRest(system: System, choice: Choice): void {
  const seen: Signals = system.seen;
  seen.elapsedMs = pick(choice.elapsed, 1);
  // Time that a late tick did not observe is not counted as proof.
  seen.watchedMs = Math.min(seen.elapsedMs, 2);
  seen.proximity = pick(choice.proximity, Proximity.Seated) as Proximity;
  seen.cableMilliamps = seen.proximity === Proximity.Seated ? pick(choice.cable, 10000) : 0;
  seen.lockSupply = pick(choice.lockSupply, 1) === 1;
  for (const { name } of forbidding) believe(seen, name, pick(choice[name], 0) === 1);
  seen.selfTest = pick(choice.selfTest, SelfTest.Passed) as SelfTest;
  seen.overCurrent = pick(choice.overCurrent, 0) === 1;
  seen.mains = pick(choice.mains, Mains.Good) as Mains;
  seen.mainsDoubted = seen.mains !== Mains.Good || pick(choice.mainsDoubted, 0) === 1;
  seen.heat = pick(choice.heat, Heat.Normal) as Heat;
  seen.thermalMilliamps = seen.heat === Heat.Warm ? 6000 : seen.heat >= Heat.Hot ? 0 : 80000;
  seen.externalMilliamps = pick(choice.external, 80000);
  const given = pick(choice.limit, Given.Nothing);
  seen.limited = given !== Given.Nothing;
  seen.termMs = given === Given.WithTerm ? TERM_MS : NOT_SO;
  seen.termMilliamps = 10000;
  seen.settingsLost = false;
  seen.sensorsRead = pick(choice.sensorsRead, 1) === 1;
  seen.outageDelayMs = system.limits.outageDelayMs;
  seen.stop = pick(choice.stop, 0) === 1;
  seen.start = pick(choice.start, 0) === 1;
  seen.person = seen.start;
  seen.unlock = pick(choice.unlock, 0) === 1;
  seen.opened = pick(choice.opened, 0) === 1;
  seen.service = pick(choice.service, Service.None) as Service;
}
