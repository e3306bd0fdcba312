/**
 * Calls: a board's pins over the devices that were opened on this computer.
 */

import type { LinuxMap } from '../../firmware/platforms/linux-map.ts';
import type { PinCalls } from '../../firmware/platforms/pin-calls.ts';
import { type Computer, lineOf } from './computer.ts';
import type { Time } from './time.ts';

/**
 * The bridge's two lines. A stroke that is asserted again is switched off and on within one call. A tool
 * would take milliseconds of the stroke for that, so only the final levels of the call are written.
 */
function createBridgeWrite(computer: Computer, time: Time): (pin: string, high: boolean) => void {
  const wanted = new Map<string, boolean>();
  const put = (high: boolean): void => {
    for (const [pin, want] of wanted) if (want === high) computer.lines.write(lineOf(pin), high);
  };
  let isPending = false;
  return (pin, high) => {
    wanted.set(pin, high);
    if (isPending) return;
    isPending = true;
    time.after(0, () => {
      isPending = false;
      // Off is written first, so that a reversal never has both directions on.
      put(false);
      put(true);
    });
  };
}

export function createLinuxCalls(computer: Computer, map: LinuxMap, time: Time): PinCalls<string> {
  const { lines, converter, pulses } = computer;
  const writeBridge = createBridgeWrite(computer, time);
  const isBridge = (pin: string): boolean =>
    pin === map.bridge?.extend || pin === map.bridge?.retract;
  const write = (pin: string, high: boolean): void => {
    if (isBridge(pin)) writeBridge(pin, high);
    else lines.write(lineOf(pin), high);
  };
  return {
    open: (name) => name,
    asOutput: write,
    asInput: () => undefined,
    write,
    read: (pin) => lines.read(lineOf(pin)),
    writeTogether: (pins) => (bits) => {
      for (const [i, pin] of pins.entries()) write(pin, ((bits >> i) & 1) !== 0);
    },
    readTogether: (pins) => () =>
      pins.reduce((bits, pin, i) => bits | (lines.read(lineOf(pin)) ? 1 << i : 0), 0),
    readShare: (pin) => converter.readShare(pin),
    channels: null,
    startPwm: (pin, share) => {
      const channel = pulses.get(pin);
      if (channel === undefined) throw new Error(`${pin} has no PWM`);
      channel.write(share);
      return (next) => channel.write(next);
    },
    after: (ms, act) => time.after(ms, act),
  };
}
