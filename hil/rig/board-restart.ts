/**
 * Board restart: a board that hangs is started again by the jig, by its reset or by its supply.
 */

import type { RigConnection } from '../line/rig-connection.ts';

/** Long enough for every reset circuit. */
const PRESSED_MS = 500;
/** Longer than a controller lives on without mains. */
const DARK_MS = 10000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param parts the parts of the jig that are wired
 * @returns by which part; '' where the jig has neither
 * @throws BenchError where the jig cannot be reached
 */
export async function restartBoard(
  connection: RigConnection,
  parts: ReadonlySet<string>,
  wait: (ms: number) => Promise<void> = sleep,
): Promise<string> {
  if (parts.has('reset')) {
    connection.send('set reset pressed');
    await wait(PRESSED_MS);
    connection.send('set reset released');
    return 'reset';
  }
  if (!parts.has('supply')) return '';
  connection.send('set supply off');
  await wait(DARK_MS);
  connection.send('set supply on');
  return 'supply';
}
