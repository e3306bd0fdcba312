/**
 * Timer reflex: two of Espruino's utility timers that open the contactor whatever our program does. One looks at
 * the dangers every 5 ms, between two statements of whatever runs; the other, a dead-man, needs no interpreter.
 *
 * What is special here: no timer runs JavaScript during a native call (a collection, a write), so the dead-man
 * outlasts the longest; a timer that is removed keeps its place, one of sixteen, until the program returns to the
 * interpreter, so the dead-man is put off in one look of three only, and where no place is left, the contactor opens;
 * `remove` with a number that is no timer's overwrites memory, so no timer here ends by itself.
 */

import type { SenseWindows } from '../drivers/lock-parts.ts';
import { Trip } from '../hal.ts';
import { openPin } from './espruino-pins.ts';
import type { Guarded } from './pin-board.ts';
import type { PinMap } from './pin-map.ts';
import { createLook, createWatch, LOOK_EVERY_MS, Turn, type Watch } from './timer-look.ts';

/** Longer than two rounds of looks, and than one with a collection in it. */
export const DEAD_MAN_MS = 38;
/** Over a write to the flash, or whatever else the interpreter does not interrupt; not more than one within a second. */
export const LONG_DEAD_MAN_MS = 60;
const LONG_EVERY_S = 1;
/** After a tick that feeds, the looks put the dead-man off for so long. */
export const TICK_WITHIN_MS = 100;
const NO_TIMER = -1;
/** Ticks without a look between them that show that the looks have ended. */
const TICKS_WITHOUT_LOOK = 3;

declare const getTime: typeof espruino.getTime;

/** A contactor's pin that the timers open as well. */
export interface TimedContactor extends Guarded {
  /** The interpreter is about to stand still for up to 60 ms. */
  announce(): void;
}

/** The timers, and what was last written to the contactor. */
interface Timers {
  readonly module: espruino.TimerModule;
  readonly pin: espruino.Pin;
  /** The pin's level that closes. */
  readonly closed: boolean;
  readonly watch: Watch;
  readonly deadMan: espruino.SetTimer;
  readonly longDeadMan: espruino.SetTimer;
  look: espruino.ExecTimer | null;
  /** Numbers of the two. */
  deadManId: number;
  lookId: number;
  isClosed: boolean;
  isStopped: boolean;
  looksBefore: number;
  ticksWithoutLook: number;
  announcedAtS: number;
}

/** It comes again and again: an open contactor is opened once more. */
function openAfter(pin: espruino.Pin, closed: boolean, ms: number): espruino.SetTimer {
  return { type: 'SET', pin: pin, value: closed ? 0 : 1, time: ms, interval: ms };
}

function createTimers(map: PinMap, module: espruino.TimerModule): Timers {
  const pin = openPin(map.contactor.pin);
  const closed = !map.contactor.activeLow;
  pin.write(!closed);
  pin.mode('output');
  return {
    module: module,
    pin: pin,
    closed: closed,
    watch: createWatch(),
    deadMan: openAfter(pin, closed, DEAD_MAN_MS),
    longDeadMan: openAfter(pin, closed, LONG_DEAD_MAN_MS),
    look: null,
    deadManId: NO_TIMER,
    lookId: NO_TIMER,
    isClosed: false,
    isStopped: false,
    looksBefore: 0,
    ticksWithoutLook: 0,
    announcedAtS: -LONG_EVERY_S,
  };
}

/** By a look, for a danger: the first cause counts. */
function openFor(timers: Timers, trip: Trip): void {
  timers.pin.write(!timers.closed);
  const watch = timers.watch;
  watch.isArmed = false;
  if (watch.trip === Trip.None) watch.trip = trip;
}

/** A contactor without a dead-man is opened. */
function putOff(timers: Timers, deadMan: espruino.SetTimer): void {
  if (timers.deadManId !== NO_TIMER) timers.module.remove(timers.deadManId);
  timers.deadManId = timers.module.add(deadMan);
  if (timers.deadManId === NO_TIMER) openFor(timers, Trip.Loop);
}

