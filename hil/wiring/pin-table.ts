/**
 * Pin table: every net of a map and its pin, for the page and for the test that holds sheets and maps
 * together.
 */

import { digitalInputs, type LevelPin } from '../../firmware/drivers/digital-inputs.ts';
import type { AnalogNet, NetMap, PinMap } from '../../firmware/platforms/pin-map.ts';

export interface NetPin {
  readonly net: string;
  /** As it is printed on the board; `low` beside it where low is what asserts it. */
  readonly pin: string;
}

function analog(net: string, it: AnalogNet | null | undefined): NetPin[] {
  if (it === null || it === undefined) return [];
  return [{ net, pin: it.pin ?? `X${it.channel}` }];
}

/** What only the map of a microcontroller has. */
function ofChip(map: NetMap): NetPin[] {
  if (!isPinMap(map)) return [];
  const { converter } = map;
  const pins = converter === null ? [] : Object.entries(converter);
  return [
    ...level('pilotComparator', map.pilotComparator),
    ...level('latchComparator', map.latchComparator),
    ...pins.map(([name, pin]) => ({ net: `converter.${name}`, pin })),
  ];
}

function level(net: string, it: LevelPin | null | undefined): NetPin[] {
  if (it === null || it === undefined) return [];
  return [{ net, pin: it.activeLow ? `${it.pin}, low` : it.pin }];
}

/** The field of the pin map that an input is: `e-stop` is `eStop`. */
const fieldOf = (word: string): string =>
  word.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());

function multiplexer(map: NetMap): NetPin[] {
  if (map.multiplexer === null) return [];
  const lines = map.multiplexer.select.map((pin, i) => ({ net: `select ${i}`, pin }));
  return [{ net: 'multiplexer', pin: map.multiplexer.pin }, ...lines];
}

function outputs(map: NetMap): NetPin[] {
  const { bridge } = map;
  const both: NetPin[] =
    bridge === null
      ? []
      : [
          { net: 'bridge.extend', pin: bridge.extend },
          { net: 'bridge.retract', pin: bridge.retract },
        ];
  return [
    ...level('contactor', map.contactor),
    ...both,
    ...level('coil', map.coil),
    ...level('pilotBreak', map.pilotBreak),
    ...level('trip', map.trip),
    ...level('residualTest', map.residualTest),
    ...map.light.flatMap((pin, i) => level(`light ${['red', 'green', 'blue'][i]}`, pin)),
  ];
}

const isPinMap = (map: NetMap): map is PinMap => 'consoleTx' in map;

function consoleLine(map: NetMap): NetPin[] {
  if (!isPinMap(map)) return [];
  return [
    { net: 'consoleTx', pin: map.consoleTx },
    { net: 'consoleRx', pin: map.consoleRx },
  ];
}

/** Every net that the map has, in the order of the sheets. */
export function netsOf(map: NetMap): NetPin[] {
  return [
    ...level('pilotOut', map.pilotOut),
    ...analog('pilotHigh', map.pilotHigh),
    ...analog('pilotLow', map.pilotLow),
    ...multiplexer(map),
    ...analog('latch', map.latch),
    ...analog('proximity', map.proximity),
    ...analog('lockSupply', map.lockSupply),
    ...analog('thermometer', map.thermometer),
    ...analog('outgoingCurrent', map.outgoingCurrent),
    ...analog('outgoingCurrentL2', map.outgoingCurrentL2),
    ...analog('outgoingCurrentL3', map.outgoingCurrentL3),
    ...analog('supplyVoltage', map.supplyVoltage),
    ...analog('earthVoltage', map.earthVoltage),
    ...level('earthRelay', map.earthRelay),
    ...digitalInputs.flatMap(({ word, pinOf }) => level(fieldOf(word), pinOf(map))),
    ...analog('jumper', map.jumperVoltage),
    ...outputs(map),
    ...ofChip(map),
    ...consoleLine(map),
  ];
}
