/**
 * Still loop: the loop that ships over a still board, ticked by hand. Nothing is plugged in, the lock is open, and the
 * residual-current sensor answers its test.
 */

import { Level } from '../../firmware/drivers/digital-inputs.ts';
import type { Board, Readings } from '../../firmware/hal.ts';
import { createLoop } from '../../firmware/loop.ts';
import { createJournal, note } from '../../firmware/storage/journal.ts';
import { stillBoard, stillCharger } from './still-board.ts';

const UNLOCKED_MILLIVOLTS = 3100;

/** What the clock, the inputs and the hooks say from now on, and how often they were asked. */
function createHand() {
  return {
    lapMs: 10,
    levels: Level.Supply as number,
    hooksDueMs: 100000000,
    reports: 0,
    serves: 0,
    onReport: (): void => undefined,
  };
}

export function stillLoop(over: Partial<Board> = {}) {
  const hand = createHand();
  let isTested = false;
  const still = stillBoard({
    clock: { lapMs: () => hand.lapMs },
    inputs: {
      sample: (readings: Readings) => {
        readings.levels = isTested ? hand.levels | Level.Residual : hand.levels;
        readings.pilotHighMillivolts = 12000;
        readings.pilotLowMillivolts = 12000;
        readings.latchMillivolts = UNLOCKED_MILLIVOLTS;
      },
    },
    residualTest: {
      write: (on) => {
        isTested = on;
      },
    },
    ...over,
  });
  note(createJournal(still.board.storage), 0, false, 0, 0);
  const charger = stillCharger(still);
  const loop = createLoop(charger, {
    report: () => {
      hand.reports++;
      hand.onReport();
    },
    serve: () => {
      hand.serves++;
      return false;
    },
    isServing: () => false,
    dueMs: () => hand.hooksDueMs,
  });
  /** Ticks, and how many of them decided. */
  const tick = (times = 1): number => {
    const before = hand.reports;
    for (let i = 0; i < times; i++) loop.tick();
    return hand.reports - before;
  };
  return { ...still, charger, loop, hand, tick };
}
