/**
 * Kaluma, for the programs of bench and jig: the calls and the UART of the charger's platform,
 * without its storage and its inputs.
 */

import { createKalumaCalls, createKalumaConsole } from './kaluma.ts';
import type { LineMap, LinePlatform } from './line-platform.ts';

declare const micros: typeof kaluma.micros;
declare const setInterval: typeof kaluma.setInterval;
declare function platformRequire(name: 'wdt'): kaluma.WdtModule;

export function createKalumaLine(map: LineMap): LinePlatform<number> {
  const WDT = platformRequire('wdt').WDT;
  const queue = createKalumaConsole(map);
  let watchdog: kaluma.Wdt | null = null;
  return {
    calls: createKalumaCalls(null),
    port: {
      write: (text) => queue.port.write(text),
      nowMs: () => micros() / 1000,
    },
    read: () => queue.port.read(),
    send: queue.send,
    arm: () => {
      watchdog = new WDT(map.watchdogMs);
    },
    feed: () => {
      if (watchdog !== null) watchdog.feed();
    },
    every: (periodMs, turn) => {
      setInterval(turn, periodMs);
    },
  };
}
