/**
 * PIO watch: a state machine of the RP2040 that watches the emergency stop and the residual-current sensor, as far
 * as their lines lie beside each other.
 */

import { Trip } from '../hal.ts';
import type { PinMap } from './pin-map.ts';
import { MOST_LINES, PIO_HERTZ, WATCHER_LOOKS, watcherWords } from './pio-programs.ts';

declare function platformRequire(name: 'rp2'): kaluma.Rp2Module;

/** A queue holds four words, and one more waits. */
const MOST_WORDS = 5;
const WHOLE_WORD = 0xffffffff;
const SHIFT_LEFT = 0;
const SHIFT_RIGHT = 1;
/** The lines that are watched: neighbouring pins, and how they stand when all is well. */
export interface Lines {
  readonly base: number;
  readonly count: number;
  readonly well: number;
  /** What each line trips for, from the lowest pin on. */
  readonly trips: readonly Trip[];
}

export function numberOf(pin: string): number {
  return Number(pin.substring(2));
}

/** A sensor that is ignored while the contactor switches is left to the interpreter, and so is a pin elsewhere. */
export function linesOf(map: PinMap): Lines | null {
  const stop = map.eStop;
  if (stop === null) return null;
  const stopPin = numberOf(stop.pin);
  const stopWell = stop.activeLow ? 1 : 0;
  const residual = map.residual;
  if (residual !== null && map.residualIgnoreMs === 0) {
    const pin = numberOf(residual.pin);
    const well = residual.activeLow ? 1 : 0;
    if (pin === stopPin - 1) {
      const trips = [Trip.Residual, Trip.EmergencyStop];
      return { base: pin, count: 2, well: well + 2 * stopWell, trips: trips };
    }
    if (pin === stopPin + 1) {
      const trips = [Trip.EmergencyStop, Trip.Residual];
      return { base: stopPin, count: 2, well: stopWell + 2 * well, trips: trips };
    }
  }
  return { base: stopPin, count: 1, well: stopWell, trips: [Trip.EmergencyStop] };
}

/**
 * A program, as the platform's assembler would hand it over.
 *
 * @param sideset pins that its instructions set beside their work
 */
export function programOf(words: readonly number[], sideset: number): kaluma.PioProgram {
  return {
    code: words,
    labels: {},
    sideset: sideset,
    sidesetOpt: false,
    sidesetPindirs: false,
    toBinary: () => new Uint16Array(words),
  };
}

/** Reads what a machine has sent. @returns the last word, or −1 for none */
export function lastWordOf(machine: kaluma.StateMachine): number {
  let word = -1;
  for (let i = 0; i < MOST_WORDS && machine.rxfifo() > 0; i++) word = machine.get();
  return word;
}

/** A machine that watches, and whether it has its word. */
export interface Watch {
  readonly machine: kaluma.StateMachine;
  /** What it begins to watch with. */
  readonly word: number;
  /** What it would send, bits inverted, if all were well, and what each bit of it trips for. */
  readonly well: number;
  readonly trips: readonly Trip[];
  isWatching: boolean;
}

/** @param pin the contactor's */
export function startWatch(lines: Lines, pin: number): Watch {
  const rp2 = platformRequire('rp2');
  const machine = new rp2.StateMachine(1, programOf(watcherWords(lines.count), 0), {
    freq: PIO_HERTZ,
    setBase: pin,
    inBase: lines.base,
    inCount: lines.count,
    inShiftDir: SHIFT_LEFT,
    outShiftDir: SHIFT_RIGHT,
    pullThreshold: WATCHER_LOOKS,
  });
  machine.active(true);
  return {
    machine: machine,
    word: lines.well,
    well: lines.well,
    trips: lines.trips,
    isWatching: false,
  };
}

/** What a watcher has opened for since it was last asked; it waits for its word then. */
export function causeOf(watch: Watch): Trip {
  const word = lastWordOf(watch.machine);
  if (word <= MOST_LINES) return Trip.None;
  watch.isWatching = false;
  const bad = (WHOLE_WORD - word) ^ watch.well;
  const trips = watch.trips;
  for (let i = 0; i < trips.length; i++) {
    if ((bad & (1 << i)) !== 0) return trips[i] as Trip;
  }
  return Trip.Unknown;
}

export function watch(watched: Watch): void {
  causeOf(watched);
  if (watched.isWatching || watched.machine.txfifo() > 0) return;
  watched.machine.put(watched.word);
  watched.isWatching = true;
}

/** As bits `1 << Trip`. */
export function tripsOf(watches: readonly Watch[]): number {
  let bits = 1 << Trip.Loop;
  for (let i = 0; i < watches.length; i++) {
    const trips = (watches[i] as Watch).trips;
    for (let j = 0; j < trips.length; j++) bits |= 1 << (trips[j] as Trip);
  }
  return bits;
}