function open(timers: Timers): void {
  timers.pin.write(!timers.closed);
  timers.watch.isArmed = false;
  if (timers.lookId !== NO_TIMER) timers.module.remove(timers.lookId);
  timers.lookId = NO_TIMER;
}

/** The contactor is closed by nothing else, and not before both timers run. */
function close(timers: Timers): void {
  const watch = timers.watch;
  watch.trip = Trip.None;
  watch.badLines = 0;
  watch.leftAtS = 0;
  watch.unlatchedAtS = 0;
  watch.isDoubted = false;
  feed(timers);
  timers.ticksWithoutLook = 0;
  putOff(timers, timers.deadMan);
  timers.lookId = timers.module.add(timers.look as espruino.ExecTimer);
  if (timers.deadManId === NO_TIMER || timers.lookId === NO_TIMER) return;
  timers.pin.write(timers.closed);
  watch.isArmed = true;
}

function write(timers: Timers, on: boolean): void {
  if (!on) open(timers);
  else if (!timers.isClosed && !timers.isStopped) close(timers);
  timers.isClosed = on;
}

function feed(timers: Timers): void {
  timers.watch.left = TICK_WITHIN_MS / LOOK_EVERY_MS;
}

function announce(timers: Timers): void {
  if (!timers.watch.isArmed || getTime() - timers.announcedAtS < LONG_EVERY_S) return;
  timers.announcedAtS = getTime();
  // The look that may come in between puts nothing off.
  timers.watch.turn = Turn.Latch;
  putOff(timers, timers.longDeadMan);
}

/** The pin is open, and stays so whatever the loop would do. */
function takeBack(timers: Timers): void {
  timers.isStopped = true;
  open(timers);
}

function tripOf(timers: Timers): Trip {
  if (timers.isStopped) return Trip.Stopped;
  const watch = timers.watch;
  const isLooking = watch.looks !== timers.looksBefore;
  timers.looksBefore = watch.looks;
  if (watch.trip !== Trip.None) return watch.trip;
  timers.ticksWithoutLook = isLooking ? 0 : timers.ticksWithoutLook + 1;
  if (timers.pin.read() === timers.closed) {
    if (timers.ticksWithoutLook < TICKS_WITHOUT_LOOK) return Trip.None;
  } else if (isLooking) {
    openFor(timers, Trip.Loop);
    return Trip.Loop;
  }
  takeBack(timers);
  return Trip.Stopped;
}

function watchesOf(map: PinMap): number {
  let bits = (1 << Trip.Loop) | (1 << Trip.Pilot) | (1 << Trip.Latch);
  if (map.eStop !== null) bits |= 1 << Trip.EmergencyStop;
  if (map.residual !== null && map.residualIgnoreMs === 0) bits |= 1 << Trip.Residual;
  return bits;
}

/**
 * @param module what `require("timer")` gives
 * @throws Error where it has not both kinds of timer
 */
export function createTimerReflex(
  map: PinMap,
  sense: SenseWindows,
  module: espruino.TimerModule,
): TimedContactor {
  const timers = createTimers(map, module);
  const look = createLook(timers.watch, map, sense, {
    open: (trip) => openFor(timers, trip),
    putOff: () => putOff(timers, timers.deadMan),
  });
  timers.look = { type: 'EXEC', fn: look, time: LOOK_EVERY_MS, interval: LOOK_EVERY_MS };
  // An unknown kind throws here, and not at the first closing.
  timers.lookId = module.add(timers.look);
  open(timers);
  return {
    contactor: { write: (on) => write(timers, on) },
    reflex: {
      watches: watchesOf(map),
      patienceMs: TICK_WITHIN_MS + DEAD_MAN_MS,
      feed: () => feed(timers),
      trip: () => tripOf(timers),
    },
    announce: () => announce(timers),
    makeSafe: () => takeBack(timers),
  };
}
