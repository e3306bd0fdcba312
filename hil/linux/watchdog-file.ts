/**
 * Watchdog file: the computer's own watchdog, which restarts the whole computer. The kernel sets its timeout:
 * the value in the map is compared, not set.
 */

import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BenchError } from '../line/bench-error.ts';

export interface WatchdogFile {
  feed(): void;
  /** Stops it, where the kernel permits that. */
  close(): void;
}

/** The character that tells the driver that closing is intended. */
const MEANT = 'V';

/**
 * @throws BenchError where it does not exist, is not accessible, or has another timeout than the map states
 */
export function openWatchdog(path: string, sys: string, watchdogMs: number): WatchdogFile {
  const name = basename(path) === 'watchdog' ? 'watchdog0' : basename(path);
  const timeout = join(sys, 'class/watchdog', name, 'timeout');
  const seconds = existsSync(timeout) ? Number(readFileSync(timeout, 'utf8')) : watchdogMs / 1000;
  if (seconds * 1000 !== watchdogMs) {
    const what = `the kernel waits ${seconds} s, and the pin map states ${watchdogMs} ms`;
    throw new BenchError(path, what, 'change watchdogMs, or the timeout of the driver');
  }
  let file: number;
  try {
    // From here on the watchdog is armed.
    file = openSync(path, constants.O_WRONLY);
  } catch (error) {
    const todo = 'does another program feed it, and may this user write there?';
    throw new BenchError(path, (error as Error).message, todo);
  }
  return {
    feed: () => writeSync(file, '.'),
    close: () => {
      writeSync(file, MEANT);
      closeSync(file);
    },
  };
}
