/**
 * Still Espruino: the platform that ships, over the globals of a board on which nothing happens.
 */

import { vi } from 'vitest';
import { pinMap } from '../../firmware/boards/pico-espruino.ts';
import { latchSwitchWindows } from '../../firmware/drivers/lock-parts.ts';
import { createEspruino } from '../../firmware/platforms/espruino.ts';

/** What a test makes happen all the same. */
export interface Happening {
  /** The wall clock, in s. */
  readonly getTime?: () => number;
  /** Room for a storage, in bytes. */
  readonly getFree?: () => number;
}

export function stillEspruino({ getTime = () => 1000, getFree = () => 65536 }: Happening) {
  const nothing = (): void => undefined;
  const surroundings = {
    E: { setConsole: nothing, hwRand: () => 1, enableWatchdog: nothing, kickWatchdog: nothing },
    Serial1: { setup: nothing, on: nothing, write: nothing },
    Pin: class {
      write(): void {}
      mode(): void {}
    },
    platformRequire: () => ({ getFree, compact: nothing, write: nothing }),
    getTime,
    peek32: () => 0,
    analogRead: () => 0,
    analogWrite: nothing,
    digitalWrite: nothing,
    digitalRead: () => 0,
  };
  for (const [name, one] of Object.entries(surroundings)) vi.stubGlobal(name, one);
  // Node's own stays, for whoever runs this test.
  Object.assign(process, { memory: () => ({ blocksize: 16, total: 100, usage: 10 }) });
  return createEspruino(pinMap, latchSwitchWindows());
}
