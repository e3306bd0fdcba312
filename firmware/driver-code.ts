/**
 * Driver code: the fault code that a driver is shown. Not flashed.
 */

import { codeOf, Fault } from './control/faults.ts';

/** The driver-facing code for a plug that cannot be taken out. */
export const PORT_LOCKED = 'ChargePortLocked';

/** The code that a driver is shown: a plug that cannot be taken out has a name of its own. */
export function driverCodeOf(fault: Fault): string {
  if (fault === Fault.ReleaseJam || fault === Fault.Welded) return PORT_LOCKED;
  return codeOf(fault);
}
