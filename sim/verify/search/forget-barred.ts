/**
 * Forget, where nobody acts: memory that only a start, or the Stop button, could make count again, in a group of inputs
 * that has neither. A session that has ended stays ended until the vehicle or the plug has gone; a bar that none of the
 * group's inputs ends keeps the contactor open for ever. What is asked only on the way to energy is then never asked.
 *
 * In control what is left allows more than what was there: a mistake that closes behind a bar after all, or behind a lock
 * that was kept over a restart, finds everything ready, and the guard sees it (`search-planted.test.ts`).
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import type { Limits } from '../../../firmware/control/limits.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import { Hold, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../firmware/control/state.ts';
import type { Guard } from '../../../firmware/guard/memory.ts';
import { Stopped } from './drawn-signals.ts';
import { keepsLock } from './forget-guard.ts';
import type { InputValues } from './groups.ts';
import { Permission } from './session-watch.ts';
import type { System } from './system.ts';
import { tellingBars } from './telling-bars.ts';

const LATCHES = Bar.LatchLost | Bar.LatchLostOpening;

/** Whether a person acts (R10), in a group with these inputs: starts, or stops at the button. */
export function hasPerson({ start, stop }: InputValues): boolean {
  return (start?.includes(1) ?? false) || (stop?.includes(Stopped.AtButton) ?? false);
}

/** The bars that none of these inputs ends, as bits of `Bar`. */
export function barsForEver(values: InputValues): number {
  if (hasPerson(values)) return Bar.None;
  const isUnplugged = values.proximity?.includes(Proximity.Absent) ?? false;
  return Bar.EmergencyStop | Bar.Unknown | (isUnplugged ? Bar.None : Bar.ResidualCurrent);
}

/** The guard tells no bar from another: only when they end counts, and that a lost latch may go on being lost. */
function forgetGuardBars(guard: Guard): void {
  const latch = (guard.bars & LATCHES) !== 0 ? Bar.LatchLost : Bar.None;
  if ((guard.bars & (Bar.EmergencyStop | Bar.Unknown)) !== 0)
    guard.bars = Bar.EmergencyStop | latch;
  else if (latch !== Bar.None) guard.bars = (guard.bars & Bar.ResidualCurrent) | latch;
}

/** The guard lets nothing close any more: all that it asks at a closing is given, but for the bar. */
function forgetClosing(guard: Guard, barred: number, l: Limits): void {
  guard.bars = barred;
  guard.awayForMs = NOT_SO;
  guard.openForMs = l.minOpenMs;
  guard.lockedForMs = l.latchProofMs;
  guard.hold = Hold.Proven;
  guard.restarted = true;
  guard.released = false;
  guard.live = false;
}

/**
 * The pin leaves these phases only when it is sensed unlocked, and what proved it locked is over then. A weld asks
 * whether it was sensed locked, but not for how long. Whether control is in one of them.
 */
export function endsProof({ hasPerson, state, limits }: System): boolean {
  if (keepsLock(limits)) return false;
  const phase = state.phase;
  if (phase === Phase.Restart || phase === Phase.Service) return true;
  // From these a start leads back to Ready.
  const isPermitted = state.session === Session.Permitted || state.session === Session.Waiting;
  return !hasPerson && !isPermitted && (phase === Phase.Releasing || phase === Phase.Fault);
}

/**
 * In control: writes the one value over everything that only a person's act could ask for, if the group has none.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetUnstarted(system: System, provesNothing: boolean): void {
  const { hasPerson, state, barred, limits } = system;
  // A weld asks whether the pin was sensed locked, unless it was lost already.
  const isAsked = state.welded && (state.bars & LATCHES) === 0;
  if (provesNothing && !(isAsked && state.lockedForMs < 0)) {
    state.lockedForMs = limits.latchProofMs;
  }
  state.bars = tellingBars(state.bars);
  if (hasPerson) return;
  if (state.session === Session.Stopped || state.session === Session.Unlocking) {
    state.simplified = false;
  }
  // While a sensor is silent, control does not tell that the journal was unreadable, and offers behind that bar.
  if ((state.bars & barred & ~Bar.Unknown) === 0) return;
  state.simplified = false;
  state.isLoadInDoubt = false;
  state.openForMs = limits.minOpenMs;
  state.retries = 0;
}

/**
 * The same in the other half of the tick.
 *
 * @param provesNothing what `endsProof` says of control
 */
export function forgetUnpermitted(system: System, provesNothing: boolean): void {
  const { seen, guard, watch, barred } = system;
  if (provesNothing && seen.hold === Hold.Driven) seen.hold = Hold.Proven;
  if (!system.hasPerson && (guard.bars & barred) !== 0) {
    forgetClosing(guard, barred, system.limits);
    watch.permission = Permission.Given;
  }
  forgetGuardBars(guard);
}
