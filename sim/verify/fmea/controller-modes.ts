/**
 * Controller modes: what fails in the controller, in its supplies and in what it has stored.
 */

import type { Mode } from './modes.ts';

export const controllerModes = {
  'rail lost': {
    lines: ['rail off'],
    worst: 'stuck',
    told: [],
    because: 'A bistable pin stays where it is without a controller.',
  },
  'rail dips for 60 ms': {
    lines: ['rail dip for 60 ms'],
    worst: 'nothing',
    told: [],
  },
  'controller stalls for 90 ms': {
    lines: ['stall 90 ms'],
    worst: 'nothing',
    told: [],
  },
  'controller stalls for 400 ms': {
    lines: ['stall 400 ms'],
    worst: 'nothing',
    told: [],
  },
  'controller stalls for 2 s': {
    lines: ['stall 2 s'],
    worst: 'nothing',
    told: [],
  },
  'crystal stops': {
    lines: ['crystal stops'],
    worst: 'a broken rule',
    told: [],
    because:
      'Interpreter, watchdog and state machines count one crystal: the pins stay as they are until the isolator opens. A plug stays held, a stroke is not ended, and the lamp says what it said.',
  },
  'watchdog resets': {
    lines: ['reset watchdog'],
    worst: 'nothing',
    told: [],
  },
  'reset pin': {
    lines: ['reset pin'],
    worst: 'nothing',
    told: [],
  },
  'journal corrupt': {
    lines: ['journal corrupt'],
    worst: 'no energy',
    told: ['welded', 'latch-lost', 'journal-unreadable'],
  },
  'settings corrupt': {
    lines: ['settings corrupt'],
    worst: 'no energy',
    told: ['settings-lost'],
  },
  'reflex opens by itself': {
    lines: ['reflex opens'],
    given: ['reflex fitted'],
    worst: 'nothing',
    told: [],
  },
  'reflex fails': {
    lines: ['reflex fails'],
    given: ['reflex fitted'],
    worst: 'nothing',
    told: [],
  },
  'reflex stops': {
    lines: ['reflex stops'],
    given: ['reflex fitted'],
    worst: 'no energy',
    told: ['reflex-stopped'],
  },
} as const satisfies Record<string, Mode>;
