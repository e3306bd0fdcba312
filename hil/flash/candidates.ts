/**
 * Candidates: the serial ports that may belong to a board.
 */

import { existsSync } from 'node:fs';
import { UsageError } from '../../sim/errors.ts';
import { didYouMean } from '../../sim/scenario/source.ts';
import { BenchError } from '../line/bench-error.ts';
import { loadSerialPort } from '../line/serial-port.ts';

/** The named port does not exist, or the name is ambiguous. Exit code 2. */
export class PortUsageError extends UsageError {}

/** Manufacturers of the USB interfaces on the platforms' boards. */
const vendors: Readonly<Record<string, string>> = {
  '2e8a': 'Raspberry Pi (RP2040)',
  '0483': 'STMicroelectronics (STM32)',
  '303a': 'Espressif (ESP32)',
  '10c4': 'Silicon Labs (ESP32)',
  '1a86': 'WCH (ESP32)',
};

export interface Candidate {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
}

/**
 * The only port that can belong to a board.
 *
 * @throws BenchError where none can, PortUsageError where several can
 */
export function chooseBoard(ports: readonly Candidate[]): string {
  const boards = ports.filter(
    ({ vendorId }) => vendors[vendorId?.toLowerCase() ?? ''] !== undefined,
  );
  const [first, second] = boards;
  if (first === undefined) {
    throw new BenchError('flash', 'no board is there', 'plug it in, or name its port with --port');
  }
  if (second === undefined) return first.path;
  const list = boards.map(({ path, vendorId }) => `${path} ${vendors[vendorId as string]}`);
  throw new PortUsageError(
    `more than one board is there (${list.join(', ')}); name one with --port`,
  );
}

/** @throws BenchError where there is no such port; the nearest name is given */
export function checkPort(port: string, ports: readonly Candidate[]): void {
  if (port.startsWith('id:') || existsSync(port)) return;
  const paths = ports.map(({ path }) => path);
  if (paths.includes(port)) return;
  const what = `there is no such port${didYouMean(port, paths)}`;
  throw new BenchError(port, what, 'doctor --ports lists what is there');
}

/**
 * On a machine without the tools that list ports, the list is empty. @throws BenchError without the package
 */
export async function listCandidates(): Promise<Candidate[]> {
  const SerialPort = await loadSerialPort();
  return SerialPort.list().catch(() => []);
}
