/**
 * Examination: the two parts of a bench that the doctor works with: a device's console behind a line, and a
 * person in front of the device. A line is a serial port or the simulator; the person is at a terminal, or
 * scripted.
 */

import { type ContactTask, contacts } from '../../firmware/drivers/input-words.ts';
import { EnvironmentError } from '../../sim/errors.ts';

/** The console of a device, line by line. */
export interface ConsoleLine {
  /** Its name in messages: a port, or the simulator. */
  readonly name: string;
  write(line: string): Promise<void>;
  /** The next whole line without its end, or null when none has come within the time. */
  read(withinMs: number): Promise<string | null>;
  /** The line's own time, in ms: real, or the simulator's. */
  nowMs(): number;
  /** Ends the connection; a second call does nothing. */
  close(): Promise<void>;
}

const ofContacts = Object.fromEntries(
  contacts
    .flatMap(({ asserted, released }) => [asserted, released])
    .map((one) => [one.name, one.ask]),
) as Record<ContactTask, string>;

/** The tasks for the person, in the order in which they occur. */
export const tasks = {
  'plug-out': 'Take every plug out of the socket-outlet. No car, no tester.',
  'press-stop': 'Press the Stop button and keep it pressed.',
  'let-stop-go': 'Release the Stop button.',
  ...ofContacts,
  'tester-in': 'Put the vehicle tester into the socket-outlet, set to A (no vehicle).',
  'tester-b': 'Set the tester to B (2.74 kOhm behind its diode).',
  'tester-c': 'Set the tester to C (1.3 kOhm added: 882 Ohm).',
  'tester-d': 'Set the tester to D (270 Ohm added: 246 Ohm).',
  'tester-a': 'Set the tester to A (no vehicle).',
  'tester-out': 'Pull the tester out of the socket-outlet.',
  'isolator-off': 'Switch the isolator upstream off. No USB cable may feed the board meanwhile.',
  'isolator-on': 'Switch the isolator on again.',
  'set-jumper': 'Set the service jumper inside the enclosure, where this board has one.',
  'take-jumper-off': 'Take the service jumper off.',
} as const satisfies Record<string, string>;

export type Task = keyof typeof tasks;

/** Questions to the person; only `yes` in full counts. */
export const questions = {
  'pin-out': 'Look into the socket-outlet: is the locking pin extended now?',
  'plug-held': 'Pull the tester gently: is it held?',
  energise:
    'From here on, C on the tester makes the socket-outlet LIVE. Is it clear of people, and may it be live?',
} as const satisfies Record<string, string>;

export type Question = keyof typeof questions;

/** What the person reads off an instrument, and types. */
export const measurements = {
  'pilot-duty':
    'Measure CP against PE with a meter: its duty in %, or with DC volts the mean, as in -1.2 V.',
} as const satisfies Record<string, string>;

export type Measurement = keyof typeof measurements;

export interface Person {
  /** @returns false when the person skips it */
  act(task: Task): Promise<boolean>;
  /** @returns null when the person cannot tell */
  ask(question: Question): Promise<boolean | null>;
  /** @returns what was typed, or null when the person leaves it out */
  measure(measurement: Measurement): Promise<string | null>;
}

/** The line is silent, or another device answers: nothing is known about the charger. Exit code 3. */
export class DoctorError extends EnvironmentError {}

/** The person has left, or was made to: what was found so far is no verdict. */
export class ExaminationLeft extends DoctorError {}
