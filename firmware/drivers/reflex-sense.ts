/**
 * Reflex: what hardware has opened by itself, and whether our own inputs say the same.
 *
 * Hardware filters for a millisecond or two, the drivers of the inputs for longer. What it has opened stays
 * open, but is told to control only after the inputs have had their time: by then they have named the cause,
 * and control has acted on it as ever, R10 included; or nobody has, and it was a disturbance.
 */

import { NOT_SO } from '../control/age.ts';
import { Trip } from '../hal.ts';

/** Longer than every input that forbids energy takes to be believed, at any tick. */
const CONFIRM_MS = 60;
/** More is not counted. */
const MOST_OPENINGS = 9999;

export interface ReflexSense {
  /** What has opened last; None from the next closing on. */
  trip: Trip;
  /** Time since it has opened, while control orders closed; NOT_SO otherwise. */
  openForMs: number;
  /** Openings since the start, and how many of them no input has confirmed. */
  openings: number;
  unconfirmed: number;
}

export function createReflexSense(): ReflexSense {
  return { trip: Trip.None, openForMs: NOT_SO, openings: 0, unconfirmed: 0 };
}

/** Hardware has opened. */
export function noteTrip(sense: ReflexSense, trip: Trip): void {
  sense.trip = trip;
  sense.openForMs = 0;
  if (sense.openings < MOST_OPENINGS) sense.openings++;
}

/** The raw readings have opened, and no belief has followed in the same tick: it was a disturbance. */
export function noteUnbelieved(sense: ReflexSense): void {
  noteTrip(sense, Trip.Unknown);
  sense.openForMs = NOT_SO;
  if (sense.unconfirmed < MOST_OPENINGS) sense.unconfirmed++;
}

/** Control has opened as well: whatever it was, it is named. */
export function confirmTrip(sense: ReflexSense): void {
  sense.openForMs = NOT_SO;
}

/**
 * Another tick in which control still orders closed.
 *
 * @param sinceMs time since the last one
 * @returns whether control must be told now: the inputs have had their time, or have nothing to say about it
 */
export function isUnconfirmed(sense: ReflexSense, sinceMs: number): boolean {
  const isOurs = sense.trip === Trip.Loop || sense.trip === Trip.Stopped;
  sense.openForMs += sinceMs;
  if (sense.openForMs < CONFIRM_MS && !isOurs) return false;
  if (sense.unconfirmed < MOST_OPENINGS) sense.unconfirmed++;
  return true;
}
