/**
 * Fast inputs: the fast nets, read together at the start of every tick. This runs before the reflex.
 */

import { eachLevel } from '../drivers/digital-inputs.ts';
import type { FastInputs, Readings } from '../hal.ts';
import type { PinCalls } from './pin-calls.ts';
import type { AnalogNet, NetMap } from './pin-map.ts';

interface Levels {
  /** All inputs by the bits of `Level`, as the pins stand. */
  readonly read: () => number;
  /** Bits that the schematic has, and those of them that say 0 when they are asserted. */
  readonly present: number;
  readonly inverted: number;
}

function createLevels<Pin>(map: NetMap, calls: PinCalls<Pin>): Levels {
  const pins: Pin[] = [];
  let present = 0;
  let inverted = 0;
  eachLevel(map, (net, bit) => {
    const pin = calls.open(net.pin);
    calls.asInput(pin, net.pull);
    // In the place of a net that the schematic lacks its neighbour is read, and not looked at.
    while (1 << pins.length < bit) pins.push(pin);
    pins.push(pin);
    present |= bit;
    if (net.activeLow) inverted |= bit;
  });
  const read = calls.readTogether(pins);
  return { read: read, present: present, inverted: inverted };
}

/**
 * All three conversions in every tick, although each sleeps 1 ms on Kaluma: with the negative peak looked at
 * in every other tick only, two spikes that are harmless apart look like one loss of the vehicle. They look longer
 * than they are as well where the negative half is converted last: a spike that begins in between has one look more.
 */
function createSample(
  readLevels: () => number,
  present: number,
  inverted: number,
  readHigh: () => number,
  readLow: () => number,
  readLatch: () => number,
): (readings: Readings) => void {
  return (readings) => {
    readings.levels = (readLevels() & present) ^ inverted;
    readings.pilotLowMillivolts = readLow();
    readings.pilotHighMillivolts = readHigh();
    readings.latchMillivolts = readLatch();
  };
}

/** @param reader makes the reader of an analogue net */
export function createFastInputs<Pin>(
  map: NetMap,
  calls: PinCalls<Pin>,
  reader: (net: AnalogNet) => () => number,
): FastInputs {
  const levels = createLevels(map, calls);
  const high = reader(map.pilotHigh);
  const low = reader(map.pilotLow);
  const latch = reader(map.latch);
  return { sample: createSample(levels.read, levels.present, levels.inverted, high, low, latch) };
}
