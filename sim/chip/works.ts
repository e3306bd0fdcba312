/**
 * Works: what an emulated chip's interpreter is busy with while hardware opens, and what happens outside meanwhile.
 */

import type { InputPin } from '../../firmware/drivers/digital-inputs.ts';
import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import type { Pico } from './pico.ts';

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
  { name: 'throwing in its loop', code: "millis=function(){throw new Error('x')};" },
];

/** What happens outside. */
export interface Cause {
  readonly name: string;
  /** Opens within this, in ms; infinite: it must not open. */
  readonly limitMs: number;
  /** At CP this is how much earlier it happens, in ms. */
  readonly earlierMs: number;
  /** Needs such a net. */
  readonly isOn: (map: PinMap) => boolean;
  /** Whether it shows anything while the interpreter does this. */
  readonly isFor: (work: Work) => boolean;
  readonly happen: (pico: Pico, map: PinMap) => void;
}

const numberOf = (pin: string): number => Number(pin.slice(2));

function put(pico: Pico, net: InputPin | null, isAsserted: boolean): void {
  if (net !== null) pico.mcu.gpio[numberOf(net.pin)]?.setInputValue(isAsserted !== net.activeLow);
}

/** A line of the map says the danger. */
function line(
  name: string,
  limitMs: number,
  earlierMs: number,
  netOf: (map: PinMap) => InputPin | null,
): Cause {
  return {
    name,
    limitMs,
    earlierMs,
    isOn: (map) => netOf(map) !== null,
    isFor: ({ name: work }) => work !== 'throwing in its loop',
    happen: (pico, map) => put(pico, netOf(map), true),
  };
}

/** What is held of the pilot is later than CP by up to this, at the beginning of a change and at its end. */
const HELD_MS = 0.97;
const SPIKE_MS = 24;
/** Control and status of the first block of state machines. */
const PIO_CONTROL = 0x50200000;

/** What opens is that the interpreter does not feed any more. */
export const nothing: Cause = {
  name: 'nothing',
  limitMs: 30,
  earlierMs: 0,
  isOn: () => true,
  // Unless it hangs, it goes on to feed.
  isFor: ({ name }) => name === 'hung' || name === 'throwing in its loop',
  happen: () => undefined,
};

export const causes: readonly Cause[] = [
  nothing,
  line('emergency stop', 3, 0, (map) => map.eStop),
  line('residual current', 3, 0, (map) => map.residual),
  line('latch lost, by its comparator', 10, 0, (map) => map.latchComparator),
  line('C to B, by its comparator', 26, HELD_MS, (map) => map.pilotComparator),
  {
    name: 'spike of 24 ms at CP',
    limitMs: Number.POSITIVE_INFINITY,
    earlierMs: 0,
    isOn: (map) => map.pilotComparator !== null,
    isFor: ({ name }) => name === 'idle',
    happen: (pico, map) => {
      put(pico, map.pilotComparator, true);
      pico.runTo(pico.nanos + (SPIKE_MS + HELD_MS) * 1e6);
      put(pico, map.pilotComparator, false);
    },
  },
  {
    name: 'state machines that stand still',
    limitMs: 30,
    earlierMs: 0,
    isOn: () => true,
    isFor: ({ name }) => name === 'idle',
    happen: ({ mcu }) => mcu.writeUint32(PIO_CONTROL, 0),
  },
];
