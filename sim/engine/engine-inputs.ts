/**
 * Inputs: everything that a tick may read from its board, as numbers in a fixed order. An engine's protocol
 * and a recorded session use the same list.
 */

import type { Board, Readings } from '../../firmware/hal.ts';

/** The index of each input. */
export enum Input {
  High,
  Low,
  Latch,
  Levels,
  Proximity,
  LockSupply,
  Thermometer,
  Current,
  Supply,
  Earth,
  /** What hardware beside the interpreter has opened. */
  Trip,
}

/** @param readings the sample of this tick */
export function inputsOf(board: Board, readings: Readings): number[] {
  return [
    readings.pilotHighMillivolts,
    readings.pilotLowMillivolts,
    readings.latchMillivolts,
    readings.levels,
    board.proximity.readMillivolts(),
    board.lockSupply.readMillivolts(),
    board.thermometer?.readMillivolts() ?? 0,
    board.outgoingCurrent?.readMilliamps() ?? 0,
    board.supplyMeter?.readSupplyDecivolts() ?? 0,
    board.supplyMeter?.readEarthDecivolts() ?? 0,
    board.reflex?.trip() ?? 0,
  ];
}
