/**
 * Drawn signals: the signals of one tick, drawn from the adversary's answers when they are read.
 */

import { NOT_SO } from '../../../firmware/control/age.ts';
import {
  type Contacts,
  Heat,
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
import { Answers } from './answers.ts';

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
  /** Not a signal: whether the last start cut a session off (`load-proof.ts`), as it is asked before a closing. */
  loadDoubted,
}

/** What the master says: nothing, a limit with a term of two ticks, or one without. */
export enum Given {
  Nothing,
  WithTerm,
  ForEver,
}

/** Who stops: nobody, somebody on the console, or somebody at the button, which is a person's act as well (R10). */
export enum Stopped {
  ByNobody,
  OnConsole,
  AtButton,
}

/** The term of every limit that has one, in ms. */
export const TERM_MS = 2;

const PLACES = Place.loadDoubted + 1;

/** Time of a late tick that was watched, in ms: the rest of it is not counted as proof. */
export const WATCHED_MS = 2;

/** Places whose values are not small numbers: they have a bit by their order here. */
const listed: Partial<Record<Place, readonly number[]>> = {
  [Place.cable]: [10000, 6000],
  [Place.external]: [80000, 0],
};

/** The bit of an input's value. */
export function bitOf(place: Place, value: number): number {
  const list = listed[place];
  return 1 << (list === undefined ? value : list.indexOf(value));
}

/** The value of a bit's number. */
export function valueAt(place: Place, bit: number): number {
  return listed[place]?.[bit] ?? bit;
}

const YES = 2;

/** What is written is what a driver of the model plant derives. */
export class DrawnSignals implements Signals {
  /** Kept from tick to tick: written by the lock's driver. */
  motion = Motion.Resting;
  hold = Hold.None;
  settingsLost = false;
  outageDelayMs = 0;
  termMilliamps = 10000;
  readonly answers = new Answers(PLACES);

  constructor() {
    for (let place: Place = 0; place < PLACES; place++) this.put(place, 0);
    this.put(Place.pilot, Pilot.Invalid);
  }

  /** Gives an input one value. */
  put(place: Place, value: number): void {
    this.answers.may[place] = bitOf(place, value);
  }

  /** Whether an input has one of these values, as bits: what a comparison asks (`build/questions.mjs`). */
  isOneOf(place: Place, values: number): boolean {
    return this.answers.isOneOf(place, values);
  }

  private isSo(place: Place): boolean {
    return this.answers.isOneOf(place, YES);
  }

  get elapsedMs(): number {
    return this.answers.valueOf(Place.elapsed);
  }

  get watchedMs(): number {
    const elapsedMs = this.answers.valueOf(Place.elapsed);
    return elapsedMs < WATCHED_MS ? elapsedMs : WATCHED_MS;
  }

  get pilot(): Pilot {
    return this.answers.valueOf(Place.pilot);
  }

  set pilot(pilot: Pilot) {
    this.put(Place.pilot, pilot);
  }

  get proximity(): Proximity {
    return this.answers.valueOf(Place.proximity);
  }

  get cableMilliamps(): number {
    if (!this.answers.isOneOf(Place.proximity, 1 << Proximity.Seated)) return 0;
    return valueAt(Place.cable, this.answers.valueOf(Place.cable));
  }

  get latch(): Latch {
    return this.answers.valueOf(Place.latch);
  }

  set latch(latch: Latch) {
    this.put(Place.latch, latch);
  }

  get contacts(): Contacts {
    return this.answers.valueOf(Place.contacts);
  }

  set contacts(contacts: Contacts) {
    this.put(Place.contacts, contacts);
  }

  get supply(): boolean {
    return this.isSo(Place.supply);
  }

  set supply(supply: boolean) {
    this.put(Place.supply, supply ? 1 : 0);
  }

  get lockSupply(): boolean {
    return this.isSo(Place.lockSupply);
  }

  get residual(): boolean {
    return this.isSo(Place.residual);
  }

  set residual(residual: boolean) {
    this.put(Place.residual, residual ? 1 : 0);
  }

  get selfTest(): SelfTest {
    return this.answers.valueOf(Place.selfTest);
  }

  set selfTest(selfTest: SelfTest) {
    this.put(Place.selfTest, selfTest);
  }

  get overCurrent(): boolean {
    return this.isSo(Place.overCurrent);
  }

  get mains(): Mains {
    return this.answers.valueOf(Place.mains);
  }

  get mainsDoubted(): boolean {
    return !this.answers.isOneOf(Place.mains, 1 << Mains.Good) || this.isSo(Place.mainsDoubted);
  }

  get heat(): Heat {
    return this.answers.valueOf(Place.heat);
  }

  get thermalMilliamps(): number {
    if (this.answers.isOneOf(Place.heat, (1 << Heat.Normal) | (1 << Heat.Cold))) return 80000;
    return this.answers.isOneOf(Place.heat, 1 << Heat.Warm) ? 6000 : 0;
  }

  get externalMilliamps(): number {
    return valueAt(Place.external, this.answers.valueOf(Place.external));
  }

  get limited(): boolean {
    return !this.answers.isOneOf(Place.limit, 1 << Given.Nothing);
  }

  get termMs(): number {
    return this.answers.isOneOf(Place.limit, 1 << Given.WithTerm) ? TERM_MS : NOT_SO;
  }

  get eStop(): boolean {
    return this.isSo(Place.eStop);
  }

  set eStop(eStop: boolean) {
    this.put(Place.eStop, eStop ? 1 : 0);
  }

  get sensorsRead(): boolean {
    return this.isSo(Place.sensorsRead);
  }

  get stop(): boolean {
    return !this.answers.isOneOf(Place.stop, 1 << Stopped.ByNobody);
  }

  get start(): boolean {
    return this.isSo(Place.start);
  }

  get unlock(): boolean {
    return this.isSo(Place.unlock);
  }

  get person(): boolean {
    return this.isSo(Place.start) || this.answers.isOneOf(Place.stop, 1 << Stopped.AtButton);
  }

  get opened(): boolean {
    return this.isSo(Place.opened);
  }

  get reflexStopped(): boolean {
    return this.isSo(Place.reflexStopped);
  }

  get loadDoubted(): boolean {
    return this.isSo(Place.loadDoubted);
  }

  get service(): Service {
    return this.answers.valueOf(Place.service);
  }
}
