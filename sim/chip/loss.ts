/**
 * Loss: the interpreter is made to fail on the emulated chip, each way that it can, and the pins are
 * watched.
 */

import type { Installed } from './installed.ts';

export interface Loss {
  readonly name: string;
  /** What is put behind the program, to run a while after the start. */
  readonly code: string;
}

export const losses: readonly Loss[] = [
  { name: 'endless loop', code: 'while(1);' },
  { name: 'out of memory', code: 'let a=[];while(1)a.push([a])' },
  { name: 'too deep a recursion', code: 'function f(){f()}f()' },
];

export interface Outcome {
  /** From the failure to the reset, in ms; null if there was none. */
  readonly resetMs: number | null;
  /** From power-on to the first safe output, in ms. */
  readonly startMs: number;
  /** The contactor's pin was never high. */
  readonly stayedSafe: boolean;
}

/** After the firmware has begun. */
const FAILS_AFTER_MS = 300;
/** Longest wait for anything. */
const LIMIT_MS = 8000;

/** @param loss what is put behind the program that is installed */
export function provoke(installed: Installed, loss: Loss): Outcome {
  const contactor = Number(installed.map.contactor.pin.slice(2));
  const { pico } = installed.chip(`\nsetTimeout(function(){${loss.code}},${FAILS_AFTER_MS});`);
  pico.onStart = () => {
    // Kaluma's recovery switch is open, the console's line rests.
    pico.mcu.gpio[22]?.setInputValue(true);
    pico.mcu.gpio[1]?.setInputValue(true);
  };
  pico.start(false);
  let startMs = 0;
  let stayedSafe = true;
  for (let ms = 1; ms <= LIMIT_MS; ms++) {
    pico.runTo(ms * 1e6);
    const pin = pico.mcu.gpio[contactor];
    if (pin?.outputEnable !== true) {
      if (pico.resets > 0) return { resetMs: ms - startMs - FAILS_AFTER_MS, startMs, stayedSafe };
      continue;
    }
    if (startMs === 0) startMs = ms;
    if (pin.outputValue) stayedSafe = false;
  }
  return { resetMs: null, startMs, stayedSafe };
}
