/**
 * Board costs: what a tick costs on each board, for the timing in the simulator (`board-timing.ts`).
 *
 * Reflexes, and Kaluma's deciding tick: `npm run bench:engines` (instructions of the Linux builds, divided by
 * the calibration of docs/boards.md). Everything else: measured with our own bundle on the platforms' own
 * images, on an emulated RP2040 without flash wait states. Nothing here was measured on silicon.
 */

import type { ReflexKind } from './hardware-reflex.ts';
import type { Setup } from './setup.ts';

export interface BoardCost {
  readonly name: string;
  readonly tickMs: number;
  /** Conversions and pins at the beginning of every tick, in µs. */
  readonly sampleUs: number;
  /** From the sample to the contactor's command in the reflex. */
  readonly reflexUs: number;
  /** The longest tick of a round in which nothing happens. */
  readonly quietUs: number;
  /** The longest tick of a whole session; assumed for every tick that decides. */
  readonly decidingUs: number;
  /** A full collection, and how often one is assumed. */
  readonly collectionUs: number;
  readonly collectionEveryTicks: number;
  /** One write to the journal: a page on Kaluma, which erases ahead of time; on Espruino perhaps an erased sector. */
  readonly storageUs: number;
  /**
   * A line that the console carries out, or writes of a list: it creates the tables of commands and settings.
   * Estimated, not measured: what a whole `get` was estimated to cost on Kaluma, and as much more on Espruino as its
   * deciding tick costs more.
   */
  readonly lineUs: number;
  /** What opens beside the interpreter on this board; its looks make everything take longer while it is closed. */
  readonly reflex: ReflexKind;
  readonly watchedRatio: number;
  /** From the instant of a look, the statement under way included, to the contactor's pin. */
  readonly lookTakesUs: number;
  /** What the contactor's command may take after the vehicle has opened, in ms. */
  readonly openingLimitMs: number;
  /** The same with a comparator on the pilot; null where the platform has nothing that watches one. */
  readonly comparedLimitMs: number | null;
}

export const boardCosts: readonly BoardCost[] = [
  {
    name: 'kaluma',
    tickMs: 10,
    sampleUs: 3500,
    reflexUs: 700,
    quietUs: 4300,
    decidingUs: 18600,
    collectionUs: 11600,
    collectionEveryTicks: 97,
    storageUs: 12000,
    lineUs: 17200,
    reflex: 'none',
    watchedRatio: 1,
    lookTakesUs: 0,
    openingLimitMs: 60,
    comparedLimitMs: 26,
  },
  {
    name: 'espruino',
    tickMs: 20,
    sampleUs: 2900,
    reflexUs: 2500,
    quietUs: 9100,
    decidingUs: 85600,
    collectionUs: 14400,
    collectionEveryTicks: 97,
    storageUs: 46000,
    lineUs: 83000,
    reflex: 'timers',
    watchedRatio: 1.3,
    lookTakesUs: 3000,
    openingLimitMs: 45,
    comparedLimitMs: null,
  },
];

/** Fits the timers that open beside the board's interpreter. */
export function fitsOf({ reflex, lookTakesUs }: BoardCost): (setup: Setup) => void {
  return (setup) => {
    if (reflex === 'none') return;
    setup.reflex = reflex;
    setup.lookTakesUs = lookTakesUs;
  };
}

/** Fits comparators, and the state machines that watch them. */
export function fitComparators(setup: Setup): void {
  setup.reflex = 'pio';
}
