/**
 * Hardware openings: how soon the contactor's pin is low on an emulated chip, whatever the interpreter is busy
 * with. By the chip's cycles, from the instant at which a line changes.
 */

import { ms } from '../clock.ts';
import {
  type Charger,
  commission,
  expectClosed,
  plugAndCharge,
  remember,
  startAtRest,
  typeLines,
} from './charging.ts';
import { Feeds, type Gaps } from './feeds.ts';
import { contactorPinOf, type Installed } from './installed.ts';
import type { Pico } from './pico.ts';
import type { Cause, Work } from './works.ts';

const NANOS_PER_MS = 1e6;
/** Pins of the board's own, on no header: one tells the program to be busy, the other says that it is. */
const ASK_PIN = 24;
const BUSY_PIN = 25;
const BUSY_WITHIN_MS = 60;
/** Within the work that the program is busy with. */
const INTO_WORK_MS = 3;
/** Longer than any watchdog of a map with a reflex. */
const LONGEST_MS = 1500;

/** A charger that charges, to be put back to that instant. */
export interface Charging extends Charger {
  readonly feeds: Feeds;
  readonly put: () => void;
}

/** Text behind the program: asked by a pin, it is busy once. */
export function busyWith({ code }: Work): string {
  return `\npinMode(${ASK_PIN},INPUT);setInterval(function(){if(!digitalRead(${ASK_PIN}))return;pinMode(${BUSY_PIN},OUTPUT);digitalWrite(${BUSY_PIN},1);${code};digitalWrite(${BUSY_PIN},0)},5);`;
}

/**
 * @param before text in front of the program
 * @throws Error where the contactor is not closed after the time that a session takes
 */
export function charge(installed: Installed, work: Work, before = ''): Charging {
  const charger = startAtRest(installed, busyWith(work), before);
  const { pico, world } = charger;
  commission(charger);
  const feeds = new Feeds(pico);
  plugAndCharge(charger);
  expectClosed(pico, installed);
  return { pico, world, feeds, put: pico.keep() };
}

const TYPED_EVERY_US = ms(900);

/** The longest times between two feeds, by what the charger did meanwhile. */
export function measureFeeds(charging: Charging, installed: Installed): [string, Gaps][] {
  const { pico, world, feeds } = charging;
  const found: [string, Gaps][] = [['in a charge', feeds.take()]];
  typeLines(charging, TYPED_EVERY_US);
  found.push(['with somebody at the console', feeds.take()]);
  remember(charging);
  found.push(['while what has happened is written down', feeds.take()]);
  expectClosed(pico, installed);
  world.plant.car.want(false);
  world.advance(ms(15000));
  world.plant.car.want(true);
  world.advance(ms(15000));
  found.push(['while the vehicle stops and starts again', feeds.take()]);
  return found;
}

/**
 * From the cause to the contactor's pin being low, in ms; from the beginning of the work where there is no cause;
 * infinite where it stays high.
 */
export function measureOpening(
  { pico, put }: Charging,
  installed: Installed,
  work: Work,
  cause: Cause,
): number {
  put();
  const pin = contactorPinOf(installed);
  let lowAtNanos = Number.POSITIVE_INFINITY;
  const before = pico.onLevel;
  pico.onLevel = (changed, isHigh, nanos) => {
    before(changed, isHigh, nanos);
    if (changed === pin && !isHigh) lowAtNanos = Math.min(lowAtNanos, nanos);
  };
  const fromNanos = beginWork(pico, work);
  const isCaused = cause.name !== 'nothing';
  const causedAtNanos = fromNanos + (isCaused ? INTO_WORK_MS * NANOS_PER_MS : 0);
  pico.runTo(causedAtNanos);
  cause.happen(pico, installed.map);
  for (let i = 1; i <= LONGEST_MS && lowAtNanos === Number.POSITIVE_INFINITY; i++) {
    pico.runTo(causedAtNanos + i * NANOS_PER_MS);
  }
  pico.onLevel = before;
  return (lowAtNanos - causedAtNanos) / NANOS_PER_MS + cause.earlierMs;
}

/** @returns when the program began to be busy */
function beginWork(pico: Pico, { code }: Work): number {
  const { gpio } = pico.mcu;
  if (code === '') return pico.nanos;
  gpio[ASK_PIN]?.setInputValue(true);
  const stepNanos = 0.02 * NANOS_PER_MS;
  for (let i = 0; i < BUSY_WITHIN_MS * 50; i++) {
    pico.runTo(pico.nanos + stepNanos);
    if (gpio[BUSY_PIN]?.outputEnable === true && gpio[BUSY_PIN]?.outputValue === true) break;
  }
  gpio[ASK_PIN]?.setInputValue(false);
  return pico.nanos;
}
