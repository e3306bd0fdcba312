/**
 * Groups: which inputs the adversary attacks together. A group takes every combination of the listed values in every
 * tick, without memory; `pairs` attacks at most two of all inputs, and goes on behind at most two causes that bar the next
 * closing.
 */

import {
  Contacts,
  Heat,
  Latch,
  Mains,
  Pilot,
  Proximity,
} from '../../../firmware/control/signals.ts';
import {
  type Choice,
  deedValues,
  forbiddingChoices,
  type InputName,
  inputValues,
  NOMINAL,
  nominalChoice,
  nominals,
  type SignalName,
  signalNames,
} from './inputs.ts';
import type { WorldKind } from './model-plant.ts';
import { tellingBars } from './telling-bars.ts';

export type InputValues = Partial<Record<InputName, readonly number[]>>;

export interface Group {
  readonly name: string;
  /** The attacked inputs with their values; every other input is nominal. */
  readonly values: InputValues;
  /**
   * At most so many inputs are off nominal in one tick, and behind more causes that bar the next closing (R10) the search
   * does not go on: a tick that sets one more is judged, and its state left. Null for every combination.
   */
  readonly mostOff: number | null;
  /** The adversary chooses the physical state; the shipping drivers derive the signals. */
  readonly world?: WorldKind;
}

const abc = [Pilot.A, Pilot.B, Pilot.C];
const both = [0, 1];

/** Values that do not count as off nominal. */
export function isNominalChoice(name: InputName, value: number): boolean {
  if (name === 'pilot') return abc.includes(value);
  // What the last start was is no deviation of this tick.
  if (name === 'loadDoubted') return true;
  return value === NOMINAL || value === (nominals as Partial<Record<InputName, number>>)[name];
}

/** Whether a group's search leaves a state with these bars as it is. */
export function isLeft({ mostOff }: Group, bars: number): boolean {
  if (mostOff === null) return false;
  let more = tellingBars(bars);
  for (let i = 0; i < mostOff; i++) more &= more - 1;
  return more !== 0;
}

/** Every choice of a group, one by one: what the search would try if it did not see what is read. */
export function choicesOf({ values, mostOff }: Group): Choice[] {
  let choices: { readonly choice: Choice; readonly off: number }[] = [
    { choice: nominalChoice, off: 0 },
  ];
  for (const [key, list] of Object.entries(values)) {
    const name = key as InputName;
    choices = choices.flatMap(({ choice, off }) =>
      list
        .map((value) => ({
          choice: { ...choice, [name]: value },
          off: isNominalChoice(name, value) ? off : off + 1,
        }))
        .filter((one) => mostOff === null || one.off <= mostOff),
    );
  }
  return choices.map(({ choice }) => choice);
}

/**
 * Every value of every signal; the vehicle may be in A, B or C meanwhile. A term's memory would make every search by
 * pairs several times as large: it has a group of its own.
 */
function everySignal(): InputValues {
  return Object.fromEntries(
    signalNames
      .filter((name) => name !== 'limit')
      .map((name: SignalName) => [
        name,
        name in nominals ? inputValues[name] : [NOMINAL, ...inputValues[name]],
      ]),
  );
}

