/**
 * Control pilot: levels to states A…F, by IEC 61851-1 Annex A as read second-hand.
 *
 * Wiring: a ±12 V source through 1 kΩ drives CP; the board measures the level of the positive and of the
 * negative half at the socket's CP pin, held from one pulse to the next by a track-and-hold for each half.
 *
 * The boundaries stand in the middle of what is left between two states over all tolerances: 10.5 V between
 * A and B, 7.45 V between B and C, 4.4 V between C and D, 1.8 V between D and E; a level crosses one of them
 * 0.2 V beyond it. −1 V and below is invalid (−2 V where E is believed): −12 V is F only where we show it
 * ourselves. Above 13.4 V is invalid. Under PWM the negative half must be there, or there is no diode and so
 * no vehicle.
 *
 * Belief is asymmetric: leaving C or D is believed after 30 ms, everything else after 50 ms. With a tick
 * of 10 ms that is four samples: a spike of less than 30 ms never does anything, and the vehicle's
 * opening is acted on within 40 ms. Good samples in between do not cancel the bad ones: the evidence
 * falls at 5/8 of the rate at which it grows. Some residual-current devices upstream trip when the contactor opens in
 * the instant in which the vehicle opens: an installer may have B believed a little later, so that the vehicle has
 * opened by then; whatever else contradicts C is believed without that delay. While we show −12 V ourselves the
 * level says nothing about the vehicle: our own F is never taken for unplugging.
 */

import { isDue, lowered, NOT_SO } from '../control/age.ts';
import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../control/outputs.ts';
import { Pilot, type Signals } from '../control/signals.ts';
import type { Readings } from '../hal.ts';
import type { QuietWindow } from './quiet-window.ts';

/** Leaving C or D is believed after this time. [D: ≥ 24 ms of immunity, ≤ 40 ms to the command] */
export const PILOT_DANGER_MS = 30;
/** Everything else is believed after this time. [D] */
export const PILOT_SETTLE_MS = 50;
/**
 * A state begins here, in mV: mid-gap between the levels that two neighbours have over all tolerances of
 * source, resistors and diode (B 8.37–9.59 V, C 5.47–6.53 V, D 2.59–3.28 V, A from 11.4 V). [D]
 */
const A_FROM_MILLIVOLTS = 10500;
const B_FROM_MILLIVOLTS = 7450;
const C_FROM_MILLIVOLTS = 4400;
const D_FROM_MILLIVOLTS = 1800;
/** A level crosses a boundary this far beyond it, in mV. [D] */
const HYSTERESIS_MILLIVOLTS = 200;
/** Above it C and D are believed no longer. */
export const LEFT_C_MILLIVOLTS = B_FROM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS;
/** No source within its tolerance reads more: 12.6 V, 3 % of the converter's reference, its own 0.15 V. [D] */
const MOST_MILLIVOLTS = 13400;
/** After we have interrupted the wire, A is not the vehicle's leaving for this long. [D] */
export const BREAK_DOUBT_MS = 1000;
/** Under PWM the negative half must be at least this low. [H: near −12 V; D: −12 V + 10 % + 0.8 V] */
const NEGATIVE_HALF_MILLIVOLTS = -10000;

export interface ControlPilot {
  believed: Pilot;
  candidate: Pilot;
  /** How long the readings have contradicted what is believed. */
  candidateForMs: number;
  /** The first level that contradicted, in mV. */
  candidateMillivolts: number;
  dutyPermille: number;
  /** Time since our own interruption of the wire; `BREAK_DOUBT_MS` = over. */
  sinceBreakMs: number;
  /** Contradictions that went away before they were believed: how disturbed this pilot is. */
  glitches: number;
  /** The level of the last of them, in mV. */
  glitchMillivolts: number;
}

export function createControlPilot(): ControlPilot {
  return {
    believed: Pilot.Invalid,
    candidate: Pilot.Invalid,
    candidateForMs: NOT_SO,
    candidateMillivolts: 0,
    dutyPermille: DUTY_STEADY,
    sinceBreakMs: BREAK_DOUBT_MS,
    glitches: 0,
    glitchMillivolts: 0,
  };
}

/**
 * State by the positive level alone. Each boundary is lower for who is believed to be above it than for who
 * is believed to be below.
 */
