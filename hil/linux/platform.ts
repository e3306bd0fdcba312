/**
 * Linux: Node on a small computer in place of a board's interpreter, for bring-up and for the rig. It is not
 * real time.
 *
 * What differs from a board: the time of a tick is not guaranteed; a pin is held by the kernel or by a tool,
 * which decides its level when this program is killed; a write to the storage waits for the card; a stroke is
 * ended by a timer of this program, so the map must also end it in hardware; a start gives no information
 * about the supply, so its cause is never known.
 */

import { randomInt } from 'node:crypto';
import { getHeapStatistics } from 'node:v8';
import { type Clock, type Heap, ResetCause, type Storage } from '../../firmware/hal.ts';
import type { ConsoleQueue } from '../../firmware/platforms/console-queue.ts';
import type { LinuxMap } from '../../firmware/platforms/linux-map.ts';
import { createPinBoard } from '../../firmware/platforms/pin-board.ts';
import type { PinCalls } from '../../firmware/platforms/pin-calls.ts';
import type { Platform } from '../../firmware/platforms/platform.ts';
import type { TickTimer } from './tick-timer.ts';
import type { Time } from './time.ts';

export interface LinuxParts {
  readonly calls: PinCalls<string>;
  readonly time: Time;
  readonly beat: TickTimer;
  readonly storage: Storage;
  readonly console: ConsoleQueue;
}

/** Whole milliseconds are reported, the rest is carried over. */
function createClock(time: Time): Clock {
  let lastMs = time.nowMs();
  return {
    lapMs: () => {
      const lapMs = Math.floor(time.nowMs() - lastMs);
      lastMs += lapMs;
      return lapMs;
    },
  };
}

const heap: Heap = {
  totalBytes: getHeapStatistics().heap_size_limit,
  usedBytes: () => getHeapStatistics().used_heap_size,
};

export function createLinux(map: LinuxMap, parts: LinuxParts): Platform {
  const { calls, time, beat, storage, console } = parts;
  const pins = createPinBoard(map, calls, {
    resetCause: ResetCause.Unknown,
    restedForMs: 0,
    entropy: randomInt(1000000),
    clock: createClock(time),
    watchdog: { feed: () => beat.feed() },
    guarded: null,
    timedBridge: null,
    storage,
    console: console.port,
    program: null,
    heap,
  });
  return {
    board: pins.board,
    every: (periodMs, tick) => beat.every(periodMs, tick),
    endTick: console.send,
    wantsRestart: () => false,
    makeSafe: pins.makeSafe,
  };
}
