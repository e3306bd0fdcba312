/**
 * Loss: the interpreter is made to fail on the emulated chip, each way that it can, and the pins are
 * watched.
 */

import { installEspruino, installKaluma } from './install.ts';
import { type Images, Pico } from './pico.ts';

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

/**
 * @param contactor number of the contactor's pin
 * @param code the built program
 */
export function provoke(
  images: Images,
  platform: 'kaluma' | 'espruino',
  code: string,
  contactor: number,
  loss: Loss,
): Outcome {
  const pico = new Pico(images);
  const program = `${code}\nsetTimeout(function(){${loss.code}},${FAILS_AFTER_MS});`;
  if (platform === 'kaluma') installKaluma(pico.flash, program);
  else installEspruino(pico.flash, { '.bootcde': program });
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