function createGroups(): Group[] {
  return [
    {
      name: 'contactor',
      mostOff: null,
      values: {
        pilot: abc,
        contacts: inputValues.contacts,
        latch: inputValues.latch,
        supply: both,
        elapsed: inputValues.elapsed,
        stop: both,
      },
    },
    {
      name: 'lock',
      mostOff: null,
      values: {
        pilot: abc,
        latch: inputValues.latch,
        lockSupply: both,
        heat: [Heat.Cold, Heat.Normal],
        proximity: [Proximity.Absent, Proximity.Seated],
        stop: both,
        unlock: both,
      },
    },
    {
      name: 'pilot',
      mostOff: null,
      values: {
        pilot: inputValues.pilot,
        proximity: inputValues.proximity,
        elapsed: inputValues.elapsed,
        stop: both,
        latch: [NOMINAL, Latch.Unknown],
      },
    },
    {
      name: 'faults',
      mostOff: null,
      values: {
        pilot: abc,
        ...forbiddingChoices,
        heat: [Heat.Normal, Heat.Hot],
        mains: [Mains.Good, Mains.Low],
        overCurrent: both,
        selfTest: inputValues.selfTest,
        start: both,
      },
    },
    {
      name: 'surroundings',
      mostOff: null,
      values: {
        pilot: abc,
        heat: inputValues.heat,
        mains: inputValues.mains,
        mainsDoubted: both,
        elapsed: inputValues.elapsed,
        reflexStopped: both,
        start: both,
      },
    },
    {
      name: 'people',
      mostOff: null,
      values: {
        pilot: [Pilot.A, Pilot.B, Pilot.C, Pilot.D],
        start: both,
        stop: inputValues.stop,
        unlock: both,
        external: inputValues.external,
        proximity: [Proximity.Absent, Proximity.Seated],
        cable: inputValues.cable,
        contacts: [NOMINAL, Contacts.Unproven],
      },
    },
    {
      name: 'limits',
      mostOff: null,
      values: {
        pilot: [Pilot.B, Pilot.C],
        limit: inputValues.limit,
        external: inputValues.external,
        elapsed: inputValues.elapsed,
        stop: both,
      },
    },
    {
      name: 'power',
      mostOff: null,
      values: {
        pilot: abc,
        supply: both,
        contacts: [NOMINAL, Contacts.Closed, Contacts.Open],
        lockSupply: both,
        sensorsRead: both,
        elapsed: inputValues.elapsed,
        unlock: both,
      },
    },
    {
      name: 'service',
      mostOff: null,
      values: {
        pilot: [Pilot.A, Pilot.C],
        service: inputValues.service,
        proximity: [Proximity.Absent, Proximity.Seated],
        latch: [NOMINAL, Latch.Unlocked],
        contacts: [NOMINAL, Contacts.Unproven],
        lockSupply: both,
        supply: both,
        stop: both,
      },
    },
    {
      name: 'short',
      mostOff: null,
      values: {
        pilot: [Pilot.A, Pilot.C],
        latch: [NOMINAL, Latch.Unknown],
        contacts: [NOMINAL, Contacts.Open],
        proximity: [Proximity.Seated, Proximity.Absent],
        stop: both,
        opened: both,
      },
    },
    {
      name: 'drivers-contactor',
      world: 'drivers',
      mostOff: null,
      values: { car: [0, 2], isolator: both, sticks: both },
    },
    {
      name: 'drivers-lock',
      world: 'drivers',
      mostOff: null,
      values: { car: [0, 2], jams: both, latchWireCut: both, stop: both },
    },
    {
      name: 'drivers-pilot',
      world: 'drivers',
      mostOff: null,
      values: { car: deedValues.car, elapsed: [1, 2], stop: both },
    },
    {
      name: 'drivers-stuck-latch',
      mostOff: null,
      world: 'stuck-latch',
      values: { car: [0, 2], isolator: both, jams: both, stop: both },
    },
    {
      name: 'drivers-false-mirror',
      mostOff: null,
      world: 'false-mirror',
      values: { car: [0, 2], mirrorLies: both, sticks: both, stop: both },
    },
    { name: 'singles', mostOff: 1, values: everySignal() },
    { name: 'pairs', mostOff: 2, values: everySignal() },
  ];
}

/**
 * Whether the supply's load is in doubt is one more choice of the adversary's, asked where it counts, in place of a memory
 * from the start on: more than can happen. Groups with a model plant, which read everything in every tick, remember it.
 */
function withDoubt(group: Group): Group {
  if (group.world !== undefined) return group;
  return { ...group, values: { ...group.values, loadDoubted: both } };
}

export const groups: readonly Group[] = createGroups().map(withDoubt);
