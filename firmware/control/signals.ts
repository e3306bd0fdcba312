/**
 * Signals: what the drivers believe about the world, and what people ask for.
 *
 * The one record that control reads. Drivers write it, in `observe`; control never looks past it.
 * Every field is a small integer or a boolean, so that the record can be searched exhaustively and
 * costs nothing on a small engine.
 */

import { NOT_SO } from './age.ts';
import { MOST_MILLIAMPS } from './limits.ts';

/** Control pilot state, as the driver believes it after hysteresis and debounce (IEC 61851-1 A). */
export enum Pilot {
  A,
  B,
  C,
  D,
  /** 0 V: pilot shorted to protective earth, or our own source without supply. */
  E,
  /** −12 V that we show ourselves: not available. Meanwhile nothing is learnt about the vehicle. */
  F,
  /** The negative half of the PWM is missing: no diode, so not a vehicle. */
  NoDiode,
  /** A level that belongs to no state. */
  Invalid,
}

/** What the proximity contact says. Absent and short are different answers, never one code. */
export enum Proximity {
  Absent,
  /** A plug with a readable cable rating. */
  Seated,
  /** Readings that wander between bands: a half-inserted plug. */
  Unstable,
  Short,
}

/** The pin's position as sensed. A cut or shorted sense wire, and a pin half-way, are Unknown. */
export enum Latch {
  Unknown,
  Unlocked,
  Locked,
}

/** The outgoing side, by every proof that is fitted (mirror contact, outgoing voltage, or both). */
export enum Contacts {
  /** The proofs contradict each other. */
  Unproven,
  /** Every fitted proof says open and dead. */
  Open,
  /** Every fitted proof says closed and live. */
  Closed,
}

/** What the lock's driver is doing with the actuator. */
export enum Motion {
  /** May start a stroke. */
  Rested,
  Moving,
  /** Still inside the rest that the part needs after a stroke. */
  Resting,
}

/**
 * What holds the pin by command, and how far its sense can be believed. A latch sense proves itself only
 * by changing: `latch-proof.ts`.
 */
export enum Hold {
  /** Nothing: the last stroke was one towards release, the coil is let go, or power has just come. */
  None,
  /** The same, and the sense reads unlocked; or an extend stroke of such a pin, not seen to lock it yet. */
  Free,
  /** Extended; the sense has proven nothing. Holds the plug, allows no energy. */
  Driven,
  /** Seen to go from unlocked to locked within the stroke. */
  Proven,
}

/** Temperature class of the socket-outlet. */
export enum Heat {
  Cold,
  Normal,
  /** Offer less. */
  Warm,
  /** Open. */
  Hot,
  /** The sensor cannot be believed. */
  Unknown,
}

/** Supply quality, where a meter for it is fitted; Good where not. */
export enum Mains {
  Good,
  Low,
  High,
  /** Voltage on the protective earth: a broken PEN conductor. */
  EarthFault,
}

/** Self-test of the residual-current sensor. */
export enum SelfTest {
  Untested,
  Running,
  Passed,
  Failed,
}

/** What a person at the bench asks of the lock, for one step (`service.ts`). */
export enum Service {
  None,
  Extend,
  Retract,
  /** Back to work. */
  End,
}

export interface Signals {
  /** Time since the last step, in ms. */
  elapsedMs: number;
  /**
   * The part of `elapsedMs` during which the inputs were really watched, in ms. After a stalled tick
   * it is less: a thing is not "dead for 250 ms" because nobody looked for 250 ms.
   */
  watchedMs: number;
  pilot: Pilot;
  proximity: Proximity;
  /** Cable rating, in mA; 0 unless the plug is seated. */
  cableMilliamps: number;
  latch: Latch;
  contacts: Contacts;
  /** Mains reaches the charger (isolator closed), after ride-through. */
  supply: boolean;
  /** The lock's own supply holds enough for a whole stroke. */
  lockSupply: boolean;
  motion: Motion;
  hold: Hold;
  /** The residual-current sensor has tripped. */
  residual: boolean;
  selfTest: SelfTest;
  /** More current flows than was offered, for longer than the vehicle is given to follow. */
  overCurrent: boolean;
  mains: Mains;
  /** The supply is outside of its window, or was so a moment ago: nothing is offered. */
  mainsDoubted: boolean;
  heat: Heat;
  /** What the temperature allows, in mA. */
  thermalMilliamps: number;
  /** The limit that stands until it is changed, of the operator or the load balancer, in mA. */
  externalMilliamps: number;
  /** The last limit with a term, in mA, and its term in ms: 0 when it has run out, NOT_SO for one without. */
  termMilliamps: number;
  termMs: number;
  eStop: boolean;
  /** The random delay to keep after an outage, in ms; drawn once per start. */
  outageDelayMs: number;
  /** The owner's choices could not be read: the least is in force. */
  settingsLost: boolean;
  /** Every fitted sensor has answered since power-up. */
  sensorsRead: boolean;
  /** Requests: true for one step. */
  stop: boolean;
  start: boolean;
  unlock: boolean;
  /** A person has acted: the Start or the Stop button, or `start` on the console. True for one step. */
  person: boolean;
  /** A limit has been given, or one is recalled. True for one step. */
  limited: boolean;
  /** Hardware has opened the contactor, and nothing else that is seen says why. True for one step. */
  opened: boolean;
  /** Such hardware has been found standing still; until the next start. */
  reflexStopped: boolean;
  service: Service;
}

/** Signals before anything has been read: each at the value that allows least. */
export function createSignals(): Signals {
  return {
    elapsedMs: 0,
    watchedMs: 0,
    pilot: Pilot.Invalid,
    proximity: Proximity.Absent,
    cableMilliamps: 0,
    latch: Latch.Unknown,
    contacts: Contacts.Unproven,
    supply: false,
    lockSupply: false,
    motion: Motion.Resting,
    hold: Hold.None,
    residual: false,
    selfTest: SelfTest.Untested,
    overCurrent: false,
    mains: Mains.Good,
    mainsDoubted: false,
    heat: Heat.Normal,
    thermalMilliamps: 0,
    externalMilliamps: MOST_MILLIAMPS,
    termMilliamps: 0,
    termMs: NOT_SO,
    eStop: false,
    outageDelayMs: 0,
    settingsLost: false,
    sensorsRead: false,
    stop: false,
    start: false,
    unlock: false,
    person: false,
    limited: false,
    opened: false,
    reflexStopped: false,
    service: Service.None,
  };
}
