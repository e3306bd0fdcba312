/**
 * Analogue inputs: the millivolts of a net, straight from a pin, through the multiplexer, or from a
 * converter beside the chip.
 *
 * These run several times in every tick, so each reader is a small function with little around it: an
 * interpreter looks for a captured name among all that are captured with it.
 */

import type { PinCalls } from './pin-calls.ts';
import type { AnalogNet, NetMap } from './pin-map.ts';

interface Multiplexer<Pin> {
  readonly pin: Pin;
  readonly select: (channel: number) => void;
  /** The channel that is selected. */
  channel: number;
}

type ReadShare<Pin> = (pin: Pin) => number;

function createMultiplexer<Pin>(map: NetMap, calls: PinCalls<Pin>): Multiplexer<Pin> | null {
  const multiplexer = map.multiplexer;
  if (multiplexer === null) return null;
  const lines: Pin[] = [];
  for (let i = 0; i < multiplexer.select.length; i++) {
    const line = calls.open(multiplexer.select[i] as string);
    calls.asOutput(line, false);
    lines.push(line);
  }
  const pin = calls.open(multiplexer.pin);
  const select = calls.writeTogether(lines);
  return { pin: pin, select: select, channel: 0 };
}

/** Whole millivolts, towards zero: less work than rounding them. */
function straight<Pin>(
  readShare: ReadShare<Pin>,
  pin: Pin,
  zero: number,
  range: number,
): () => number {
  return () => (zero + range * readShare(pin)) | 0;
}

function multiplexed<Pin>(
  readShare: ReadShare<Pin>,
  through: Multiplexer<Pin>,
  channel: number,
  zero: number,
  range: number,
): () => number {
  return () => {
    if (through.channel !== channel) {
      through.channel = channel;
      through.select(channel);
    }
    return (zero + range * readShare(through.pin)) | 0;
  };
}

/** @returns makes the reader of a net */
export function createAnalogReader<Pin>(
  map: NetMap,
  calls: PinCalls<Pin>,
): (net: AnalogNet) => () => number {
  const through = createMultiplexer(map, calls);
  return (net) => {
    const range = net.atFull - net.atZero;
    if (net.pin === null && through !== null) {
      return multiplexed(calls.readShare, through, net.channel, net.atZero, range);
    }
    const pin = calls.open(net.pin === null ? '' : net.pin);
    const channels = calls.channels;
    // A channel beside the chip is read without a pin.
    const isBeside = net.pin === null && channels !== null;
    const readShare = isBeside ? channels(net.channel) : calls.readShare;
    return straight(readShare, pin, net.atZero, range);
  };
}
