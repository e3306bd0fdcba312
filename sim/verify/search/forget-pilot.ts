/**
 * Forget, of the pilot: what it said of the vehicle, in states that offer nothing, and what it told, in states whose next
 * tick can offer nothing.
 *
 * There the vehicle's age is asked in few places, and an advert that the next tick ends is as good as ended. Where the
 * limits that compare these ages are longer than a tick, nothing is forgotten here.
 */

import { Clears, clearsOf } from '../../../firmware/control/faults.ts';
import { AfterPowerLoss, type Limits, LockPolicy } from '../../../firmware/control/limits.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import { Pilot } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, type State, Wake } from '../../../firmware/control/state.ts';
import { TICK_MS } from './caps.ts';
import { WATCHED_MS } from './drawn-signals.ts';
import type { System } from './system.ts';

/** Bars that end when the vehicle leaves. */
const ENDED_BY_LEAVING = Bar.OverCurrent | Bar.LatchLost | Bar.LatchLostOpening;

/** Whether the next tick can offer something: from these phases alone it can be in Ready, or already offers. */
function canOffer({ state, limits, hasPerson }: System): boolean {
  if (limits.lockPolicy !== LockPolicy.WhileConnected) return true;
  const phase = state.phase;
  const isLive = phase === Phase.Energized || phase === Phase.Opening;
  // A weld that the next tick cannot disprove leads to the phase of a fault, or to a restart.
  if (state.welded && state.deadForMs < 0 && !isLive) return false;
  if (phase === Phase.Idle || phase === Phase.Released || phase === Phase.Service) return false;
  if (phase === Phase.Restart) return limits.afterPowerLoss === AfterPowerLoss.ResumeLocked;
  if (phase !== Phase.Releasing && phase !== Phase.Fault) return true;
  // A start is heard behind a mild fault, and not while a release is worked at.
  const isWanted = state.session === Session.Permitted || state.session === Session.Waiting;
  return isWanted || (phase === Phase.Fault && hasPerson);
}

function wants(pilot: Pilot, l: Limits): boolean {
  return pilot === Pilot.C || (pilot === Pilot.D && l.ventilation);
}

/** Whether the vehicle reads the PWM counts for an offer, and those come after a start alone. */
function asksHowItReads({ state, hasPerson }: System): boolean {
  return hasPerson || (state.session !== Session.Stopped && state.session !== Session.Unlocking);
}

/** A shown F that the next tick may end is as good as over, if what it hides is asked for by nobody. */
function forgetAdvert(system: System): void {
  const { state, limits } = system;
  if (state.advert !== Advert.Unavailable) return;
  if (limits.unavailableMs > TICK_MS || limits.steadyMs > TICK_MS) return;
  // In C under a steady pilot the vehicle is found not to read the PWM.
  const isFound = wants(state.pilot, limits) && !state.simplified;
  if (isFound && asksHowItReads(system)) return;
  state.advert = Advert.Steady;
  state.advertForMs = 0;
  state.wake = Wake.Rest;
}

/** Whether the next tick asks for how long the pilot has been as it is, whatever it is. */
function asksForAge({ phase, fault }: State): boolean {
  return phase === Phase.Idle || clearsOf(fault) === Clears.Pilot;
}

/** Whether the next tick asks if the vehicle has left: if the pilot was A before as well. */
function asksIfGone({ session, bars, fault, phase }: State): boolean {
  if ((bars & ENDED_BY_LEAVING) !== 0) return true;
  const clears = clearsOf(fault);
  if (clears === Clears.Unplugging || clears === Clears.Person) return true;
  // An unlock outlives the vehicle until the plug is free.
  return session !== Session.None && (session !== Session.Unlocking || phase === Phase.Released);
}

function agesAtOnce(l: Limits): boolean {
  const isLong = l.goneForMs > TICK_MS || l.wantForMs > TICK_MS || l.steadyMs > TICK_MS;
  return !isLong && l.wakeAfterMs <= WATCHED_MS && l.wakeAgainMs <= WATCHED_MS;
}

/** What the pilot was: it says how the next one is read, and whether the vehicle has left. */
function forgetVehicle(system: System): void {
  const { state, limits } = system;
  if (state.advert === Advert.Offer || asksForAge(state) || !agesAtOnce(limits)) return;
  state.pilotForMs = 0;
  const isA = state.pilot === Pilot.A;
  const isAsked = asksIfGone(state);
  if (isA && isAsked) return;
  if (state.simplified && state.pilot !== Pilot.B) state.pilot = isAsked ? Pilot.C : Pilot.A;
  else if (!asksHowItReads(system)) state.pilot = isAsked ? Pilot.B : Pilot.A;
  else if (wants(state.pilot, limits)) {
    // One that stays in C is found not to read the PWM, as one that comes from A to C is; between C and D it is not.
    const isFound = state.advert === Advert.Steady && !limits.ventilation;
    if (isFound && !isAsked) state.pilot = Pilot.A;
  } else if (!isA) state.pilot = Pilot.B;
}

/** Writes the one value over what the pilot was and showed, where nothing is offered. */
export function forgetUnoffered(system: System): void {
  if (!canOffer(system)) forgetAdvert(system);
  // There a vehicle's pauses are counted.
  if (system.limits.lockPolicy !== LockPolicy.WhileCharging) forgetVehicle(system);
}
