/**
 * The reference schematic with a converter beside the chip, an MCP3208: it takes the place of the multiplexer,
 * is read in a fraction of the time of the chip's own, and leaves a pin for the latch's comparator.
 */

import type { AnalogNet, PinMap } from '../platforms/pin-map.ts';
import { pinMap as reference } from './pico.ts';

/** A net of the reference, elsewhere. */
const moved = (net: AnalogNet | null, pin: string | null, channel: number): AnalogNet => ({
  ...(net as AnalogNet),
  pin,
  channel,
});

export const pinMap: PinMap = {
  ...reference,
  name: 'pico-spi',

  multiplexer: null,
  converter: { clock: 'GP18', select: 'GP26', command: 'GP19', data: 'GP20' },
  pilotHigh: moved(reference.pilotHigh, null, 0),
  pilotLow: moved(reference.pilotLow, null, 1),
  latch: moved(reference.latch, null, 2),
  proximity: moved(reference.proximity, null, 3),
  lockSupply: moved(reference.lockSupply, null, 4),
  // The ninth net stays with the chip's own converter: it is read seldom.
  thermometer: moved(reference.thermometer, 'GP28', 0),
  // Neither a channel nor a pin is left.
  jumperVoltage: null,
  outgoingCurrent: moved(reference.outgoingCurrent, null, 5),
  supplyVoltage: moved(reference.supplyVoltage, null, 6),
  earthVoltage: moved(reference.earthVoltage, null, 7),
  latchComparator: { pin: 'GP27', activeLow: false, pull: 'up' },
};