function stateOf(highMillivolts: number, believed: Pilot): Pilot {
  if (highMillivolts > MOST_MILLIVOLTS) return Pilot.Invalid;
  if (isAbove(highMillivolts, A_FROM_MILLIVOLTS, believed === Pilot.A)) return Pilot.A;
  if (isAbove(highMillivolts, B_FROM_MILLIVOLTS, believed <= Pilot.B)) return Pilot.B;
  if (isAbove(highMillivolts, C_FROM_MILLIVOLTS, believed <= Pilot.C)) return Pilot.C;
  if (isAbove(highMillivolts, D_FROM_MILLIVOLTS, believed <= Pilot.D)) return Pilot.D;
  const isShort = highMillivolts >= -1000 || (believed === Pilot.E && highMillivolts >= -2000);
  return isShort ? Pilot.E : Pilot.Invalid;
}

function isAbove(highMillivolts: number, boundary: number, wasAbove: boolean): boolean {
  return highMillivolts >= boundary + (wasAbove ? -HYSTERESIS_MILLIVOLTS : HYSTERESIS_MILLIVOLTS);
}

/** The window in which no reading contradicts what is believed, for the quiet tick. */
function keep(pilot: ControlPilot, quietWindow: QuietWindow): void {
  const believed = pilot.believed;
  let from = -2000;
  let to = D_FROM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS - 1;
  if (believed === Pilot.A) {
    from = A_FROM_MILLIVOLTS - HYSTERESIS_MILLIVOLTS;
    to = MOST_MILLIVOLTS;
  } else if (believed === Pilot.B) {
    from = B_FROM_MILLIVOLTS - HYSTERESIS_MILLIVOLTS;
    to = A_FROM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS - 1;
  } else if (believed === Pilot.C) {
    from = C_FROM_MILLIVOLTS - HYSTERESIS_MILLIVOLTS;
    to = B_FROM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS - 1;
  } else if (believed === Pilot.D) {
    from = D_FROM_MILLIVOLTS - HYSTERESIS_MILLIVOLTS;
    to = C_FROM_MILLIVOLTS + HYSTERESIS_MILLIVOLTS - 1;
  } else if (believed === Pilot.F && pilot.dutyPermille === DUTY_UNAVAILABLE) {
    from = -20000;
    to = 20000;
  } else if (believed !== Pilot.E) {
    // Nothing is steady about an invalid pilot, nor about an F that has just ended: look every time.
    from = 1;
    to = 0;
  }
  quietWindow.pilotHighFromMillivolts = from;
  quietWindow.pilotHighToMillivolts = to;
  quietWindow.pilotLowToMillivolts = hasNegativeHalf(pilot) ? NEGATIVE_HALF_MILLIVOLTS : 20000;
}

/** Whether the duty that was last put out has a negative half to look at. */
function hasNegativeHalf(pilot: ControlPilot): boolean {
  const isPwm = pilot.dutyPermille > DUTY_UNAVAILABLE && pilot.dutyPermille < DUTY_STEADY;
  return isPwm && pilot.believed !== Pilot.NoDiode;
}

function classify(pilot: ControlPilot, readings: Readings): Pilot {
  if (pilot.dutyPermille === DUTY_UNAVAILABLE) return Pilot.F;
  const state = stateOf(readings.pilotHighMillivolts, pilot.believed);
  // Whoever has just been connected again may still be on the way to B.
  const isAway = state === Pilot.A && pilot.believed === Pilot.F;
  if (isAway && pilot.sinceBreakMs < BREAK_DOUBT_MS) return Pilot.F;
  const isPwm = pilot.dutyPermille < DUTY_STEADY;
  const isVehicle = state === Pilot.B || state === Pilot.C || state === Pilot.D;
  const lacksHalf = isPwm && readings.pilotLowMillivolts > NEGATIVE_HALF_MILLIVOLTS;
  // A short to earth lacks the negative half as well: it keeps its own name, E.
  return isVehicle && lacksHalf ? Pilot.NoDiode : state;
}

function believe(pilot: ControlPilot, state: Pilot, seen: Signals, quietWindow: QuietWindow): void {
  pilot.believed = state;
  pilot.candidateForMs = NOT_SO;
  seen.pilot = state;
  keep(pilot, quietWindow);
}

function isCharging(pilot: ControlPilot): boolean {
  return pilot.believed === Pilot.C || pilot.believed === Pilot.D;
}

