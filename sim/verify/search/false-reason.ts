/**
 * False reason: the part of L3 that one state shows. The reason that people are told for a held plug must not
 * contradict what was put out and what the guard has sensed; how long it may last is judged over traces
 * (`sim/scenario/held-watch.ts`).
 */

import { Fault } from '../../../firmware/control/faults.ts';
import { Why, whyHeld } from '../../../firmware/control/hold-reason.ts';
import { type Limits, LockPolicy } from '../../../firmware/control/limits.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import type { Signals } from '../../../firmware/control/signals.ts';
import type { State } from '../../../firmware/control/state.ts';
import type { Guard } from '../../../firmware/guard/memory.ts';

/** The last stroke that was driven is over, and was one towards locked; or the coil has its holding current. */
function isExtended(guard: Guard, limits: Limits): boolean {
  if (limits.isHoldToLock) return guard.coilPermille === limits.holdPermille;
  return guard.lastStroke === Drive.Extend && guard.drive !== Drive.Retract;
}

/** Whether the reason that is told now is not so. */
export function isFalseReason(state: State, seen: Signals, guard: Guard, limits: Limits): boolean {
  const why = whyHeld(state, seen, limits);
  if (why === Why.Free) return isExtended(guard, limits);
  if (why === Why.Charging || why === Why.Stopping) return !guard.closed;
  if (why === Why.ProvingDead) return guard.deadForMs >= limits.deadProofMs;
  if (why === Why.FaultHolds) return state.fault === Fault.None;
  // Two reasons are the owner's policy.
  if (why === Why.Permanent) return limits.lockPolicy !== LockPolicy.Permanent;
  if (why === Why.Unauthorized) return !limits.authorization;
  return why === Why.PowerLost && seen.supply;
}
