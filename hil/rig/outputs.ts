/**
 * Outputs: what a person checks when a board is brought up, one net at a time.
 */

import { Drive } from '../../firmware/control/outputs.ts';

export interface Output {
  readonly net: string;
  /** Messages of the protocol: one drives it, the other releases it. */
  readonly drive: string;
  readonly rest: string;
  /** Where to connect the instrument, and what it must show. */
  readonly question: string;
}

/** A stroke of the lock, short enough for every part. */
const STROKE_MS = 150;

export const outputs: readonly Output[] = [
  {
    net: 'contactor',
    drive: 'drive contactor 1',
    rest: 'drive contactor 0',
    question: 'Is there voltage at the contactor coil (or does its lamp light)?',
  },
  {
    net: 'pilot at +12 V',
    drive: 'drive duty 1000',
    rest: 'drive duty 1000',
    question: 'Does the multimeter show 11.4 to 12.6 V between CP and PE?',
  },
  {
    net: 'pilot at -12 V',
    drive: 'drive duty 0',
    rest: 'drive duty 1000',
    question: 'Does the multimeter show -11.4 to -12.6 V between CP and PE?',
  },
  {
    net: 'pilot at half',
    drive: 'drive duty 500',
    rest: 'drive duty 1000',
    question: 'Does the multimeter show about 0 V between CP and PE, and 1 kHz if it counts?',
  },
  {
    net: 'lock extends',
    drive: `drive bridge ${Drive.Extend} ${STROKE_MS}`,
    rest: `drive bridge ${Drive.Off} 0`,
    question:
      'Did the pin move OUT, to where it would hold a plug? If it moved in, swap its wires.',
  },
  {
    net: 'lock retracts',
    drive: `drive bridge ${Drive.Retract} ${STROKE_MS}`,
    rest: `drive bridge ${Drive.Off} 0`,
    question: 'Did the pin move back IN?',
  },
  {
    net: 'trip',
    drive: 'drive trip 1',
    rest: 'drive trip 0',
    question: 'Is there voltage at the trip output?',
  },
  {
    net: 'residual test',
    drive: 'drive test 1',
    rest: 'drive test 0',
    question: 'Is there voltage at the residual-current sensor test input?',
  },
];
