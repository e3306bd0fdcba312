/**
 * Offer: the current that the pilot offers, and the pauses that the sequences of the pilot require.
 */

import { reached } from './age.ts';
import { type Limits, LockPolicy } from './limits.ts';
import { vehicleWants } from './open-conditions.ts';
import { DUTY_STEADY, DUTY_UNAVAILABLE, type Outputs } from './outputs.ts';
import { hasRested } from './retries.ts';
import { vehicleThere } from './session.ts';
import { Latch, Motion, Pilot, type Signals } from './signals.ts';
import { Advert, Phase, Session, type State, touch, Wake } from './state.ts';
import { allowedMilliamps } from './term.ts';

/**
 * The pilot's duty for a current, rounded down so that never more is offered.
 *
 * 6–51 A: I/0.6 %; 52.5–80 A: I/2.5 + 64 %; between them there is no duty, so 51 A (IEC 61851-1 Annex
 * A, second-hand; H). Below 6 A there is no offer: steady, never 8–10 %.
 *
 * @param milliamps 0…80 000
 * @returns permille of the period
 */
export function dutyOf(milliamps: number): number {
  if (milliamps < 6000) return DUTY_STEADY;
  if (milliamps <= 51000) return Math.floor(milliamps / 60);
  if (milliamps < 52500) return 850;
  return Math.floor(milliamps / 250) + 640;
}

/** The current that may be offered now, in mA: the least of all limits; 0 below 6 A. */
export function currentOf(state: State, seen: Signals, limits: Limits): number {
  let milliamps = limits.installationMilliamps;
  if (seen.cableMilliamps < milliamps) milliamps = seen.cableMilliamps;
  if (seen.thermalMilliamps < milliamps) milliamps = seen.thermalMilliamps;
  const allowed = allowedMilliamps(state.termLeftMs, seen, limits);
  if (allowed < milliamps) milliamps = allowed;
  if (state.simplified && limits.simplifiedMilliamps < milliamps) {
    milliamps = limits.simplifiedMilliamps;
  }
  return milliamps < limits.leastMilliamps ? 0 : milliamps;
}

function setAdvert(state: State, advert: Advert, milliamps: number): void {
  if (state.advert !== advert) {
    // The offer that the vehicle has left is over as soon as it is withdrawn.
    state.leftOffer = false;
    state.advert = advert;
    state.advertForMs = 0;
    touch(state);
  }
  if (state.offerMilliamps !== milliamps) {
    state.offerMilliamps = milliamps;
    state.offerForMs = 0;
    touch(state);
  }
}

/** B under an offer that the vehicle has not left by itself: it sleeps, and may be woken again. */
function sleeps(state: State, limits: Limits): boolean {
  const isTold = state.pilot !== Pilot.B || state.leftOffer || limits.wakeAfterMs === 0;
  if (isTold || state.wakeUps >= limits.wakeUps) return false;
  if (state.phase !== Phase.Ready && state.phase !== Phase.Released) return false;
  const afterMs = state.wakeUps === 0 ? limits.wakeAfterMs : limits.wakeAgainMs;
  return reached(state, state.pilotForMs, afterMs) && reached(state, state.advertForMs, afterMs);
}

/** The offer comes, or comes back: a vehicle that fell asleep without it is woken again. */
function beginOffer(state: State, milliamps: number): void {
  state.wakeUps = state.wake === Wake.Steady ? state.wakeUps + 1 : 0;
  state.wake = Wake.Rest;
  setAdvert(state, Advert.Offer, milliamps);
}

/**
 * The duty that the vehicle reads is known. A vehicle found in C with nothing offered has time to open first: if it
 * does not, it counts as one that does not read the PWM (`followVehicle`), and is offered less from the start.
 */
function isReadable(state: State, seen: Signals, limits: Limits): boolean {
  return state.simplified || !vehicleWants(seen, limits);
}

