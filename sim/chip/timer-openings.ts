/**
 * Timer openings: how soon the contactor's pin is low on an emulated chip with Espruino and its timers, whatever
 * the interpreter is busy with. By the chip's cycles.
 */

import { ms } from '../clock.ts';
import {
  commission,
  expectClosed,
  isClosed,
  plugAndCharge,
  remember,
  startAtRest,
  typeLines,
} from './charging.ts';
import type { Installed } from './installed.ts';
import type { Pico } from './pico.ts';
import {
  beginTimerWork,
  busyWithTimers,
  noDanger,
  type TimerCause,
  type TimerWork,
} from './timer-works.ts';

const NANOS_PER_MS = 1e6;
const TYPED_EVERY_US = ms(1500);
/** Within the work that the program is busy with. */
const INTO_WORK_MS = 3;
const LONGEST_MS = 400;
/** How finely the pin is looked at. */
const STEP_NANOS = 0.05 * NANOS_PER_MS;

/** Text before a program: every timer that sets pins is marked by a conversion that nobody else makes. */
const MARK_CHANNEL = 3;
const markingTimers =
  'var hfT=require("timer");Modules.addCached("timer",\'exports.list=function(){return hfT.list()};' +
  'exports.remove=function(i){return hfT.remove(i)};exports.add=function(t)' +
  '{if(t.type=="SET")analogRead(D29);return hfT.add(t)}\');';

/** A charger that charges, to be put back to that instant. */
export interface TimerCharging {
  readonly pico: Pico;
  /** The longest time for which the dead-man was not put off since the contactor was closed, in ms. */
  readonly longestMs: number;
  readonly put: () => void;
}

/** @throws Error where the contactor is not closed after the time that a session takes */
export function chargeWithTimers(installed: Installed): TimerCharging {
  const charger = startAtRest(installed, busyWithTimers(), markingTimers);
  const { pico } = charger;
  commission(charger);
  const convert = pico.onConvert;
  let markedAtNanos = 0;
  let longestNanos = 0;
  pico.onConvert = (channel) => {
    if (channel === MARK_CHANNEL) {
      if (isClosed(pico, installed) && markedAtNanos > 0) {
        longestNanos = Math.max(longestNanos, pico.nanos - markedAtNanos);
      }
      markedAtNanos = pico.nanos;
    }
    convert(channel);
  };
  plugAndCharge(charger);
  typeLines(charger, TYPED_EVERY_US);
  remember(charger);
  pico.onConvert = convert;
  expectClosed(pico, installed);
  return { pico, longestMs: longestNanos / NANOS_PER_MS, put: pico.keep() };
}

/** From the cause to the contactor's pin being low, in ms; from the beginning of the work without one; infinite where it stays high. */
export function measureTimerOpening(
  { pico, put }: TimerCharging,
  installed: Installed,
  work: TimerWork,
  cause: TimerCause,
): number {
  put();
  const convert = pico.onConvert;
  const fromNanos = beginTimerWork(pico, work);
  const isCaused = cause !== noDanger;
  const causedAtNanos = fromNanos + (isCaused ? INTO_WORK_MS * NANOS_PER_MS : 0);
  pico.runTo(causedAtNanos);
  cause.happen(pico, installed.map);
  const untilNanos = causedAtNanos + LONGEST_MS * NANOS_PER_MS;
  while (isClosed(pico, installed) && pico.nanos < untilNanos) {
    pico.runTo(pico.nanos + STEP_NANOS);
  }
  pico.onConvert = convert;
  if (isClosed(pico, installed)) return Number.POSITIVE_INFINITY;
  return (pico.nanos - causedAtNanos) / NANOS_PER_MS;
}
