/**
 * Input words: the texts about the digital inputs, and how people work them. Not flashed.
 *
 * The doctor, the jig's host, scenarios, the rules of the bench, the search and the fuzzer take their
 * inputs from here: the compiler reports every place where a new row is missing.
 */

import type { Signals } from '../control/signals.ts';
import { type DigitalInput, digitalInputs, type InputName, Level } from './digital-inputs.ts';

/** Something that is wrong with an input, and what to do. */
export interface InputFault {
  /** Its name among the doctor's causes. */
  readonly cause: string;
  readonly wrong: string;
  readonly todo: string;
}

/** What the doctor has a person do. */
interface Task {
  readonly name: string;
  readonly ask: string;
}

/** A contact that a person works, and that stays as it is left. */
export interface Contact {
  /** In a scenario: `emergency-stop press`. */
  readonly verb: string;
  readonly assert: string;
  readonly release: string;
  readonly meaning: string;
  /** Its state afterwards: `pressed`. */
  readonly done: string;
  /** What is wrong when the doctor has a person work it and no change is seen. */
  readonly asserted: Task;
  readonly released: Task;
  readonly dead: InputFault;
}

export interface InputWords {
  /** The name of its check. */
  readonly what: string;
  /** What holds while it is asserted, once accepted. */
  readonly meaning: string;
  /** Being asserted forbids energy, and an offer (R4, R8). */
  readonly forbids: boolean;
  /** What is wrong where it is asserted with nothing plugged in and nothing commanded. */
  readonly atRest: InputFault | null;
  /** How a person works it; `press` for a button that comes back by itself, null where no person does. */
  readonly contact: Contact | 'press' | null;
}

const STUCK = 'It is stuck, shorted, or its polarity is wrong in the pin map.';

export const inputWords = {
  mirror: {
    what: 'mirror contact',
    meaning: 'the contactor is closed',
    forbids: false,
    atRest: null,
    contact: null,
  },
  outgoing: {
    what: 'outgoing voltage',
    meaning: 'the outgoing side has voltage',
    forbids: false,
    atRest: null,
    contact: null,
  },
  supply: {
    what: 'supply sense',
    meaning: 'mains is there',
    forbids: false,
    atRest: null,
    contact: null,
  },
  residual: {
    what: 'residual-current sensor',
    meaning: 'the residual-current sensor has tripped',
    forbids: true,
    atRest: {
      cause: 'residual-tripped',
      wrong: 'The residual-current sensor says tripped.',
      todo: 'Look at its supply and at the polarity of its fault output; no conductor may bypass it.',
    },
    contact: null,
  },
  eStop: {
    what: 'emergency stop',
    meaning: 'the emergency stop is pressed',
    forbids: true,
    atRest: {
      cause: 'e-stop-open',
      wrong: 'The emergency stop reads pressed.',
      todo: 'Turn it back. It is a normally closed contact: a broken wire reads as pressed.',
    },
    contact: {
      verb: 'emergency-stop',
      assert: 'press',
      release: 'release',
      meaning: 'the e-stop latches, and is turned back',
      done: 'pressed',
      asserted: { name: 'press-e-stop', ask: 'Press the emergency stop.' },
      released: { name: 'turn-e-stop-back', ask: 'Turn the emergency stop back.' },
      dead: {
        cause: 'e-stop-dead',
        wrong: 'Pressing the emergency stop changes nothing.',
        todo: 'Its contact or its wires are bridged; it must be a normally closed contact.',
      },
    },
  },
  stopButton: {
    what: 'Stop button',
    meaning: 'Stop is pressed',
    forbids: false,
    atRest: {
      cause: 'stop-button-stuck',
      wrong: 'The Stop button reads pressed.',
      todo: STUCK,
    },
    contact: 'press',
  },
  startButton: {
    what: 'Start button',
    meaning: 'Start is pressed',
    forbids: false,
    atRest: {
      cause: 'start-button-stuck',
      wrong: 'The Start button reads pressed.',
      todo: STUCK,
    },
    contact: 'press',
  },
  jumper: {
    what: 'service jumper',
    meaning: 'the service jumper is set',
    forbids: false,
    atRest: null,
    contact: null,
  },
} as const satisfies Readonly<Record<InputName, InputWords>>;

type Rows = typeof inputWords;
/** The names of the rows of which a field is of this type. */
type NamesWith<Name extends keyof InputWords, Value> = {
  [name in InputName]: Rows[name][Name] extends Value ? name : never;
}[InputName];

/** Inputs that forbid energy; each is a signal of control under its own name. */
export type ForbiddingName = NamesWith<'forbids', true>;
/** Contacts that stay as they are left. */
export type ContactName = NamesWith<'contact', Contact>;
/** Everything that a person works. */
export type WorkedName = NamesWith<'contact', Contact | 'press'>;

type ContactCause = Rows[ContactName]['contact']['dead']['cause'];
type RestCause = Extract<Rows[InputName]['atRest'], InputFault>['cause'];
export type InputCause = ContactCause | RestCause;
export type ContactTask = Rows[ContactName]['contact']['asserted' | 'released']['name'];

export const inputNames = Object.keys(inputWords) as readonly InputName[];

/** The row that is flashed. */
function rowOf(name: InputName): DigitalInput {
  const bit = Level[`${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof Level];
  const row = digitalInputs.find((one) => one.bit === bit);
  if (row === undefined) throw new Error(`no row of digitalInputs has the bit of "${name}"`);
  return row;
}

/** A contact with its words. */
export interface NamedContact extends Contact {
  readonly name: ContactName;
  readonly bit: Level;
  readonly word: string;
  readonly what: string;
  readonly asserted: Task & { readonly name: ContactTask };
  readonly released: Task & { readonly name: ContactTask };
  readonly dead: InputFault & { readonly cause: ContactCause };
}

const isContact = (name: InputName): name is ContactName =>
  typeof inputWords[name].contact === 'object' && inputWords[name].contact !== null;

export const contacts: readonly NamedContact[] = inputNames.filter(isContact).map((name) => {
  const { what, contact } = inputWords[name];
  const { bit, word } = rowOf(name);
  return { ...contact, name, bit, word, what };
});

/** The inputs that forbid energy, with their words in the trace. */
export const forbidding: readonly { readonly name: ForbiddingName; readonly word: string }[] =
  inputNames
    .filter((name): name is ForbiddingName => inputWords[name].forbids)
    .map((name) => ({ name, word: rowOf(name).word }));

/** Everything that can be found wrong with an input. */
export const inputFaults: readonly InputFault[] = [
  ...inputNames.flatMap((name) => inputWords[name].atRest ?? []),
  ...contacts.map(({ dead }) => dead),
];

export const bitOf = (name: InputName): Level => rowOf(name).bit;
export const wordOf = (name: InputName): string => rowOf(name).word;

/** The signal of an input that forbids energy has the input's own name. */
export function believe(seen: Signals, name: ForbiddingName, is: boolean): void {
  seen[name] = is;
}
