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
 * whether it was sensed locked, but not for how long.
 */
function forgetLocked({ state, seen, limits }: System): void {
  if (keepsLock(limits)) return;
  const phase = state.phase;
  const isPermitted = state.session === Session.Permitted || state.session === Session.Waiting;
  const isReleased = !isPermitted && (phase === Phase.Releasing || phase === Phase.Fault);
  const isReset = phase === Phase.Restart || phase === Phase.Service;
  if (!isReleased && !isReset) return;
  if (state.lockedForMs >= 0) state.lockedForMs = state.welded ? 0 : NOT_SO;
  if (seen.hold === Hold.Proven) seen.hold = Hold.Driven;
}

/** Writes the one value over everything that only a start could ask for, if the group has none. */
export function forgetUnstarted(system: System): void {
  if (system.hasStart) return;
  const { state, guard, watch, barred } = system;
  forgetLocked(system);
  if (state.session === Session.Stopped || state.session === Session.Unlocking) {
    state.simplified = false;
  }
  if ((state.bars & barred) !== 0) {
    state.simplified = false;
    state.isLoadInDoubt = false;
    state.openForMs = NOT_SO;
    state.retries = 0;
  }
  if ((guard.bars & barred) === 0) return;
  forgetClosing(guard, barred);
  watch.permission = Permission.Given;
}
