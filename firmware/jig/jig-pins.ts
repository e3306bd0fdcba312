/**
 * Jig pins: the switches and inputs of a jig map, over the few calls that every platform has.
 */

import type { InputPin } from '../drivers/digital-inputs.ts';
import type { PinCalls } from '../platforms/pin-calls.ts';
import { JigLevel, type JigPins } from './jig.ts';
import type { JigMap, JigSwitch } from './jig-map.ts';

/** A conversion costs a millisecond on Kaluma, and the low pass is slower anyway. */
const TURNS_PER_DUTY = 16;
/** Two means in turn that differ by less are at rest; a mean that differs by more is reported. */
const RESTS_PERMILLE = 4;
const NEWS_PERMILLE = 10;

interface Seen<Pin> {
  readonly pin: Pin;
  readonly bit: number;
}

/** A mean near an end of the range is a steady pilot. */
function tidy(permille: number): number {
  if (permille > 1000 - NEWS_PERMILLE) return 1000;
  return permille < NEWS_PERMILLE ? 0 : permille;
}

function distance(a: number, b: number): number {
  return a < b ? b - a : a - b;
}

/** The duty from the mean of a low pass: reported when it has settled at another value. */
function createDuty<Pin>(map: JigMap, calls: PinCalls<Pin>): () => number {
  const net = map.duty;
  if (net === null) return () => 1000;
  const pin = calls.open(net.pin === null ? '' : net.pin);
  const zero = net.atZero;
  const range = net.atFull - net.atZero;
  let told = 1000;
  let before = -NEWS_PERMILLE;
  let turn = 0;
  return () => {
    turn++;
    if (turn < TURNS_PER_DUTY) return told;
    turn = 0;
    const permille = Math.floor(zero + range * calls.readShare(pin) + 0.5);
    const isAtRest = distance(permille, before) < RESTS_PERMILLE;
    before = permille;
    if (isAtRest && distance(tidy(permille), told) >= NEWS_PERMILLE) told = tidy(permille);
    return told;
  };
}

/** @throws Error where the platform refuses a pin */
export function createJigPins<Pin>(map: JigMap, calls: PinCalls<Pin>): JigPins {
  const names: string[] = [];
  const pins: Pin[] = [];
  const lows: boolean[] = [];
  for (let i = 0; i < map.switches.length; i++) {
    const one = map.switches[i] as JigSwitch;
    const pin = calls.open(one.pin);
    calls.asOutput(pin, one.activeLow);
    names.push(one.name);
    pins.push(pin);
    lows.push(one.activeLow);
  }
  const seen: Seen<Pin>[] = [];
  let inverted = 0;
  const see = (net: InputPin | null, bit: JigLevel): void => {
    if (net === null) return;
    const pin = calls.open(net.pin);
    calls.asInput(pin, net.pull);
    seen.push({ pin: pin, bit: bit });
    if (net.activeLow) inverted |= bit;
  };
  see(map.contactor, JigLevel.Contactor);
  see(map.extend, JigLevel.Extend);
  see(map.retract, JigLevel.Retract);
  see(map.live, JigLevel.Live);
  return {
    has: (name: string) => names.indexOf(name) >= 0,
    write: (name: string, on: boolean) => {
      const place = names.indexOf(name);
      if (place >= 0) calls.write(pins[place] as Pin, on !== lows[place]);
    },
    levels: () => {
      let levels = inverted;
      for (let i = 0; i < seen.length; i++) {
        const one = seen[i] as Seen<Pin>;
        if (calls.read(one.pin)) levels ^= one.bit;
      }
      return levels;
    },
    dutyPermille: createDuty(map, calls),
  };
}
