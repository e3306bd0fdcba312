/**
 * Drawn signals: the signals of one tick, drawn from the adversary's choice when they are read, and a note of what
 * was read. A value of an input that nobody read cannot have made a difference.
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import {
  type Contacts,
  type Heat,
  Hold,
  type Latch,
  Mains,
  Motion,
  Pilot,
  Proximity,
  type SelfTest,
  type Service,
  type Signals,
} from '../../../firmware/control/signals.ts';

/** Every input of the signals, and its place. */
export enum Place {
  elapsed,
  pilot,
  proximity,
  cable,
  latch,
  contacts,
  supply,
  lockSupply,
  residual,
  eStop,
  selfTest,
  overCurrent,
  mains,
  mainsDoubted,
  heat,
  external,
  limit,
  sensorsRead,
  stop,
  start,
  unlock,
  opened,
  reflexStopped,
  service,
}

/** What the master says: nothing, a limit with a term of two ticks, or one without. */
export enum Given {
  Nothing,
  WithTerm,
  ForEver,
}

/** The term of every limit that has one, in ms. */
export const TERM_MS = 2;

const PLACES = Place.service + 1;

/** Time of a late tick that was watched, in ms: the rest of it is not counted as proof. */
const WATCHED_MS = 2;

/** What is written is what a driver of the model plant derives. */
export class DrawnSignals implements Signals {
  /** Kept from tick to tick: written by the lock's driver. */
  motion = Motion.Resting;
  hold = Hold.None;
  settingsLost = false;
  outageDelayMs = 0;
  termMilliamps = 10000;
  /** The value of each input, by its place. */
  readonly values: number[] = Array.from({ length: PLACES }, (_, place) =>
    place === Place.pilot ? Pilot.Invalid : 0,
  );
  /** Bits of the places that were read, or are not to be noted. */
  noted = -1;
  /** The places in the order in which they were read first. */
  readonly order: number[] = Array.from({ length: PLACES }, () => 0);
  reads = 0;

  private read(place: Place): number {
    const bit = 1 << place;
    if ((this.noted & bit) === 0) {
      this.noted |= bit;
      this.order[this.reads++] = place;
    }
    return this.values[place] as number;
  }

  get elapsedMs(): number {
    return this.read(Place.elapsed);
  }

  get watchedMs(): number {
    const elapsedMs = this.read(Place.elapsed);
    return elapsedMs < WATCHED_MS ? elapsedMs : WATCHED_MS;
  }

  get pilot(): Pilot {
    return this.read(Place.pilot);
  }

  set pilot(pilot: Pilot) {
    this.values[Place.pilot] = pilot;
  }

  get proximity(): Proximity {
    return this.read(Place.proximity);
  }

  get cableMilliamps(): number {
    return this.read(Place.proximity) === Proximity.Seated ? this.read(Place.cable) : 0;
  }

  get latch(): Latch {
    return this.read(Place.latch);
  }

  set latch(latch: Latch) {
    this.values[Place.latch] = latch;
  }

  get contacts(): Contacts {
    return this.read(Place.contacts);
  }

  set contacts(contacts: Contacts) {
    this.values[Place.contacts] = contacts;
  }

  get supply(): boolean {
    return this.read(Place.supply) === 1;
  }

  set supply(supply: boolean) {
    this.values[Place.supply] = supply ? 1 : 0;
  }

  get lockSupply(): boolean {
    return this.read(Place.lockSupply) === 1;
  }

  get residual(): boolean {
    return this.read(Place.residual) === 1;
  }

  set residual(residual: boolean) {
    this.values[Place.residual] = residual ? 1 : 0;
  }

  get selfTest(): SelfTest {
    return this.read(Place.selfTest);
  }

  set selfTest(selfTest: SelfTest) {
    this.values[Place.selfTest] = selfTest;
  }

  get overCurrent(): boolean {
    return this.read(Place.overCurrent) === 1;
  }

  get mains(): Mains {
    return this.read(Place.mains);
  }

  get mainsDoubted(): boolean {
    return this.read(Place.mains) !== Mains.Good || this.read(Place.mainsDoubted) === 1;
  }

  get heat(): Heat {
    return this.read(Place.heat);
  }

  get thermalMilliamps(): number {
    return thermalMilliamps[this.read(Place.heat)] as number;
  }

  get externalMilliamps(): number {
    return this.read(Place.external);
  }

  get limited(): boolean {
    return this.read(Place.limit) !== Given.Nothing;
  }

  get termMs(): number {
    return this.read(Place.limit) === Given.WithTerm ? TERM_MS : NOT_SO;
  }

  get eStop(): boolean {
    return this.read(Place.eStop) === 1;
  }

  set eStop(eStop: boolean) {
    this.values[Place.eStop] = eStop ? 1 : 0;
  }

  get sensorsRead(): boolean {
    return this.read(Place.sensorsRead) === 1;
  }

  get stop(): boolean {
    return this.read(Place.stop) === 1;
  }

  get start(): boolean {
    return this.read(Place.start) === 1;
  }

  get unlock(): boolean {
    return this.read(Place.unlock) === 1;
  }

  get person(): boolean {
    return this.read(Place.start) === 1;
  }

  get opened(): boolean {
    return this.read(Place.opened) === 1;
  }

  get reflexStopped(): boolean {
    return this.read(Place.reflexStopped) === 1;
  }

  get service(): Service {
    return this.read(Place.service);
  }
}

/** What each class of the temperature allows, in mA, in the order of `Heat`. */
const thermalMilliamps = [80000, 80000, 6000, 0, 0];
