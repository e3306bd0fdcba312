/**
 * Platform: what a board's interpreter gives beside the board itself. One implementation per interpreter.
 */

import type { Board } from '../hal.ts';

export interface Platform {
  readonly board: Board;
  /** Calls back at a steady interval; the callback must not throw. */
  every(periodMs: number, tick: () => void): void;
  /** The platform's own work at the end of a tick: sending console text. */
  endTick(): void;
  /** The platform must tidy up, which it can only do at a start: allowed while no plug and no vehicle is there. */
  wantsRestart(): boolean;
  /** Puts every output to its safe level, unconditionally. */
  makeSafe(): void;
}
