/**
 * Timer works: what Espruino is busy with on an emulated chip while its timers are to open the contactor, what
 * happens outside meanwhile, and the text that makes a program do so.
 */

import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import type { Pico } from './pico.ts';

export interface TimerWork {
  readonly name: string;
  /** What a callback of the program does before it says that it is busy, and then for longer than it takes to open. */
  readonly before: string;
  readonly code: string;
  /** The loop goes on to feed, so that only a danger opens. */
  readonly feeds: boolean;
  /** No danger comes: what opens is the loss of the timers. */
  readonly losesTimers: boolean;
}

function work(name: string, code: string, about: Partial<TimerWork> = {}): TimerWork {
  return { name, before: '', code, feeds: true, losesTimers: false, ...about };
}

function withoutTimers(kind: string): string {
  return `let T=require("timer");T.list().forEach(function(t){if(${kind})T.remove(t.id)});`;
}

export const timerWorks: readonly TimerWork[] = [
  work('idle', ''),
  work('deciding for 80 ms', 'let t=getTime();while(getTime()-t<.08);'),
  work('collecting', 'let a={};for(let i=0;i<4;i++){a.a=a;a={};process.memory()}'),
  work('writing to the flash', 'let s=require("Storage");for(let i=0;i<6;i++)s.write("x"+i,"y");'),
  work('hung', 'while(1);', { feeds: false }),
  work('hung, without looks', 'while(1);', {
    before: withoutTimers('t.type=="EXEC"'),
    feeds: false,
    losesTimers: true,
  }),
  work('idle, without looks', ' ', {
    before: withoutTimers('t.type=="EXEC"'),
    losesTimers: true,
  }),
  work('idle, without any timer', ' ', { before: withoutTimers('true'), losesTimers: true }),
];

/** Nothing of ours is on these: some say what to be busy with, as bits, the other says that the program is. */
const ASK_PINS = [14, 23, 24];
const BUSY_PIN = 25;
const BUSY_WITHIN_MS = 200;
const NANOS_PER_MS = 1e6;

/** Text behind the program: asked by pins, it is busy once. */
export function busyWithTimers(): string {
  const inputs = ASK_PINS.map((pin) => `pinMode(D${pin},"input");`).join('');
  const asked = [...ASK_PINS].reverse().map((pin) => `D${pin}`);
  const cases = (key: 'before' | 'code'): string =>
    timerWorks.map((one, i) => (one[key].trim() === '' ? '' : `if(w==${i}){${one[key]}}`)).join('');
  return (
    `\n${inputs}setInterval(function(){let w=digitalRead([${asked}]);if(!w)return;` +
    `${cases('before')}digitalWrite(D${BUSY_PIN},1);${cases('code')}digitalWrite(D${BUSY_PIN},0)},20);`
  );
}

function ask(pico: Pico, number: number): void {
  ASK_PINS.forEach((pin, i) => {
    pico.mcu.gpio[pin]?.setInputValue((number & (1 << i)) !== 0);
  });
}

/** @returns when the program began to be busy, in ns of the chip */
export function beginTimerWork(pico: Pico, one: TimerWork): number {
  if (one.code === '') return pico.nanos;
  ask(pico, timerWorks.indexOf(one));
  const busy = pico.mcu.gpio[BUSY_PIN];
  for (let i = 0; i < BUSY_WITHIN_MS * 50; i++) {
    pico.runTo(pico.nanos + 0.02 * NANOS_PER_MS);
    if (busy?.outputEnable === true && busy.outputValue) break;
  }
  ask(pico, 0);
  return pico.nanos;
}

/** What happens outside. */
export interface TimerCause {
  readonly name: string;
  /** Open within this, in ms; infinite: it must stay closed. */
  readonly limitMs: number;
  readonly happen: (pico: Pico, map: PinMap) => void;
}

const STATE_B_MILLIVOLTS = 9000;
const SPIKE_MILLIVOLTS = 12000;
const SPIKE_MS = 24;
const FIRST_ANALOG_PIN = 26;
const FULL_SCALE = 4095;

function press(
  pico: Pico,
  net: { readonly pin: string; readonly activeLow: boolean } | null,
): void {
  if (net !== null) pico.mcu.gpio[Number(net.pin.slice(2))]?.setInputValue(!net.activeLow);
}

function showPilot({ mcu }: Pico, { pilotHigh }: PinMap, millivolts: number): number {
  const channel = Number(pilotHigh.pin?.slice(2)) - FIRST_ANALOG_PIN;
  const share = (millivolts - pilotHigh.atZero) / (pilotHigh.atFull - pilotHigh.atZero);
  const before = mcu.adc.channelValues[channel] as number;
  mcu.adc.channelValues[channel] = Math.round(share * FULL_SCALE);
  return before;
}

/** The sense line at 0, on its channel of the multiplexer. */
function unlatch(pico: Pico, { multiplexer }: PinMap): void {
  if (multiplexer === null) return;
  const channel = Number(multiplexer.pin.slice(2)) - FIRST_ANALOG_PIN;
  const convert = pico.onConvert;
  const isHigh = (pin: string): boolean =>
    pico.mcu.gpio[Number(pin.slice(2))]?.outputValue === true;
  pico.onConvert = (converted) => {
    convert(converted);
    if (converted === channel && !multiplexer.select.some(isHigh)) {
      pico.mcu.adc.channelValues[channel] = 0;
    }
  };
}

function spike(pico: Pico, map: PinMap): void {
  const before = showPilot(pico, map, SPIKE_MILLIVOLTS);
  pico.runTo(pico.nanos + SPIKE_MS * NANOS_PER_MS);
  const channel = Number(map.pilotHigh.pin?.slice(2)) - FIRST_ANALOG_PIN;
  pico.mcu.adc.channelValues[channel] = before;
}

export const noDanger: TimerCause = { name: 'no danger', limitMs: 140, happen: () => undefined };

export const timerCauses: readonly TimerCause[] = [
  noDanger,
  { name: 'emergency stop', limitMs: 40, happen: (pico, { eStop }) => press(pico, eStop) },
  { name: 'residual current', limitMs: 40, happen: (pico, { residual }) => press(pico, residual) },
  {
    name: 'C to B',
    limitMs: 45,
    happen: (pico, map) => {
      showPilot(pico, map, STATE_B_MILLIVOLTS);
    },
  },
  { name: 'latch lost', limitMs: 40, happen: unlatch },
  { name: 'a spike of 24 ms', limitMs: Number.POSITIVE_INFINITY, happen: spike },
];
