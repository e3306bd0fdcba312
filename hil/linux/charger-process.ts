/**
 * Charger process: the charger on this computer's pins as a program of its own, with its console as a port.
 */

import { fileURLToPath } from 'node:url';
import type { Port, PortEvents } from '../line/port.ts';
import { openProcess } from '../line/process-port.ts';

/**
 * @param root address of the project's folder
 * @param board the name of a map of this computer's pins
 * @throws BenchError where it does not answer
 */
export function openCharger(root: string, board: string, events: PortEvents): Promise<Port> {
  const program = fileURLToPath(new URL('bin/holdfast.mjs', root));
  const command = [process.execPath, program, 'hil', 'linux', '--board', board];
  return openProcess(board, command, events);
}
