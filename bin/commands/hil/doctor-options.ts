/**
 * Doctor options: what can be typed behind `holdfast doctor`, and which of it belongs together.
 *
 * Nothing that was typed is left out of account: what does not apply is refused, so that nobody takes an examination
 * for one with a key, at a speed or of a board that it was not.
 */

import { UsageError } from '../../../sim/errors.ts';
import { readBaud } from '../../options.ts';

export interface DoctorOptions {
  readonly port?: string;
  /** A map of this computer's pins: the charger is then a program of this project. */
  readonly board?: string;
  readonly baudRate?: string;
  readonly ports?: boolean;
  readonly sim?: boolean;
  /** The installer's key, where commissioning has ended. */
  readonly keyFile?: string;
  /** The program that should be on the board. */
  readonly file?: string;
  /** The Ed25519 public key that must have signed it. */
  readonly verifyKey?: string;
  /** A name of `wiringFaults`, or `list`. */
  readonly fault?: string;
}

/** The person named something that does not exist, or that does not belong together. Exit code 2. */
export class DoctorUsageError extends UsageError {}

/** As they are typed. */
const typed: Readonly<Record<keyof DoctorOptions, string>> = {
  port: '--port',
  board: '--board',
  baudRate: '--baud-rate',
  ports: '--ports',
  sim: '--sim',
  keyFile: '--key-file',
  file: '--file',
  verifyKey: '--verify-key',
  fault: '--fault',
};

type Name = keyof DoctorOptions;

/** @param what the option that stands alone, or with these few @throws DoctorUsageError where another is there */
function refuseBeside(options: DoctorOptions, what: string, ...few: readonly Name[]): void {
  const others = (Object.keys(typed) as Name[]).filter((name) => !few.includes(name));
  const other = others.find((name) => options[name] !== undefined);
  if (other === undefined) return;
  throw new DoctorUsageError(`${typed[other]} means nothing beside ${what}: leave one of them out`);
}

/** @throws DoctorUsageError where something was typed that would not be used */
export function checkOptions(options: DoctorOptions): void {
  const { ports, fault, sim, board, port, file, verifyKey, baudRate } = options;
  if (ports === true) refuseBeside(options, '--ports', 'ports');
  if (fault === 'list') refuseBeside(options, '--fault list', 'fault', 'sim');
  if (fault !== undefined && fault !== 'list' && sim !== true) {
    throw new DoctorUsageError('--fault belongs to --sim: a real charger brings its own');
  }
  if ([sim, board, port].filter((one) => one !== undefined).length > 1) {
    throw new DoctorUsageError('--sim, --board and --port name three chargers: give one of them');
  }
  if (file === undefined && verifyKey !== undefined) {
    throw new DoctorUsageError('--verify-key checks a program: name it with --file');
  }
  readBaud(baudRate, sim !== true && board === undefined);
  if (sim === true) refuseBeside(options, '--sim', 'sim', 'fault', 'file', 'verifyKey');
  if (board !== undefined)
    refuseBeside(options, '--board', 'board', 'keyFile', 'file', 'verifyKey');
}
