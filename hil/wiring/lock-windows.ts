/**
 * Lock windows: every known lock part with the windows that the firmware holds its sense line against.
 */

import {
  createBistableParts,
  createHoldToLockParts,
  latchSwitchWindows,
  type SenseWindows,
} from '../../firmware/drivers/lock-parts.ts';

export interface LockWindows {
  readonly name: string;
  readonly windows: SenseWindows;
}

/** A part without feedback has a plain latch switch beside it. */
export function lockParts(): LockWindows[] {
  return [...createBistableParts(), ...createHoldToLockParts()].map(({ name, sense }) => ({
    name,
    windows: sense ?? latchSwitchWindows(),
  }));
}
