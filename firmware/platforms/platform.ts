/**
 * Platform: what a board's interpreter gives beside the board itself. One implementation per interpreter.
 */

import type { Board } from '../hal.ts';

export interface Platform {
  readonly board: Board;
  /** Calls back at a steady interval; an exception must not get out of the callback. */
  every(periodMs: number, tick: () => void): void;
  /** Work of the platform's own at the end of a tick: the console's line goes on. */
  endTick(): void;
  /** The platform must tidy up, which it can only do at a start: while nobody is there, it is granted. */
  wantsRestart(): boolean;
  /** Puts every output to its safe level, without asking anybody. */
  makeSafe(): void;
}
