/**
 * Bench main: a board with real outputs whose inputs come over the line. It is flashed instead of the
 * charger, never beside it.
 */

import { ResetCause } from '../hal.ts';
import { type LinePlatform, runTurns } from '../platforms/line-platform.ts';
import { createPinBoard } from '../platforms/pin-board.ts';
import type { NetMap } from '../platforms/pin-map.ts';
import { createBenchMessages } from './messages.ts';

/** @param name what the board answers when it is asked who it is */
export function runBench<Pin>(platform: LinePlatform<Pin>, map: NetMap, name: string): void {
  // Outputs alone are used of it: what the firmware reads, stores and says is the host's.
  const pins = createPinBoard(map, platform.calls, {
    resetCause: ResetCause.Unknown,
    restedForMs: 0,
    entropy: 0,
    clock: { lapMs: () => 0 },
    watchdog: { feed: () => platform.feed() },
    guarded: null,
    timedBridge: null,
    program: null,
    heap: null,
    storage: { read: () => '', write: () => undefined, sum: () => 0 },
    console: { read: () => '', write: () => false },
  });
  const messages = createBenchMessages(platform.port, pins.board, name);
  runTurns(
    platform,
    () => {
      messages.receive(platform.read());
      messages.serve();
    },
    pins.makeSafe,
  );
}
