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

/** What a reason says that the guard knows as well. */
export enum Claim {
  /** Nothing. */
  None,
  /** The plug is free. */
  Free,
  /** The contactor is closed. */
  Closed,
  /** The outgoing side is not proven dead. */
  NotDead,
  /** Something that is not so, whatever the guard knows. */
  False,
}

/** What the reason that is told now says. */
export function claimOf(state: State, seen: Signals, limits: Limits): Claim {
  const why = whyHeld(state, seen, limits);
  if (why === Why.Free) return Claim.Free;
  if (why === Why.Charging || why === Why.Stopping) return Claim.Closed;
  if (why === Why.ProvingDead) return Claim.NotDead;
  let isFalse = false;
  if (why === Why.FaultHolds) isFalse = state.fault === Fault.None;
  // Two reasons are the owner's policy.
  else if (why === Why.Permanent) isFalse = limits.lockPolicy !== LockPolicy.Permanent;
  else if (why === Why.Unauthorized) isFalse = !limits.authorization;
  else if (why === Why.PowerLost) isFalse = seen.supply;
  return isFalse ? Claim.False : Claim.None;
}

/** Whether what is said is not so. */
export function isFalse(claim: Claim, guard: Guard, limits: Limits): boolean {
  if (claim === Claim.Free) return isExtended(guard, limits);
  if (claim === Claim.Closed) return !guard.closed;
  if (claim === Claim.NotDead) return guard.deadForMs >= limits.deadProofMs;
  return claim === Claim.False;
}
