/**
 * The predicates that demand an open contactor, written once.
 *
 * The reflex asks them before anything else in a tick, `step` asks them to leave Energized, and the
 * guard asks them for R3 and R4. Each input was believed by its driver after that input's own reaction
 * time; nothing is waited for here.
 */

import { type Limits, LockPolicy } from './limits.ts';
import { Heat, Latch, Mains, Pilot, Proximity, type Signals } from './signals.ts';

/** The vehicle asks for energy that this charger may give. */
export function vehicleWants(seen: Signals, limits: Limits): boolean {
  const pilot = seen.pilot;
  return pilot === Pilot.C || (pilot === Pilot.D && limits.ventilation);
}

/** Any input other than the pilot says stop (R4; while one says so, nothing is offered either: R8). */
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
 * Nothing may be offered: an input forbids it, or the supply is in doubt and the vehicle shall open first.
 * A pin that is not proven locked forbids it as well, except where the owner wants the vehicle to be asked
 * before the pin moves.
 */
export function offerForbidden(seen: Signals, limits: Limits): boolean {
  return (
    inputForbids(seen) ||
    seen.mainsDoubted ||
    (seen.latch !== Latch.Locked && limits.lockPolicy !== LockPolicy.WhileCharging)
  );
}

/** The contactor must not stay closed: the pin, an input, or the pilot says so. */
export function demandsOpen(seen: Signals, limits: Limits): boolean {
  return seen.latch !== Latch.Locked || inputForbids(seen) || !vehicleWants(seen, limits);
}
