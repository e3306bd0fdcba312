/**
 * Pole preconditions: which conductors the contactor switches, and which of them each proof covers.
 */

import type { Pole } from '../../firmware/drivers/poles.ts';
import { poleNames } from '../plant/contactor.ts';
import { phaseNames } from '../plant/pole.ts';
import { Pattern } from './pattern.ts';
import type { Precondition } from './rows.ts';

const covered: Readonly<Record<string, readonly Pole[]>> = {
  all: poleNames,
  lines: phaseNames,
  L1: ['L1'],
};

export const polePreconditions: readonly Precondition[] = [
  {
    pattern: new Pattern('phases <1|3>'),
    meaning: 'lines that the contactor switches, beside the neutral (1)',
    build: (setup, [phases]) => {
      setup.phases = phases === '3' ? 3 : 1;
    },
  },
  {
    pattern: new Pattern('mirror over <all|lines|L1>'),
    meaning: 'poles that the mirror contact covers; several contactors have one each',
    build: (setup, [poles]) => {
      setup.mirrored = covered[String(poles)] ?? [];
    },
  },
  {
    pattern: new Pattern('voltage-sense over <all|lines|L1>'),
    meaning: 'poles that the sense of the outgoing voltage names (lines)',
    build: (setup, [poles]) => {
      setup.sensed = covered[String(poles)] ?? [];
    },
  },
];
