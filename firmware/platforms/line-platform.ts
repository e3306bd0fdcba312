/**
 * Line platform: what the programs of bench and jig need of an interpreter, without a charger: clock, serial line,
 * watchdog, interval.
 */

import type { LinePort } from '../link/frames.ts';
import type { PinCalls } from './pin-calls.ts';
import type { PinMap } from './pin-map.ts';

/** The port of the line, and the watchdog's time. */
export type LineMap = Pick<
  PinMap,
  'watchdogMs' | 'prompt' | 'consolePort' | 'consoleTx' | 'consoleRx'
>;

export interface LinePlatform<Pin> {
  readonly calls: PinCalls<Pin>;
  readonly port: LinePort;
  /** What has arrived since the last call. */
  read(): string;
  /** Hands the next piece to the UART, at most every few ms. */
  send(): void;
  /** Starts the watchdog. */
  arm(): void;
  feed(): void;
  every(periodMs: number, turn: () => void): void;
}

/** An edge is seen, and a message taken, so late at most. */
const TURN_MS = 2;
/** The UART has sent a piece when the next one comes. */
const TURNS_PER_PIECE = 3;

/**
 * Calls the program at an interval for ever. After an exception the pins are made safe, and the watchdog restarts
 * everything.
 */
export function runTurns<Pin>(
  platform: LinePlatform<Pin>,
  turn: () => void,
  makeSafe: () => void,
): void {
  let isBroken = false;
  let turns = 0;
  platform.arm();
  platform.every(TURN_MS, () => {
    if (isBroken) return;
    try {
      turn();
      platform.feed();
      turns++;
      if (turns < TURNS_PER_PIECE) return;
      turns = 0;
      platform.send();
    } catch (_error) {
      isBroken = true;
      makeSafe();
    }
  });
}
