/**
 * Quiet window: the range inside which a fast reading changes nothing.
 *
 * Each driver of a fast net writes its window when its accepted state has settled. While every reading stays
 * inside, the tick has nothing to observe: that comparison is all that a quiet tick does.
 */

import type { Readings } from '../hal.ts';

export interface QuietWindow {
  pilotHighFromMillivolts: number;
  pilotHighToMillivolts: number;
  pilotLowToMillivolts: number;
  latchFromMillivolts: number;
  latchToMillivolts: number;
  levels: number;
  /** Bits of the levels that contradict the accepted ones, and have not lasted yet. */
  doubted: number;
}

/** Empty windows: the first sample is always observed. */
export function createQuietWindow(): QuietWindow {
  return {
    pilotHighFromMillivolts: 1,
    pilotHighToMillivolts: 0,
    pilotLowToMillivolts: 0,
    latchFromMillivolts: 1,
    latchToMillivolts: 0,
    levels: -1,
    doubted: 0,
  };
}

export function createReadings(): Readings {
  return { pilotHighMillivolts: 0, pilotLowMillivolts: 0, latchMillivolts: 0, levels: 0 };
}

/** Which fast readings have left their windows: bits, because looking at one costs as much as a tick. */
export enum ChangedInput {
  Levels = 1,
  Pilot = 2,
  Latch = 4,
}

/** Every reading: for the first sample, and where all of them are always evaluated. */
export const ALL_CHANGED = 7;

/**
 * Compares every fast reading with its driver's window.
 *
 * @returns bits of `ChangedInput`; 0 when nothing has moved
 */
export function changedInputs(readings: Readings, quietWindow: QuietWindow): number {
  const high = readings.pilotHighMillivolts;
  const latch = readings.latchMillivolts;
  let moved = readings.levels === quietWindow.levels ? 0 : ChangedInput.Levels;
  if (
    high > quietWindow.pilotHighToMillivolts ||
    high < quietWindow.pilotHighFromMillivolts ||
    readings.pilotLowMillivolts > quietWindow.pilotLowToMillivolts
  ) {
    moved |= ChangedInput.Pilot;
  }
  if (latch > quietWindow.latchToMillivolts || latch < quietWindow.latchFromMillivolts)
    moved |= ChangedInput.Latch;
  return moved;
}
