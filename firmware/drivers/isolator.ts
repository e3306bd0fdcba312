/**
 * Isolator: the switch upstream of the charger, and any other loss of mains.
 *
 * Wiring: an optocoupler on the mains side of the power supply, ahead of its storage, so that the loss
 * is seen while the controller still runs. It must bridge the zero crossings by itself.
 *
 * Ride-through: whatever lasts no longer than 40 ms is not a loss (half or full missing cycles,
 * IEC 61000-4-11, M); a longer one is, and is acted on by 65 ms. Supply counts as back when it has
 * lasted for 200 ms: an isolator bounces.
 */

import { Level } from '../hal.ts';
import type { LevelNet } from './debounce.ts';

/** A loss of at most this long is ridden through. [M] */
export const RIDE_THROUGH_MS = 40;
const RETURN_MS = 200;

export function createIsolatorNet(): LevelNet {
  return { bit: Level.Supply, riseMs: RETURN_MS, fallMs: RIDE_THROUGH_MS, forMs: -1 };
}
