/**
 * Loss: makes the interpreter fail on the emulated chip, in each way that it can, and observes the pins.
 */

import { contactorPinOf, type Installed } from './installed.ts';

export interface Loss {
  readonly name: string;
  /** Code behind the program, which runs some time after the start. */
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
/** The longest wait for any event. */
const LIMIT_MS = 8000;

/** A pin on no header: it marks the instant of the failure. */
const MARK_PIN = 25;
const marks = {
  kaluma: `pinMode(${MARK_PIN},OUTPUT);`,
  espruino: `pinMode(D${MARK_PIN},"output");`,
} as const;

/** @param loss code that is appended to the installed program */
export function provoke(installed: Installed, loss: Loss): Outcome {
  const contactor = contactorPinOf(installed);
  const mark = marks[installed.platform];
  const { pico } = installed.chip(
    `\nsetTimeout(function(){${mark}${loss.code}},${FAILS_AFTER_MS});`,
  );
  pico.onStart = () => {
    // Kaluma's recovery switch is open, the console's line is at rest.
    pico.mcu.gpio[22]?.setInputValue(true);
    pico.mcu.gpio[1]?.setInputValue(true);
  };
  pico.start(false);
  let startMs = 0;
  let failsAtMs = 0;
  let stayedSafe = true;
  const isOutput = (pin: number): boolean => pico.mcu.gpio[pin]?.outputEnable === true;
  for (let ms = 1; ms <= LIMIT_MS; ms++) {
    pico.runTo(ms * 1e6);
    if (pico.resets > 0) return { resetMs: ms - failsAtMs, startMs, stayedSafe };
    if (startMs === 0 && isOutput(contactor)) startMs = ms;
    if (failsAtMs === 0 && isOutput(MARK_PIN)) failsAtMs = ms;
    if (isOutput(contactor) && pico.mcu.gpio[contactor]?.outputValue === true) stayedSafe = false;
  }
  return { resetMs: null, startMs, stayedSafe };
}
