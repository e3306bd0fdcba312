/**
 * PIO strokes: a state machine of the RP2040 that ends a stroke of a bistable lock by itself, whatever Kaluma does.
 */

import { Drive } from '../control/outputs.ts';
import type { TimedBridge } from './pin-board.ts';
import type { BridgePins } from './pin-map.ts';
import {
  MOST_STROKE_ROUNDS,
  PIO_HERTZ,
  SET_PINS_LOW,
  STROKE_ROUNDS_PER_MS,
  strokeWords,
} from './pio-programs.ts';
import { numberOf, programOf } from './pio-watch.ts';

declare const OUTPUT: typeof kaluma.OUTPUT;
declare const pinMode: typeof kaluma.pinMode;
declare const digitalWrite: typeof kaluma.digitalWrite;
declare function platformRequire(name: 'rp2'): kaluma.Rp2Module;

/** The first machine of the second block: the first has no room for another program. */
const MACHINE = 4;
const BOTH = 3;

function startMachine(base: number): kaluma.StateMachine {
  const rp2 = platformRequire('rp2');
  for (let i = 0; i < 2; i++) {
    pinMode(base + i, OUTPUT);
    digitalWrite(base + i, 0);
  }
  const machine = new rp2.StateMachine(MACHINE, programOf(strokeWords, 0), {
    freq: PIO_HERTZ,
    setBase: base,
    setCount: 2,
    outBase: base,
    outCount: 2,
    inShiftDir: 0,
    outShiftDir: 1,
    // Its status is 0 where a word waits.
    movStatusSel: 0,
    movStatusN: 1,
  });
  machine.exec(SET_PINS_LOW);
  machine.active(true);
  return machine;
}

/**
 * @returns null where the two pins are not neighbours: the interpreter works them then
 */
export function createPioStrokes(pins: BridgePins): TimedBridge | null {
  const extend = numberOf(pins.extend);
  const retract = numberOf(pins.retract);
  if (extend - retract !== 1 && retract - extend !== 1) return null;
  const isExtendFirst = extend < retract;
  const machine = startMachine(isExtendFirst ? extend : retract);
  const put = (bits: number, rounds: number): void => {
    // A machine that takes nothing gets no word that it would execute later.
    if (machine.txfifo() === 0) machine.put(bits + 4 * rounds);
  };
  return {
    bridge: {
      write: (drive, limitMs) => {
        if (drive === Drive.Off) {
          machine.exec(SET_PINS_LOW);
          put(0, 0);
        } else if (drive === Drive.Brake) {
          put(BOTH, MOST_STROKE_ROUNDS);
        } else {
          const isFirst = (drive === Drive.Extend) === isExtendFirst;
          put(isFirst ? 1 : 2, Math.floor(limitMs * STROKE_ROUNDS_PER_MS));
        }
      },
    },
    makeSafe: () => {
      machine.exec(SET_PINS_LOW);
      machine.active(false);
      machine.exec(SET_PINS_LOW);
    },
  };
}
