/**
 * Lock supply: the rail that the actuator is driven from, usually buffered by a capacitor.
 *
 * Wiring: the 12 V rail through a divider to an analogue input. It gates every stroke: driven before the
 * capacitor is full, a pin stops half-way (field failure). After a power-on the first charge can take
 * seconds, on one product up to 400 s.
 */

import type { Signals } from '../control/signals.ts';

/** Ready from this voltage on. [H: 10.0 V of 12 V] */
export const READY_MILLIVOLTS = 10000;
/** Ready until below this. [D] */
const LOST_MILLIVOLTS = 9500;

/**
 * Looks at one reading.
 *
 * @returns whether the accepted state has changed
 */
export function observeLockSupply(millivolts: number, seen: Signals): boolean {
  const ready = millivolts >= (seen.lockSupply ? LOST_MILLIVOLTS : READY_MILLIVOLTS);
  if (ready === seen.lockSupply) return false;
  seen.lockSupply = ready;
  return true;
}
