/**
 * Ticks: the duration of the firmware's own callback on an emulated chip, conversions and pins included.
 *
 * A pin on no header is high while the callback runs: the emulator knows exactly the chip's time at which it is
 * written. Writing it once is part of what is measured, 0.02 ms.
 */

import { plugIn } from '../bench/measure.ts';
import { ms } from '../clock.ts';
import { startAtRest } from './charging.ts';
import type { Installed, Platform } from './installed.ts';
import type { Pico } from './pico.ts';

/** The Pico's own lamp. */
export const MARK_PIN = 25;
const QUIET_US = ms(2000);
/** Plug in, lock, close, charge. */
const SESSION_US = ms(12000);
const NANOS_PER_MS = 1e6;

/** Text in front of our program, which puts the marks around every callback. */
export const markers: Readonly<Record<Platform, string>> = {
  kaluma: `pinMode(${MARK_PIN},OUTPUT);var hfEvery=setInterval;setInterval=function(f,ms){return hfEvery(function(){digitalWrite(${MARK_PIN},1);f();digitalWrite(${MARK_PIN},0)},ms)};`,
  espruino: `var hfEvery=setInterval;function setInterval(f,ms){return hfEvery(function(){digitalWrite(D${MARK_PIN},1);f();digitalWrite(D${MARK_PIN},0)},ms)};`,
};

/** Durations of callbacks, in ms, in the order of time. */
export interface Ticks {
  readonly quiet: readonly number[];
  readonly session: readonly number[];
}

/**
 * How long a pin is high each time, in ms; grows with every time that it becomes low again.
 *
 * @param pico its pins are written by the processor
 * @param begins grows with each instant at which one of them begins, in ms of the chip's time
 */
export function pulsesOf(pico: Pico, pin: number, begins: number[] = []): readonly number[] {
  const durations: number[] = [];
  const { mcu } = pico;
  const { sio } = mcu;
  const isHigh = (): boolean => mcu.gpio[pin]?.outputEnable === true && mcu.gpio[pin].outputValue;
  const write = sio.writeUint32.bind(sio);
  let roseAtNanos = Number.NaN;
  sio.writeUint32 = (offset, value) => {
    const was = isHigh();
    write(offset, value);
    const is = isHigh();
    if (is && !was) roseAtNanos = pico.nanos;
    // One that has begun before somebody looked is left out.
    else if (was && !is && roseAtNanos > 0) {
      durations.push((pico.nanos - roseAtNanos) / NANOS_PER_MS);
      begins.push(roseAtNanos / NANOS_PER_MS);
    }
  };
  return durations;
}

/** One charger, from power to a car that charges. */
export function measureTicks(installed: Installed): Ticks {
  const { pico, world } = startAtRest(installed, '', markers[installed.platform]);
  // A start puts the chip's own registers back.
  const pulses = pulsesOf(pico, MARK_PIN);
  const watch = (us: number): readonly number[] => {
    const from = pulses.length;
    world.advance(us);
    return pulses.slice(from);
  };
  const quiet = watch(QUIET_US);
  // The journal of a new board is empty: somebody must act before anything closes.
  world.type('start');
  plugIn(world);
  world.plant.car.plug(true);
  return { quiet, session: watch(SESSION_US) };
}
