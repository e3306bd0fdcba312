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
import { carMillivolts, look, type WorldKind } from './model-plant.ts';
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
const inputChoices = Object.fromEntries(
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
const deedValues = {
  car: carMillivolts.map((_, i) => i),
  isolator: [1, 0],
  sticks: [0, 1],
  jams: [0, 1],
  latchWireCut: [0, 1],
} as const satisfies Record<string, readonly number[]>;

type SignalName = keyof typeof inputValues;
export type InputName = SignalName | keyof typeof deedValues;
const signalNames = Object.keys(inputValues) as SignalName[];
/** A term's memory would double every search by pairs several times: it has a group of its own. */
const pairedNames = signalNames.filter((name) => name !== 'limit');
export const inputNames: readonly InputName[] = [
  ...signalNames,
  ...(Object.keys(deedValues) as (keyof typeof deedValues)[]),
];

/** One choice: a value for each input, or NOMINAL. */
export type Choice = Readonly<Record<InputName, number>>;

export interface Group {
  readonly name: string;
  readonly choices: readonly Choice[];
  /** The adversary chooses the physical state; the shipping drivers derive the signals. */
  readonly world?: WorldKind;
}

/** Every input nominal. */
export const nominalChoice: Choice = Object.fromEntries(
  inputNames.map((name) => [name, NOMINAL]),
) as unknown as Choice;

/** Every combination of the listed values. */
function combine(values: Partial<Record<InputName, readonly number[]>>): Choice[] {
  let choices: Choice[] = [nominalChoice];
  for (const [name, list] of Object.entries(values)) {
    choices = choices.flatMap((choice) => list.map((value) => ({ ...choice, [name]: value })));
  }
  return choices;
}

/** At most two inputs differ from nominal; the vehicle may be in A, B or C meanwhile. */
function pairs(): Choice[] {
  const single = pairedNames.flatMap((name) =>
    inputValues[name].map((value) => ({ name, value: value as number })),
  );
  const choices = new Map<string, Choice>();
  for (const pilot of [Pilot.A, Pilot.B, Pilot.C]) {
    for (const a of single) {
      for (const b of single) {
        const choice = {
          ...nominalChoice,
          pilot: pilot as number,
          [a.name]: a.value,
          [b.name]: b.value,
        };
        choices.set(inputNames.map((name) => choice[name]).join(), choice);
      }
    }
  }
  return [...choices.values()];
}

const abc = [Pilot.A, Pilot.B, Pilot.C];
const both = [0, 1];

function createGroups(): Group[] {
  return [
    {
      name: 'contactor',
      choices: combine({
        pilot: abc,
        contacts: inputValues.contacts,
        latch: inputValues.latch,
        supply: both,
        elapsed: inputValues.elapsed,
        stop: both,
      }),
    },
    {
      name: 'lock',
      choices: combine({
        pilot: abc,
        latch: inputValues.latch,
        lockSupply: both,
        heat: [Heat.Cold, Heat.Normal],
        proximity: [Proximity.Absent, Proximity.Seated],
        stop: both,
        unlock: both,
      }),
    },
    {
      name: 'pilot',
      choices: combine({
        pilot: inputValues.pilot,
        proximity: inputValues.proximity,
        elapsed: inputValues.elapsed,
        stop: both,
        latch: [NOMINAL, Latch.Unknown],
      }),
    },
    {
      name: 'faults',
      choices: combine({
        pilot: abc,
        ...inputChoices,
        heat: [Heat.Normal, Heat.Warm, Heat.Hot],
        mains: inputValues.mains,
        overCurrent: both,
        selfTest: [SelfTest.Passed, SelfTest.Untested, SelfTest.Failed],
        start: both,
      }),
    },
    {
      name: 'people',
      choices: combine({
        pilot: [Pilot.A, Pilot.B, Pilot.C, Pilot.D],
        start: both,
        stop: both,
        unlock: both,
        external: inputValues.external,
        proximity: [Proximity.Absent, Proximity.Seated],
        cable: inputValues.cable,
        contacts: [NOMINAL, Contacts.Unproven],
      }),
    },
    {
      name: 'limits',
      choices: combine({
        pilot: [Pilot.B, Pilot.C],
        limit: inputValues.limit,
        external: inputValues.external,
        elapsed: inputValues.elapsed,
        stop: both,
      }),
    },
    {
      name: 'power',
      choices: combine({
        pilot: abc,
        supply: both,
        contacts: [NOMINAL, Contacts.Closed, Contacts.Open],
        lockSupply: both,
        sensorsRead: both,
        elapsed: inputValues.elapsed,
        unlock: both,
      }),
    },
    {
      name: 'service',
      choices: combine({
        pilot: [Pilot.A, Pilot.C],
        service: inputValues.service,
        proximity: [Proximity.Absent, Proximity.Seated],
        latch: [NOMINAL, Latch.Unlocked],
        contacts: [NOMINAL, Contacts.Unproven],
        stop: both,
      }),
    },
    {
      name: 'short',
      choices: combine({
        pilot: [Pilot.A, Pilot.C],
        latch: [NOMINAL, Latch.Unknown],
        contacts: [NOMINAL, Contacts.Open],
        proximity: [Proximity.Seated, Proximity.Absent],
        stop: both,
        opened: both,
      }),
    },
    {
      name: 'drivers-contactor',
      world: 'drivers',
      choices: combine({ car: [0, 2], isolator: both, sticks: both }),
    },
    {
      name: 'drivers-lock',
      world: 'drivers',
      choices: combine({ car: [0, 2], jams: both, latchWireCut: both, stop: both }),
    },
    {
      name: 'drivers-pilot',
      world: 'drivers',
      choices: combine({ car: deedValues.car, elapsed: [1, 2], stop: both }),
    },
    { name: 'pairs', choices: pairs() },
  ];
}

export const groups: readonly Group[] = createGroups();

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
