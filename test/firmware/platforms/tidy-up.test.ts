/**
 * Tidy-up: Espruino asks for a new start only where the last one has made room.
 */

import { expect, test, vi } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico-espruino.ts';
import { latchSwitchWindows } from '../../../firmware/drivers/lock-parts.ts';
import { createEspruino } from '../../../firmware/platforms/espruino.ts';

/** Whether a board asks for a restart after a write, by the room before and after it. */
function asks(freeAtStart: number, freeLater: number): boolean {
  const nothing = (): void => undefined;
  let free = freeAtStart;
  const surroundings = {
    E: { setConsole: nothing, hwRand: () => 1, enableWatchdog: nothing, kickWatchdog: nothing },
    Serial1: { setup: nothing, on: nothing, write: nothing },
    Pin: class {
      write(): void {}
      mode(): void {}
    },
    platformRequire: () => ({ getFree: () => free, compact: nothing, write: nothing }),
    getTime: () => 1000,
    peek32: () => 0,
    analogRead: () => 0,
    analogWrite: nothing,
    digitalWrite: nothing,
    digitalRead: () => 0,
  };
  for (const [name, one] of Object.entries(surroundings)) vi.stubGlobal(name, one);
  Object.assign(process, { memory: () => ({ blocksize: 16, total: 100, usage: 10 }) });
  const platform = createEspruino(pinMap, latchSwitchWindows());
  free = freeLater;
  platform.board.storage.write(0, 'x');
  return platform.wantsRestart();
}

test('a storage that was roomy and is nearly full is tidied by a new start', () => {
  expect(asks(65536, 30000)).toBe(false);
  expect(asks(65536, 4000)).toBe(true);
});

test('where tidying has left no room, no start is asked for again and again', () => {
  expect(asks(4000, 3900)).toBe(false);
});
