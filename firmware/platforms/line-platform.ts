/**
 * Line platform: what an interpreter gives to a program that serves a bench's line and a row of pins, and
 * has no charger in it: clock, characters, watchdog, beat.
 */

import type { LinePort } from '../link/frames.ts';
import type { PinCalls } from './pin-calls.ts';
import type { PinMap } from './pin-map.ts';

/** Where the line is, and who bites when nobody serves it. */
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
  /** From now on nobody may fall asleep. */
  arm(): void;
  feed(): void;
  every(periodMs: number, turn: () => void): void;
}

/** An edge is seen, and a message taken, so late at most. */
const TURN_MS = 2;
/** The UART has sent a piece when the next one comes. */
const TURNS_PER_PIECE = 3;

/**
 * Takes turns for ever. After an exception the pins are made safe, and the watchdog starts everything anew.
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
