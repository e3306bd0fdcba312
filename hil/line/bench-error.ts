/**
 * Bench error: a failure of the bench, never of the product. Exit code 3, and the attempt may be repeated.
 */

import { LineFault } from '../../firmware/link/frames.ts';
import { EnvironmentError } from '../../sim/errors.ts';

/** The bench, the line or the machine failed; nothing is known about the product. */
export class BenchError extends EnvironmentError {
  /** @param port where it failed, as the person named it */
  constructor(
    readonly port: string,
    readonly what: string,
    readonly todo: string,
    /** Nothing came in time: where a process stands in for a board, a busy computer looks like this too. */
    readonly isSilence = false,
  ) {
    super(`${port}: ${what}; ${todo}`);
    this.name = 'BenchError';
  }
}

/** This computer had too much to do: nothing is wrong with the rig, and the attempt may be repeated. */
export class BusyHostError extends BenchError {
  /** @param whatWaited what did not run for how long */
  constructor(port: string, whatWaited: string) {
    const todo = 'let nothing else run here, use stepped time, or allow more with --allow-late';
    super(port, `this computer is too busy: ${whatWaited}`, todo);
    this.name = 'BusyHostError';
  }
}

/** The rig lacks what the scenario asks for: nothing has failed, and nothing is known about the product. */
export class LackingError extends BenchError {
  /** @param lacking what it has not, as in `the switch "cable-680"` */
  constructor(
    port: string,
    readonly lacking: string,
  ) {
    super(port, `it has not ${lacking}`, 'wire it, or leave such scenarios to another rig');
    this.name = 'LackingError';
  }
}

const rows: Record<LineFault, readonly [string, string]> = {
  [LineFault.None]: ['nothing is wrong', 'go on'],
  [LineFault.Silent]: [
    'nothing has arrived for 1.5 s: the firmware hangs, or has no power',
    'press reset on the board, look at its supply',
  ],
  [LineFault.Garbage]: [
    'characters arrive, but no frame for 1.5 s',
    'is the bench firmware on this board, and is this the right port and speed?',
  ],
  [LineFault.Unanswered]: [
    'the board sends heartbeats, but has acknowledged nothing for 1.5 s',
    'look at the line from here to the board (TX, ground), and whether the port echoes',
  ],
  [LineFault.Blocked]: [
    'nothing could be written for 1.5 s: the other end does not read',
    'press reset on the board, plug the adapter in again',
  ],
};

/** What the console of the firmware that ships says. */
const PRODUCT = /^(~ \d+ |ok |error |warning )/;

/** @param garbage what has arrived last that was no frame; empty where nothing has */
export function benchErrorOf(port: string, trouble: LineFault, garbage = ''): BenchError {
  const [what, todo] = rows[trouble];
  if (trouble !== LineFault.Garbage || garbage === '')
    return new BenchError(port, what, todo, trouble === LineFault.Silent);
  const shown = `${what}; the last were "${garbage.replace(/[^ -~]/g, '?')}"`;
  if (!PRODUCT.test(garbage)) return new BenchError(port, shown, todo);
  const isProduct =
    'the console of the firmware that ships answers here: give the port of the other board';
  return new BenchError(port, shown, isProduct);
}

/** @param isLate nothing was damaged or lost: it only came late */
export function badLineOf(port: string, why: string, isLate: boolean): BenchError {
  return new BenchError(
    port,
    why,
    'look at cable, plugs, ground and hub, or lower baudRate',
    isLate,
  );
}

export function echoOf(port: string): BenchError {
  const todo = 'is TX connected to RX, or does a console answer that repeats what is typed?';
  return new BenchError(port, 'the line echoes: what this computer sends comes back', todo);
}

/** The port itself does not exist, or has disappeared. */
export function vanished(port: string, why: string): BenchError {
  return new BenchError(port, `the port is gone (${why})`, 'plug the adapter in again');
}
