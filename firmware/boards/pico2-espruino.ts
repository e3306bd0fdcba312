/**
 * Raspberry Pi Pico 2 (RP2350) with a development build of Espruino: the pins of the Pico. Untried: no program of
 * ours has run on this chip. The first steppings of it (erratum RP2350-E9) hold an input that was high: there, every
 * pull-down of the schematic is 8.2 kΩ or less.
 */

import type { PinMap } from '../platforms/pin-map.ts';
import { pinMap as reference } from './pico-espruino.ts';

export const pinMap: PinMap = { ...reference, name: 'pico2-espruino', chip: 'rp2350' };
