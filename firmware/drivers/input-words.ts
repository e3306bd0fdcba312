/**
 * Input words: what people read about the digital inputs, keyed by their names. Not flashed.
 */

import type { InputName } from './digital-inputs.ts';

export interface InputWords {
  /** What it is, as a check is called. */
  readonly what: string;
  /** What is so while it is asserted. */
  readonly meaning: string;
  /** Being asserted forbids energy, and an offer (R4, R8). */
  readonly forbids: boolean;
}

export const inputWords: Readonly<Record<InputName, InputWords>> = {
  mirror: {
    what: 'mirror contact',
    meaning: 'the contactor is closed',
    forbids: false,
  },
  outgoing: {
    what: 'outgoing voltage',
    meaning: 'the outgoing side has voltage',
    forbids: false,
  },
  supply: {
    what: 'supply sense',
    meaning: 'mains as believed',
    forbids: false,
  },
  residual: {
    what: 'residual-current sensor',
    meaning: 'the residual-current sensor has tripped',
    forbids: true,
  },
  eStop: {
    what: 'emergency stop',
    meaning: 'the emergency stop is pressed',
    forbids: true,
  },
  stopButton: {
    what: 'Stop button',
    meaning: 'Stop is pressed',
    forbids: false,
  },
  startButton: {
    what: 'Start button',
    meaning: 'Start is pressed',
    forbids: false,
  },
};

export const inputNames = Object.keys(inputWords) as readonly InputName[];
