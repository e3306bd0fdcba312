/**
 * Doctor line: where the charger's console is: behind a serial port, or a program on this computer's pins.
 */

import { DoctorError } from '../../../hil/doctor/examination.ts';
import { SerialLine } from '../../../hil/doctor/serial-line.ts';
import { checkPort, listCandidates } from '../../../hil/flash/candidates.ts';
import { findPort, openPort } from '../../../hil/line/port.ts';
import { openCharger } from '../../../hil/linux/charger-process.ts';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import type { KeyRole } from '../../../sim/challenge.ts';
import { readBaud } from '../../options.ts';
import { type DoctorOptions, DoctorUsageError } from './doctor-options.ts';
import { readKeyFile } from './given-keys.ts';

async function choosePort(options: DoctorOptions): Promise<string> {
  if (options.port !== undefined) {
    checkPort(options.port, await listCandidates());
    return findPort(options.port);
  }
  const known = (await listCandidates()).filter((port) => port.vendorId !== undefined);
  const [first, second] = known;
  if (first === undefined) {
    throw new DoctorError('no board is there: no USB serial port; name one with --port');
  }
  if (second !== undefined) {
    const paths = known.map((port) => port.path).join(', ');
    throw new DoctorUsageError(`more than one port is there (${paths}); name one with --port`);
  }
  return first.path;
}

/** @throws LinuxMapError, UsageError where a key cannot be read, DoctorError where no port is there */
export async function lineOf(root: string, options: DoctorOptions): Promise<SerialLine> {
  const { board, keyFile, baudRate } = options;
  const keys: ReadonlyMap<KeyRole, string> =
    keyFile === undefined ? new Map() : readKeyFile(keyFile);
  if (board === undefined) {
    const baud = readBaud(baudRate, true);
    const port = await choosePort(options);
    return new SerialLine(port, (events) => openPort(port, baud, events), keys);
  }
  // Errors in the map are reported before anything is started.
  await readLinuxMap(root, board);
  return new SerialLine(board, (events) => openCharger(root, board, events), keys);
}
