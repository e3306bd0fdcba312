/**
 * Forget, where nobody starts: memory that only a start could make count again, in a group of inputs that has none.
 * A session that has ended stays ended until the vehicle or the plug has gone; a bar that none of the group's inputs
 * ends keeps the contactor open for ever. What is asked only on the way to energy is then never asked.
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import { Hold, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../firmware/control/state.ts';
import type { Guard } from '../../../firmware/guard/memory.ts';
import { keepsLock } from './forget-guard.ts';
import type { InputValues } from './groups.ts';
import { Permission } from './session-watch.ts';
import type { System } from './system.ts';

/** Whether a person starts, in a group with these inputs. */
export function hasStart(values: InputValues): boolean {
  return values.start?.includes(1) ?? false;
}

/** The bars that none of these inputs ends, as bits of `Bar`. */
export function barsForEver(values: InputValues): number {
  if (hasStart(values)) return Bar.None;
  const isUnplugged = values.proximity?.includes(Proximity.Absent) ?? false;
  return Bar.EmergencyStop | Bar.Unknown | (isUnplugged ? Bar.None : Bar.ResidualCurrent);
}

/** The guard lets nothing close any more: what it asks at a closing is not asked. */
function forgetClosing(guard: Guard, barred: number): void {
  guard.bars = barred;
  guard.awayForMs = NOT_SO;
  guard.openForMs = NOT_SO;
  guard.lockedForMs = NOT_SO;
  guard.hold = Hold.None;
  guard.restarted = false;
  guard.released = false;
  guard.live = false;
}

/**
 * The pin leaves these phases only when it is sensed unlocked, and what proved it locked is over then. A weld asks
 * whether it was sensed locked, but not for how long. Whether control is in one of them.
 */
export function endsProof({ hasStart, state, limits }: System): boolean {
  if (hasStart || keepsLock(limits)) return false;
  const phase = state.phase;
  const isPermitted = state.session === Session.Permitted || state.session === Session.Waiting;
  if (phase === Phase.Restart || phase === Phase.Service) return true;
  return !isPermitted && (phase === Phase.Releasing || phase === Phase.Fault);
}

/**
 * In control: writes the one value over everything that only a start could ask for, if the group has none.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetUnstarted({ hasStart, state, barred }: System, provesNothing: boolean): void {
  if (hasStart) return;
  if (provesNothing && state.lockedForMs >= 0) state.lockedForMs = state.welded ? 0 : NOT_SO;
  if (state.session === Session.Stopped || state.session === Session.Unlocking) {
    state.simplified = false;
  }
  if ((state.bars & barred) === 0) return;
  state.simplified = false;
  state.isLoadInDoubt = false;
  state.openForMs = NOT_SO;
  state.retries = 0;
}

/**
 * The same in the other half of the tick.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetUnpermitted(system: System, provesNothing: boolean): void {
  const { seen, guard, watch, barred } = system;
  if (provesNothing && seen.hold === Hold.Proven) seen.hold = Hold.Driven;
  if (system.hasStart || (guard.bars & barred) === 0) return;
  forgetClosing(guard, barred);
  watch.permission = Permission.Given;
}
