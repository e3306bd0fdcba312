/**
 * Timer look: what Espruino runs every 5 ms while the contactor is closed, between two statements of whatever runs.
 * It may only open. It is as short as it can be: every millisecond of it is one less for the tick.
 */

import { LEFT_C_MILLIVOLTS } from '../drivers/control-pilot.ts';
import type { InputPin } from '../drivers/digital-inputs.ts';
import type { SenseWindows } from '../drivers/lock-parts.ts';
import { Trip } from '../hal.ts';
import { fromHighest, openPin } from './espruino-pins.ts';
import type { PinMap } from './pin-map.ts';

declare const analogRead: typeof espruino.analogRead;
declare const digitalRead: typeof espruino.digitalRead;
declare const digitalWrite: typeof espruino.digitalWrite;
declare const getTime: typeof espruino.getTime;

export const LOOK_EVERY_MS = 5;
/** It must last for so long: a spike of 24 ms does nothing. */
export const LEFT_C_FOR_S = 0.0245;
/** The contactor's own coil disturbs the sense line for some ms. */
export const UNLATCHED_FOR_S = 0.009;

/** What each look of a round of three does beside its own work. */
export enum Turn {
  /** The dead-man is put off. */
  PutOff,
  Latch,
  Nothing,
}

/** What the looks and the loop tell each other. */
export interface Watch {
  isArmed: boolean;
  /** Looks since the start; they wrap nowhere near a session. */
  looks: number;
  turn: Turn;
  /** Looks that may still put the dead-man off without a tick that feeds. */
  left: number;
  /** Something was not well in the last look. */
  isDoubted: boolean;
  badLines: number;
  /** When the pilot was first seen to have left C and D, and the latch its window, in s; 0 while it has not. */
  leftAtS: number;
  unlatchedAtS: number;
  trip: Trip;
}

export function createWatch(): Watch {
  return {
    isArmed: false,
    looks: 0,
    turn: Turn.PutOff,
    left: 0,
    isDoubted: false,
    badLines: 0,
    leftAtS: 0,
    unlatchedAtS: 0,
    trip: Trip.None,
  };
}

/** The digital lines: as they stand when all is well, and what each trips for, from the lowest bit on. */
interface Lines {
  readonly pins: espruino.Pin[];
  readonly well: number;
  readonly trips: readonly Trip[];
}

function linesOf(map: PinMap): Lines {
  const pins: espruino.Pin[] = [];
  const trips: Trip[] = [];
  let well = 0;
  const add = (net: InputPin | null, trip: Trip): void => {
    if (net === null) return;
    if (net.activeLow) well |= 1 << pins.length;
    pins.push(openPin(net.pin));
    trips.push(trip);
  };
  add(map.eStop, Trip.EmergencyStop);
  // A sensor that is ignored while the contactor switches is left to the loop.
  if (map.residualIgnoreMs === 0) add(map.residual, Trip.Residual);
  return { pins: fromHighest(pins), well: well, trips: trips };
}

function tripOf(lines: Lines, found: number): Trip {
  let bad = found ^ lines.well;
  let line = 0;
  while ((bad & 1) === 0) {
    bad >>= 1;
    line++;
  }
  return lines.trips[line] as Trip;
}

/** Whether the latch is outside the window in which the plug is locked. */
function createLatchLook(map: PinMap, sense: SenseWindows): () => boolean {
  const net = map.latch;
  const range = net.atFull - net.atZero;
  const from = (sense.lockedFromMillivolts - net.atZero) / range;
  const to = (sense.lockedToMillivolts - net.atZero) / range;
  const isOutside = (share: number): boolean => share < from || share > to;
  const through = map.multiplexer;
  if (net.pin !== null || through === null) {
    const pin = openPin(net.pin === null ? '' : net.pin);
    return () => isOutside(analogRead(pin));
  }
  const pin = openPin(through.pin);
  const pins: espruino.Pin[] = [];
  for (let i = 0; i < through.select.length; i++) pins.push(openPin(through.select[i] as string));
  const select = fromHighest(pins);
  const channel = net.channel;
  return () => {
    // Whatever was interrupted may have just selected a channel, and finds it again.
    const selected = digitalRead(select);
    digitalWrite(select, channel);
    const share = analogRead(pin);
    digitalWrite(select, selected);
    return isOutside(share);
  };
}

/** What a look may do. */
export interface Measures {
  /** Opens the contactor. */
  readonly open: (trip: Trip) => void;
  /** Puts the dead-man off. */
  readonly putOff: () => void;
}

/** @returns one look */
export function createLook(
  watch: Watch,
  map: PinMap,
  sense: SenseWindows,
  measures: Measures,
): () => void {
  const open = measures.open;
  const putOff = measures.putOff;
  const lines = linesOf(map);
  const pilotNet = map.pilotHigh;
  const latchIsBad = createLatchLook(map, sense);
  const lookClosely = (found: number, hasLeft: boolean): void => {
    watch.badLines = found === lines.well ? 0 : watch.badLines + 1;
    if (watch.badLines > 1) open(tripOf(lines, found));
    if (!hasLeft) watch.leftAtS = 0;
    else if (watch.leftAtS === 0) watch.leftAtS = getTime();
    else if (getTime() - watch.leftAtS > LEFT_C_FOR_S) open(Trip.Pilot);
    if (watch.unlatchedAtS > 0) {
      if (!latchIsBad()) watch.unlatchedAtS = 0;
      else if (getTime() - watch.unlatchedAtS > UNLATCHED_FOR_S) open(Trip.Latch);
    }
    watch.isDoubted = watch.badLines > 0 || watch.leftAtS > 0 || watch.unlatchedAtS > 0;
  };
  const pins = lines.pins;
  const well = lines.well;
  const pilot = openPin(pilotNet.pin === null ? '' : pilotNet.pin);
  const leftC = (LEFT_C_MILLIVOLTS - pilotNet.atZero) / (pilotNet.atFull - pilotNet.atZero);
  return () => {
    watch.looks++;
    if (!watch.isArmed) return;
    const found = digitalRead(pins);
    const share = analogRead(pilot);
    if (found !== well || share > leftC || watch.isDoubted) lookClosely(found, share > leftC);
    watch.left--;
    if (watch.turn === Turn.PutOff) {
      watch.turn = Turn.Latch;
      if (watch.left > 0) putOff();
    } else if (watch.turn === Turn.Nothing) {
      watch.turn = Turn.PutOff;
    } else {
      watch.turn = Turn.Nothing;
      if (watch.unlatchedAtS > 0 || !latchIsBad()) return;
      watch.unlatchedAtS = getTime();
      watch.isDoubted = true;
    }
  };
}
