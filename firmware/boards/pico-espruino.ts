/**
 * The reference schematic for Espruino: twice the tick of Kaluma's, because the interpreter takes longer.
 */

import type { PinMap } from '../platforms/pin-map.ts';
import { pinMap as reference } from './pico.ts';

export const pinMap: PinMap = {
  ...reference,
  name: 'pico-espruino',
  tickMs: 20,
  reflex: 'timers',
  pilotComparator: null,
};
