/**
 * Service: single strokes on the order of a person at the bench, to find out how the lock is wired.
 *
 * No plug is in, and nothing is live: only then may a pin be moved whose direction is not known yet.
 * The contactor stays open throughout, the lock's driver keeps the part's rating, and the guard
 * checks every stroke as any other. It ends by itself, in a restart: the pin is released and verified
 * before a plug is accepted.
 */

import { reached } from './age.ts';
import type { Limits } from './limits.ts';
import { LockOrder } from './outputs.ts';
import { askStroke, restLock } from './release.ts';
import { vehicleThere } from './session.ts';
import { Proximity, Service, type Signals } from './signals.ts';
import { Phase, type State, Stroke } from './state.ts';

/** Why a stroke in service is refused. */
export enum Refusal {
  None,
  /** A session is in progress, or is being ended. */
  Busy,
  /** The proximity contact does not read "no plug", or a vehicle answers. */
  Plug,
  /** Supply is missing, or the outgoing side is not proven dead. */
  NotDead,
}

/** A stroke is under way, or has just ended: the next order would be lost. */
export function isMoving(state: State): boolean {
  return state.stroke === Stroke.Moving || state.stroke === Stroke.Ended;
}

/** The first thing that forbids a stroke in service. */
export function refusalOf(state: State, seen: Signals, limits: Limits): Refusal {
  const phase = state.phase;
  const isSession = phase === Phase.Locking || phase === Phase.Ready;
  if (isSession || phase === Phase.Energized || phase === Phase.Opening) return Refusal.Busy;
  if (!seen.sensorsRead || seen.proximity !== Proximity.Absent || vehicleThere(seen)) {
    return Refusal.Plug;
  }
  if (!seen.supply || state.welded) return Refusal.NotDead;
  return reached(state, state.deadForMs, limits.deadProofMs) ? Refusal.None : Refusal.NotDead;
}

function order(state: State, service: Service): void {
  askStroke(state, service === Service.Extend ? LockOrder.Extend : LockOrder.Retract);
}

/**
 * Takes the first order.
 *
 * @returns whether a stroke is ordered now, and allowed
 */
export function beginsService(state: State, seen: Signals, limits: Limits): boolean {
  if (isMoving(state) || refusalOf(state, seen, limits) !== Refusal.None) return false;
  if (seen.service !== Service.Extend && seen.service !== Service.Retract) return false;
  order(state, seen.service);
  return true;
}

/** The phase: one stroke for each order, until it is ended, forbidden, or no order has come for long. */
export function inService(state: State, seen: Signals, limits: Limits): Phase {
  const isOver = seen.service === Service.End || seen.stop || seen.unlock;
  const isLeft = reached(state, state.phaseForMs, limits.serviceMs);
  if (isOver || isLeft || refusalOf(state, seen, limits) !== Refusal.None) {
    restLock(state);
    return Phase.Restart;
  }
  if (seen.service !== Service.None) {
    order(state, seen.service);
    state.phaseForMs = 0;
  }
  return Phase.Service;
}
