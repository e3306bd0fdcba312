/**
 * Hardware openings: how soon the contactor's pin is low on an emulated chip, whatever the interpreter is busy
 * with. By the chip's cycles, from the instant at which a line changes.
 */

import { plugIn } from '../bench/measure.ts';
import { ms } from '../clock.ts';
import { createSetup } from '../world/setup.ts';
import { World } from '../world/world.ts';
import { everyMillisecond, type Installed } from './installed.ts';
import type { Pico } from './pico.ts';

const NANOS_PER_MS = 1e6;
const REST_US = ms(12000);
/** From the plug to energy, and a while of it. */
const CHARGED_US = ms(14000);
/** Nothing of ours is on these: one tells the program to be busy, the other says that it is. */
const ASK_PIN = 14;
const BUSY_PIN = 25;
const BUSY_WITHIN_MS = 60;
/** Within the work that the program is busy with. */
const INTO_WORK_MS = 3;
const LONGEST_MS = 1500;

export interface Work {
  readonly name: string;
  /** What a callback of the program does; it takes longer than any answer that is measured. */
  readonly code: string;
}

export const works: readonly Work[] = [
  { name: 'idle', code: '' },
  { name: 'deciding', code: 'let t=millis();while(millis()-t<300);' },
  {
    name: 'collecting',
    code: 'let t=millis();while(millis()-t<300){let a=[];for(let i=0;i<99;i++)a.push([i])}',
  },
  {
    name: 'writing to the flash',
    code: "let f=require('fs');for(let i=0;i<6;i++)f.writeFile('/x'+i,new Uint8Array(600));",
  },
  { name: 'hung', code: 'while(1);' },
];

/** What happens outside. */
export interface Cause {
  readonly name: string;
  readonly happen: (pico: Pico, installed: Installed) => void;
}

function press(pico: Pico, net: { readonly pin: string; readonly activeLow: boolean }): void {
  pico.mcu.gpio[Number(net.pin.slice(2))]?.setInputValue(!net.activeLow);
}

export const causes: readonly Cause[] = [
  { name: 'nothing', happen: () => undefined },
  {
    name: 'emergency stop',
    happen: (pico, { map }) => {
      if (map.eStop !== null) press(pico, map.eStop);
    },
  },
  {
    name: 'residual current',
    happen: (pico, { map }) => {
      if (map.residual !== null) press(pico, map.residual);
    },
  },
];

/** A charger that charges, to be put back to that instant. */
export interface Charging {
  readonly pico: Pico;
  /** When the dead-man was fed, in ns of the chip. */
  readonly fedNanos: readonly number[];
  readonly put: () => void;
}

/** Text behind the program: asked by a pin, it is busy once. */
function busyWith({ code }: Work): string {
  return `\npinMode(${ASK_PIN},INPUT);setInterval(function(){if(!digitalRead(${ASK_PIN}))return;pinMode(${BUSY_PIN},OUTPUT);digitalWrite(${BUSY_PIN},1);${code}digitalWrite(${BUSY_PIN},0)},5);`;
}

/** @throws Error where the contactor is not closed after the time that a session takes */
export function charge(installed: Installed, work: Work): Charging {
  const { pico, start } = installed.chip(busyWith(work));
  const setup = createSetup();
  everyMillisecond(setup);
  const world = new World(setup, start);
  world.start();
  world.advance(REST_US);
  // A journal that nobody has written yet asks for a person.
  world.type('start');
  world.advance(ms(500));
  const fedNanos = noteFeeds(pico);
  plugIn(world);
  world.plant.car.plug(true);
  world.advance(CHARGED_US);
  if (!isClosed(pico, installed)) throw new Error('the charger on the chip does not charge');
  return { pico, fedNanos, put: pico.keep() };
}

/** Hears every feed of the dead-man from now on. */
function noteFeeds(pico: Pico): number[] {
  const fedNanos: number[] = [];
  const deadMan = pico.mcu.pio[0]?.machines[0];
  if (deadMan === undefined) throw new Error('rp2040js has no PIO where the chip has one');
  const write = deadMan.writeFIFO.bind(deadMan);
  deadMan.writeFIFO = (word) => {
    // An open contactor is fed nothing, at intervals.
    if (word !== 0) fedNanos.push(pico.nanos);
    write(word);
  };
  return fedNanos;
}

/** The longest time between two feeds since the contactor was closed, in ms; not a number where none was heard. */
export function feedGaps({ fedNanos }: Charging): number {
  if (fedNanos.length < 2) return Number.NaN;
  let longestNanos = 0;
  for (let i = 1; i < fedNanos.length; i++) {
    longestNanos = Math.max(longestNanos, (fedNanos[i] as number) - (fedNanos[i - 1] as number));
  }
  return longestNanos / NANOS_PER_MS;
}

function isClosed(pico: Pico, { map }: Installed): boolean {
  const gpio = pico.mcu.gpio[Number(map.contactor.pin.slice(2))];
  return gpio?.outputEnable === true && gpio.outputValue;
}

/** From the cause to the contactor's pin being low, in ms; from the beginning of the work where there is no cause; infinite where it stays high. */
export function measureOpening(
  { pico, put }: Charging,
  installed: Installed,
  work: Work,
  cause: Cause,
): number {
  put();
  const pin = Number(installed.map.contactor.pin.slice(2));
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
  cause.happen(pico, installed);
  for (let i = 1; i <= LONGEST_MS && lowAtNanos === Number.POSITIVE_INFINITY; i++) {
    pico.runTo(causedAtNanos + i * NANOS_PER_MS);
  }
  pico.onLevel = before;
  return (lowAtNanos - causedAtNanos) / NANOS_PER_MS;
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
