/**
 * Boards: what the shipping drivers believe of each net on each board, through the drawn network before its converter,
 * at both ends of every tolerance. A divider that loads what it measures, or a scale that belongs to another network, is
 * seen here; that a wire is cut or shorted must be seen on every board.
 */

import { pinMap as esp32 } from '../../firmware/boards/esp32-espruino.ts';
import { pinMap as linux } from '../../firmware/boards/linux-pi.ts';
import { pinMap as nucleo } from '../../firmware/boards/nucleo-espruino.ts';
import { pinMap as pico } from '../../firmware/boards/pico.ts';
import { pinMap as picoSpi } from '../../firmware/boards/pico-spi.ts';
import { pinMap as wifi } from '../../firmware/boards/wifi-espruino.ts';
import type { AnalogNet, NetMap } from '../../firmware/platforms/pin-map.ts';
import { readingsOf } from './board-readings.ts';
import { lockParts } from './lock-windows.ts';
import { type Case, latchCases, senseCases } from './sensed-cases.ts';

/** `pico-espruino` and `pico2-espruino` have the network of `pico`. */
export const comparedMaps: readonly NetMap[] = [pico, picoSpi, nucleo, wifi, esp32, linux];

export interface Belief {
  readonly board: string;
  readonly net: string;
  readonly name: string;
  /** The lowest reading, that of what is drawn, and the highest, in the map's units. */
  readonly readings: readonly [number, number, number];
  readonly expected: string;
  /** What each of the three is believed to be. */
  readonly believed: readonly string[];
}

function beliefOf(map: NetMap, net: string, scale: AnalogNet, each: Case, lock?: string): Belief {
  const readings = readingsOf(map, net, scale, each.sensed, lock);
  const believed = readings.map((reading) => each.believe(Math.trunc(reading)));
  return { board: map.name, net, name: each.name, readings, expected: each.expected, believed };
}

export function compareBoards(): Belief[] {
  return comparedMaps.flatMap((map) => {
    const sensed = senseCases(map).flatMap(({ net, scale, cases }) =>
      scale === null ? [] : cases.map((each) => beliefOf(map, net, scale, each)),
    );
    const latch = lockParts().flatMap(({ name, windows }) =>
      latchCases(name, windows).map((each) => beliefOf(map, 'latch', map.latch, each, name)),
    );
    return [...sensed, ...latch];
  });
}

export const isAsExpected = ({ believed, expected }: Belief): boolean =>
  believed.every((each) => each === expected);
