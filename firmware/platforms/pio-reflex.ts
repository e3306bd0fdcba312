/**
 * PIO reflex: state machines of the RP2040 that open the contactor whatever Kaluma does: a dead-man, and a
 * watcher of emergency stop and residual-current sensor; and one for each comparator.
 *
 * What is special here: `put` waits for ever on a full queue, so it is asked for room first; a word that is
 * still in the queue at the next tick shows that the machine takes none; functions of `rp2` that call back would run
 * inside the hardware's interrupt, and are not used. `exec` has a machine execute an instruction at once, also
 * one that stands still: so the pin can always be taken back.
 */

import { Trip } from '../hal.ts';
import type { Guarded } from './pin-board.ts';
import type { PinMap } from './pin-map.ts';
import { watchComparators } from './pio-comparators.ts';
import {
  ARM,
  deadManWords,
  FEED,
  LONG_FEED,
  MOV_Y_OSR,
  PATIENCE_MS,
  PIO_HERTZ,
  PULL,
  SET_PINS_LOW,
} from './pio-programs.ts';
import {
  causeOf,
  lastWordOf,
  linesOf,
  numberOf,
  programOf,
  startWatch,
  tripsOf,
  type Watch,
  watch,
} from './pio-watch.ts';

declare const OUTPUT: typeof kaluma.OUTPUT;
declare const pinMode: typeof kaluma.pinMode;
declare const digitalWrite: typeof kaluma.digitalWrite;
declare const digitalRead: typeof kaluma.digitalRead;
declare const millis: typeof kaluma.millis;
declare function platformRequire(name: 'rp2'): kaluma.Rp2Module;

/** Not more than one long feed within this. */
const LONG_FEED_EVERY_MS = 1000;

/** A contactor's pin that belongs to the machines. Made safe, it takes no more words. */
export interface GuardedContactor extends Guarded {
  isClosed(): boolean;
  /** Asks to stand still for up to 60 ms: not more often than once a second while the contactor is closed. */
  announce(): boolean;
}

function startDeadMan(pin: number): kaluma.StateMachine {
  const rp2 = platformRequire('rp2');
  const machine = new rp2.StateMachine(0, programOf(deadManWords, 0), {
    freq: PIO_HERTZ,
    setBase: pin,
    inShiftDir: 0,
    outShiftDir: 1,
  });
  machine.exec(SET_PINS_LOW);
  machine.put(ARM);
  machine.exec(PULL);
  machine.exec(MOV_Y_OSR);
  machine.active(true);
  return machine;
}

/** The machines, and what was last written to them. */
interface Machines {
  readonly pin: number;
  readonly deadMan: kaluma.StateMachine;
  readonly watches: readonly Watch[];
  isClosed: boolean;
  isStopped: boolean;
  longFedAtMs: number;
}

/** The pin is low, and stays so whatever the machine would do. */
function takeBack(machines: Machines): void {
  const deadMan = machines.deadMan;
  machines.isStopped = true;
  deadMan.exec(SET_PINS_LOW);
  deadMan.active(false);
  deadMan.exec(SET_PINS_LOW);
}

function open(machines: Machines): void {
  const deadMan = machines.deadMan;
  deadMan.exec(SET_PINS_LOW);
  if (deadMan.txfifo() === 0) deadMan.put(0);
}

function close(machines: Machines): void {
  const deadMan = machines.deadMan;
  // Discards the words about earlier openings.
  lastWordOf(deadMan);
  if (deadMan.txfifo() > 0) return;
  deadMan.put(ARM);
  deadMan.put(FEED);
  for (let i = 0; i < machines.watches.length; i++) watch(machines.watches[i] as Watch);
}

function write(machines: Machines, on: boolean): void {
  if (!on) open(machines);
  else if (!machines.isClosed && !machines.isStopped) close(machines);
  machines.isClosed = on;
}

function feed(machines: Machines, word: number): void {
  if (!machines.isClosed || machines.isStopped) return;
  if (machines.deadMan.txfifo() === 0) machines.deadMan.put(word);
}

/** What a watcher has opened for; Unknown where none has. */
function watchedTrip(watches: readonly Watch[]): Trip {
  for (let i = 0; i < watches.length; i++) {
    const cause = causeOf(watches[i] as Watch);
    if (cause !== Trip.None) return cause;
  }
  return Trip.Unknown;
}

function tripOf(machines: Machines): Trip {
  // A machine that runs takes a word within microseconds.
  if (!machines.isStopped && machines.deadMan.txfifo() > 0) takeBack(machines);
  if (machines.isStopped) return Trip.Stopped;
  if (digitalRead(machines.pin) !== 0) return Trip.None;
  const isLoop = lastWordOf(machines.deadMan) >= 0;
  const trip = isLoop ? Trip.Loop : watchedTrip(machines.watches);
  open(machines);
  return trip;
}

function announce(machines: Machines): boolean {
  if (!machines.isClosed) return true;
  if (millis() - machines.longFedAtMs < LONG_FEED_EVERY_MS) return false;
  machines.longFedAtMs = millis();
  feed(machines, LONG_FEED);
  return true;
}

function startMachines(map: PinMap): Machines {
  const pin = numberOf(map.contactor.pin);
  // The machine takes the pin over at the same level.
  pinMode(pin, OUTPUT);
  digitalWrite(pin, 0);
  const deadMan = startDeadMan(pin);
  const watches: Watch[] = [];
  const lines = linesOf(map);
  if (lines !== null) watches.push(startWatch(lines, pin));
  watchComparators(map, watches);
  return {
    pin: pin,
    deadMan: deadMan,
    watches: watches,
    isClosed: false,
    isStopped: false,
    longFedAtMs: -LONG_FEED_EVERY_MS,
  };
}

/** @param map with a contactor that is closed by a high level */
export function createPioReflex(map: PinMap): GuardedContactor {
  const machines = startMachines(map);
  return {
    contactor: { write: (on) => write(machines, on) },
    reflex: {
      watches: tripsOf(machines.watches),
      patienceMs: PATIENCE_MS,
      feed: () => feed(machines, FEED),
      trip: () => tripOf(machines),
    },
    isClosed: () => machines.isClosed,
    announce: () => announce(machines),
    makeSafe: () => takeBack(machines),
  };
}
