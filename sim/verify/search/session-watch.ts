/**
 * Session watch: whether energy has been permitted, told from what people, the vehicle and the dangers did, and from
 * nothing that control remembers.
 *
 * No energy without permission: with authorisation only after a start, and for one vehicle. Stop and unlock are
 * honoured: nothing closes after them until a start, or until vehicle or plug have gone. So is a start: one that counts
 * permits in the same tick. After an emergency stop nothing closes before a person has acted: a start permits again, the
 * Stop button ends the session as any stop does.
 */

import { Action, actionOf } from '../../../firmware/control/faults.ts';
import type { Limits } from '../../../firmware/control/limits.ts';
import { Pilot, Proximity, Service, type Signals } from '../../../firmware/control/signals.ts';
import { Phase, Session, type State } from '../../../firmware/control/state.ts';
import type { Guard } from '../../../firmware/guard/memory.ts';

export enum Permission {
  /** Nobody has permitted energy, or somebody has ended it. */
  Ended,
  Given,
  /** Energy has flowed under it: with authorisation it ends with the vehicle's leaving. */
  Used,
  /** After an emergency stop: a person must act first (R10). */
  Barred,
}

/** What a tick has done that it must not. */
export enum Breach {
  None,
  /** A stop, or an unlock, was asked for, and the session goes on. */
  StopIgnored,
  /** A start that counts was asked for, and it permits nothing. */
  StartIgnored,
  /** The contactor closes, and nobody has permitted it. */
  NotPermitted,
}

export interface SessionWatch {
  permission: Permission;
}

/** What the journal says is what was permitted before. */
export function createSessionWatch(session: Session, limits: Limits): SessionWatch {
  const isEnded = session === Session.Stopped || session === Session.Unlocking;
  const isGiven = session === Session.Permitted || (!limits.authorization && !isEnded);
  return { permission: isGiven ? Permission.Given : Permission.Ended };
}

/** What people ask for in this tick, and an emergency stop. */
function afterRequests(before: Permission, seen: Signals, limits: Limits): Permission {
  if (seen.eStop) return Permission.Barred;
  if (seen.residual && before !== Permission.Barred) return Permission.Ended;
  if (seen.stop || seen.unlock) {
    if (before === Permission.Barred) return seen.person ? Permission.Ended : before;
    // Before a plug is there, a stop asks for nothing that plugging in would not give again.
    const isEmpty = seen.proximity === Proximity.Absent && !limits.authorization;
    return isEmpty ? before : Permission.Ended;
  }
  return seen.start ? Permission.Given : before;
}

/** Before the guard's look: a vehicle that has left takes its authorisation along. */
export function watchSession(
  watch: SessionWatch,
  seen: Signals,
  guard: Pick<Guard, 'deadForMs' | 'awayForMs'>,
  limits: Limits,
): void {
  const isDead = guard.deadForMs >= limits.deadProofMs;
  // Proofs that flap must not keep an authorisation for the next vehicle.
  const hasLeft =
    (limits.authorization || isDead) &&
    seen.pilot === Pilot.A &&
    guard.awayForMs >= limits.goneForMs;
  if (hasLeft && limits.authorization && watch.permission === Permission.Used) {
    watch.permission = Permission.Ended;
  }
  watch.permission = afterRequests(watch.permission, seen, limits);
}

/**
 * Whether a start is asked for that must count. Where a plug is held or let go it counts behind a seated plug, and in
 * Idle always; stop and unlock win over it, and a stroke in service forgets it.
 *
 * @param phase the one before the step
 */
export function startCounts(phase: Phase, seen: Signals): boolean {
  const isQuiet = phase === Phase.Ready || phase === Phase.Locking || phase === Phase.Released;
  return (
    (isQuiet || phase === Phase.Idle) &&
    seen.start &&
    !seen.stop &&
    !seen.unlock &&
    seen.service === Service.None &&
    (phase === Phase.Idle || seen.proximity === Proximity.Seated)
  );
}

/** A start that counts permits energy in the same tick, unless a fault that ends sessions came in it. */
function isRefused({ session, fault }: State): boolean {
  return session !== Session.Permitted && actionOf(fault) !== Action.Release;
}

/** A request that counts is followed in the same tick. A stop before plug and vehicle are there asks for nothing. */
function isIgnored(state: State, seen: Signals): boolean {
  if (seen.unlock) return state.session === Session.Permitted || state.session === Session.Waiting;
  if (!seen.stop || state.phase === Phase.Idle) return false;
  return state.session === Session.Permitted || state.session === Session.Waiting;
}

/**
 * After the step.
 *
 * @param hasStart a start was asked for that counts
 * @returns None, or that a request was ignored
 */
export function requestBreach(state: State, seen: Signals, hasStart: boolean): Breach {
  if (isIgnored(state, seen)) return Breach.StopIgnored;
  return hasStart && isRefused(state) ? Breach.StartIgnored : Breach.None;
}

/**
 * After the guard's look.
 *
 * @param closes the contactor is closed by this tick's outputs, and was open before
 * @returns None, or that energy flows which nobody permitted
 */
export function permissionBreach(
  watch: SessionWatch,
  seen: Signals,
  guard: Pick<Guard, 'awayForMs'>,
  limits: Limits,
  closes: boolean,
): Breach {
  const isGone = guard.awayForMs >= limits.goneForMs || seen.proximity === Proximity.Absent;
  if (isGone && !limits.authorization && watch.permission === Permission.Ended) {
    watch.permission = Permission.Given;
  }
  if (!closes) return Breach.None;
  if (watch.permission === Permission.Ended || watch.permission === Permission.Barred) {
    return Breach.NotPermitted;
  }
  watch.permission = Permission.Used;
  return Breach.None;
}
