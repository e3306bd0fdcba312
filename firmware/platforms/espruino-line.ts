/**
 * Espruino, for the programs of bench and jig: the calls and the UART of the charger's platform,
 * without its storage and its inputs.
 */

import { createEspruinoCalls, createEspruinoConsole } from './espruino.ts';
import type { LineMap, LinePlatform } from './line-platform.ts';

declare const E: espruino.Interpreter;
declare const getTime: typeof espruino.getTime;
declare const setInterval: typeof espruino.setInterval;

export function createEspruinoLine(map: LineMap): LinePlatform<espruino.Pin> {
  // Unless it is set, the interpreter's own console moves to this port when no USB is connected.
  E.setConsole(map.prompt, { force: true });
  const queue = createEspruinoConsole(map);
  return {
    calls: createEspruinoCalls(),
    port: {
      write: (text) => queue.port.write(text),
      nowMs: () => getTime() * 1000,
    },
    read: () => queue.port.read(),
    send: queue.send,
    arm: () => E.enableWatchdog(map.watchdogMs / 1000, false),
    feed: () => E.kickWatchdog(),
    every: (periodMs, turn) => {
      setInterval(turn, periodMs);
    },
  };
}
