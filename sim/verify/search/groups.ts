/**
 * Groups: which inputs the adversary attacks together. A group takes every combination of the listed values in every
 * tick, without memory; `pairs` attacks at most two of all inputs.
 */

import {
  Contacts,
  Heat,
  Latch,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import {
  type Choice,
  deedValues,
  type InputName,
  inputChoices,
  inputNames,
  inputValues,
  NOMINAL,
  nominalChoice,
  signalNames,
} from './inputs.ts';
import type { WorldKind } from './model-plant.ts';

export interface Group {
  readonly name: string;
  readonly choices: readonly Choice[];
  /** The adversary chooses the physical state; the shipping drivers derive the signals. */
  readonly world?: WorldKind;
}

/** Every combination of the listed values. */
function combine(values: Partial<Record<InputName, readonly number[]>>): Choice[] {
  let choices: Choice[] = [nominalChoice];
  for (const [name, list] of Object.entries(values)) {
    choices = choices.flatMap((choice) => list.map((value) => ({ ...choice, [name]: value })));
  }
  return choices;
}

/** A term's memory would make every search by pairs several times as large: it has a group of its own. */
const pairedNames = signalNames.filter((name) => name !== 'limit');

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