/** Offers, or continues to offer: the pauses before a new offer and between two changes are kept. */
function offer(state: State, seen: Signals, limits: Limits, milliamps: number): void {
  if (state.advert === Advert.Offer) {
    if (sleeps(state, limits)) {
      const isLast = state.wakeUps + 1 >= limits.wakeUps;
      state.wake = isLast && limits.pilotBreakFitted ? Wake.Broken : Wake.Unavailable;
      setAdvert(state, Advert.Unavailable, 0);
    } else if (
      state.offerMilliamps !== milliamps &&
      reached(state, state.offerForMs, limits.offerChangeMs)
    ) {
      setAdvert(state, Advert.Offer, milliamps);
    }
  } else if (state.wake === Wake.Unavailable || state.wake === Wake.Broken) {
    const shownMs = state.wake === Wake.Broken ? limits.wakeBreakMs : limits.wakeUnavailableMs;
    if (reached(state, state.advertForMs, shownMs)) {
      state.wake = Wake.Steady;
      setAdvert(state, Advert.Steady, 0);
    }
  } else {
    const pauseMs = state.wake === Wake.Steady ? limits.wakeSteadyMs : limits.steadyMs;
    if (state.advert === Advert.Unavailable) withdraw(state, limits);
    else if (
      vehicleThere(seen) &&
      reached(state, state.advertForMs, pauseMs) &&
      isReadable(state, seen, limits)
    ) {
      beginOffer(state, milliamps);
    }
  }
}

/** Nothing offered. A shown F is first kept for its least time. */
function withdraw(state: State, limits: Limits): void {
  state.wake = Wake.Rest;
  if (
    state.advert === Advert.Unavailable &&
    !reached(state, state.advertForMs, limits.unavailableMs)
  ) {
    return;
  }
  setAdvert(state, Advert.Steady, 0);
}

/**
 * A vehicle is waiting for an offer. Under `whileCharging` the offer comes before the pin moves, and
 * stays while it does; otherwise only behind a locked pin.
 */
function isAskedFor(state: State, seen: Signals, limits: Limits): boolean {
  if (state.phase === Phase.Ready) return true;
  if (limits.lockPolicy !== LockPolicy.WhileCharging) return false;
  // Once C is shown under an offer only 3 s are allowed (seq. 4): the lock must be able to follow at
  // once, and an offer does not outlive a first stroke that
  // failed.
  if (state.advert === Advert.Offer) {
    const isOnTime = state.strokes === 0 || seen.latch === Latch.Locked;
    return state.phase === Phase.Released || (state.phase === Phase.Locking && isOnTime);
  }
  return state.phase === Phase.Released && seen.motion === Motion.Rested && seen.lockSupply;
}

/** An offer may be made, or be kept. */
function mayOffer(state: State, seen: Signals, limits: Limits): boolean {
  if (state.session !== Session.Permitted || state.holdOffMs > 0) return false;
  if (state.phase === Phase.Energized) return true;
  // The offer stays when the vehicle has opened, so that it may come back.
  if (state.phase === Phase.Opening) return state.advert === Advert.Offer && seen.pilot === Pilot.B;
  // Our own F, shown to wake the vehicle, hides it; an offer that stands needs it on the pilot.
  const isHidden = seen.pilot === Pilot.F && state.advert !== Advert.Offer;
  if (!isAskedFor(state, seen, limits) || !(isHidden || vehicleThere(seen))) return false;
  // A close that must still wait out its minimum open time must not be asked for: once C is shown
  // under an offer, only 3 s are allowed (seq. 4). A vehicle that rests in B keeps the offer it has.
  if (hasRested(state, limits)) return true;
  return state.advert === Advert.Offer && seen.pilot === Pilot.B;
}

/**
 * Decides what the pilot tells the vehicle, and writes it into the outputs.
 *
 * @param isRefused a fault or an input forbids any offer
 * @param isAlarm a fault that opens was raised in this step: F is shown for its least time
 */
export function advertise(
  state: State,
  seen: Signals,
  outputs: Outputs,
  limits: Limits,
  isRefused: boolean,
  isAlarm: boolean,
): void {
  const milliamps = isRefused ? 0 : currentOf(state, seen, limits);
  if (isAlarm) {
    state.wake = Wake.Rest;
    setAdvert(state, Advert.Unavailable, 0);
  } else if (milliamps > 0 && mayOffer(state, seen, limits)) offer(state, seen, limits, milliamps);
  else withdraw(state, limits);

  outputs.pilotBroken = state.wake === Wake.Broken;
  outputs.offerMilliamps = state.offerMilliamps;
  if (state.advert === Advert.Offer) outputs.dutyPermille = dutyOf(state.offerMilliamps);
  else outputs.dutyPermille = state.advert === Advert.Steady ? DUTY_STEADY : DUTY_UNAVAILABLE;
}
