/**
 * Timer strokes: one of Espruino's utility timers ends a stroke of a bistable lock, whatever the interpreter does.
 */

import { Drive } from '../control/outputs.ts';
import { fromHighest, openPin } from './espruino-pins.ts';
import type { TimedBridge } from './pin-board.ts';
import type { BridgePins } from './pin-map.ts';

declare const digitalWrite: typeof espruino.digitalWrite;

const NO_TIMER = -1;
/** Bits of the two pins. */
const EXTEND = 1;
const RETRACT = 2;

/** @param module what `require("timer")` gives */
export function createTimerStrokes(nets: BridgePins, module: espruino.TimerModule): TimedBridge {
  const extend = openPin(nets.extend);
  const retract = openPin(nets.retract);
  const pins = fromHighest([extend, retract]);
  const put = (bits: number): void => digitalWrite(pins, bits);
  put(0);
  extend.mode('output');
  retract.mode('output');
  let timer = NO_TIMER;
  // One that has ended a stroke goes on and ends it again: its number stays its own.
  const end = (): void => {
    if (timer !== NO_TIMER) module.remove(timer);
    timer = NO_TIMER;
  };
  const endAfter = (ms: number): void => {
    end();
    timer = module.add({
      type: 'SET',
      pin: extend,
      pin2: retract,
      value: 0,
      time: ms,
      interval: ms,
    });
  };
  return {
    bridge: {
      write: (drive, limitMs) => {
        // Off first, so that a reversal never has both directions on.
        if (drive !== Drive.Brake) put(0);
        if (drive === Drive.Brake) {
          end();
          put(EXTEND + RETRACT);
        } else if (drive !== Drive.Off) {
          endAfter(limitMs);
          put(drive === Drive.Extend ? EXTEND : RETRACT);
        }
      },
    },
    makeSafe: () => put(0),
  };
}