/** How long C or D is contradicted before the other state is believed, in ms. */
function leavingMs(state: Pilot, waitInBMs: number): number {
  return state === Pilot.B ? PILOT_DANGER_MS + waitInBMs : PILOT_DANGER_MS;
}

/**
 * What one more look at a contradiction proves, in ms. Behind a good sample the contradiction has begun somewhere in
 * this lap: with the whole of it, two harmless spikes look like one loss of the vehicle. A missing negative half behind
 * another contradiction proves no time by itself: at the end of a spike this half is often held a little longer.
 */
function provenMs(pilot: ControlPilot, state: Pilot, lapMs: number): number {
  if (pilot.candidate === pilot.believed) return lapMs >> 1;
  return state === Pilot.NoDiode && pilot.candidate !== Pilot.NoDiode ? 0 : lapMs;
}

/**
 * Whether the next look at this sample would end the belief in a vehicle that asks for energy.
 *
 * @param lapMs time since the last look
 * @param ventilation D is such a vehicle as well
 */
export function isLeavingCharge(
  pilot: ControlPilot,
  readings: Readings,
  lapMs: number,
  waitInBMs: number,
  ventilation: boolean,
): boolean {
  const state = classify(pilot, readings);
  if (state === Pilot.C || (state === Pilot.D && ventilation)) return false;
  return isDue(pilot.candidateForMs, provenMs(pilot, state, lapMs), leavingMs(state, waitInBMs));
}

/**
 * A contradiction has gone away before it was believed. In C and D its evidence leaks away: a pilot that is
 * bad most of the time is bad.
 */
function passGlitch(pilot: ControlPilot, elapsedMs: number): void {
  if (pilot.candidate !== pilot.believed) {
    pilot.glitches = (pilot.glitches + 1) & 0xffff;
    pilot.glitchMillivolts = pilot.candidateMillivolts;
    pilot.candidate = pilot.believed;
  }
  pilot.candidateForMs = isCharging(pilot)
    ? lowered(pilot.candidateForMs, (elapsedMs * 5) >> 3)
    : NOT_SO;
}

/**
 * Looks at one sample.
 *
 * @param elapsedMs time since the last tick
 * @param waitInBMs leaving C or D for B is believed so much later
 * @returns whether the belief has changed
 */
export function observePilot(
  pilot: ControlPilot,
  readings: Readings,
  elapsedMs: number,
  waitInBMs: number,
  seen: Signals,
  quietWindow: QuietWindow,
): boolean {
  if (pilot.sinceBreakMs < BREAK_DOUBT_MS) pilot.sinceBreakMs += elapsedMs;
  const state = classify(pilot, readings);
  if (state === pilot.believed) {
    if (pilot.candidateForMs >= 0) passGlitch(pilot, elapsedMs);
    return false;
  }
  const wasCharging = isCharging(pilot);
  // From C or D any contradiction is the same danger; elsewhere a new candidate starts anew.
  if (pilot.candidateForMs < 0 || !(wasCharging || state === pilot.candidate)) {
    pilot.candidateForMs = 0;
  } else {
    pilot.candidateForMs += provenMs(pilot, state, elapsedMs);
  }
  // The first level of each contradiction is the one that people are shown.
  if (pilot.candidate === pilot.believed || pilot.candidateForMs === 0) {
    pilot.candidateMillivolts = readings.pilotHighMillivolts;
  }
  pilot.candidate = state;
  const limitMs = wasCharging ? leavingMs(state, waitInBMs) : PILOT_SETTLE_MS;
  if (pilot.candidateForMs < limitMs) return false;
  believe(pilot, state, seen, quietWindow);
  return true;
}

/**
 * Follows the duty that was put out.
 *
 * @returns whether the belief has changed: our own F is known at once
 */
export function retunePilot(
  pilot: ControlPilot,
  dutyPermille: number,
  seen: Signals,
  quietWindow: QuietWindow,
): boolean {
  if (dutyPermille === pilot.dutyPermille) return false;
  pilot.dutyPermille = dutyPermille;
  if (dutyPermille === DUTY_UNAVAILABLE) {
    believe(pilot, Pilot.F, seen, quietWindow);
    return true;
  }
  keep(pilot, quietWindow);
  return false;
}

/** Our own switch in the pilot's wire is open: what is seen then, and right after, is not the vehicle. */
export function followBreak(pilot: ControlPilot, isBroken: boolean): void {
  if (isBroken) pilot.sinceBreakMs = 0;
}
