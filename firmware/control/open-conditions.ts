/**
 * The predicates that demand an open contactor, written once.
 *
 * The reflex evaluates them before anything else in a tick, `step` to leave Energized, and the guard for R3
 * and R4. Each input was accepted by its driver after that input's own reaction time; nothing waits here.
 */

import { type Limits, LockPolicy } from './limits.ts';
import { Heat, Latch, Mains, Pilot, Proximity, type Signals } from './signals.ts';

/** The vehicle asks for energy that this charger may give. */
export function vehicleWants(seen: Signals, limits: Limits): boolean {
  const pilot = seen.pilot;
  return pilot === Pilot.C || (pilot === Pilot.D && limits.ventilation);
}

/** Any input other than the pilot demands a stop (R4; meanwhile nothing is offered either: R8). */
export function inputForbids(seen: Signals): boolean {
  return (
    seen.eStop ||
    seen.residual ||
    !seen.supply ||
    seen.proximity !== Proximity.Seated ||
    seen.heat >= Heat.Hot ||
    seen.overCurrent ||
    seen.mains !== Mains.Good
  );
}

/**
 * Nothing may be offered: an input forbids it, or the supply is in doubt and the vehicle should open first.
 * A pin that is not proven locked forbids it as well, except where the owner lets the offer come
 * before the pin moves.
 */
export function offerForbidden(seen: Signals, limits: Limits): boolean {
  return (
    inputForbids(seen) ||
    seen.mainsDoubted ||
    (seen.latch !== Latch.Locked && limits.lockPolicy !== LockPolicy.WhileCharging)
  );
}

/** The contactor must not stay closed, because of the pin, an input or the pilot. */
export function demandsOpen(seen: Signals, limits: Limits): boolean {
  return seen.latch !== Latch.Locked || inputForbids(seen) || !vehicleWants(seen, limits);
}
