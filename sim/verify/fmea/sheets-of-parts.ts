/**
 * Sheets of parts: the failures of every part, by the schematic's sheets, and of what no sheet draws.
 */

import { bistableLock, contactor, holdToLock } from './actuator-parts.ts';
import { latent, type SheetFailures } from './failures.ts';
import { singlePhase, supplies, supplySense, threePhase, threePhaseSense } from './mains-parts.ts';
import { meters, multiplexer, residualCurrent } from './meter-parts.ts';
import {
  comparators,
  contacts,
  converter,
  narrowConverter,
  people,
  pilot,
} from './socket-parts.ts';

/** By the name of the drawing. */
export const sheets: Readonly<Record<string, SheetFailures>> = {
  'single-phase': singlePhase,
  'three-phase': threePhase,
  supplies,
  pilot,
  contacts,
  comparators,
  'bistable-lock': bistableLock,
  'hold-to-lock': holdToLock,
  contactor,
  'supply-sense': supplySense,
  'three-phase-sense': threePhaseSense,
  'residual-current': residualCurrent,
  meters,
  multiplexer,
  converter,
  'narrow-converter': narrowConverter,
  people,
};

/** What is around the parts of the sheets: the grid, the controller, and the hardware beside it. */
export const undrawn: SheetFailures = {
  grid: {
    fails: 'mains lost',
    dips: 'mains dips for 60 ms',
    low: 'mains at 190 V',
    high: 'mains at 270 V',
  },
  'grid, its sense welded': { fails: 'mains sense reads some, mains lost' },
  controller: {
    'stalls shortly': 'controller stalls for 90 ms',
    'stalls below the watchdog': 'controller stalls for 400 ms',
    'stands still': 'controller stalls for 2 s',
    'loses its clock': 'crystal stops',
    resets: 'watchdog resets',
    'is reset': 'reset pin',
    'loses its journal': 'journal corrupt',
    'loses its settings': 'settings corrupt',
    'watchdog dead': latent('a controller that stands still is not reset'),
  },
  'wires at terminals': {
    'CP loose': 'CP open for a while',
    'CP touches PE': 'CP shorted for a while',
    'latch loose': 'latch line cut for a while',
    'latch touches ground': 'latch line shorted for a while',
  },
  'latch switch': {
    'sticks closed': 'latch reads locked for a while',
    'sticks open': 'latch reads unlocked for a while',
  },
  'hardware reflex': {
    'opens by itself': 'reflex opens by itself',
    fails: 'reflex fails',
    stops: 'reflex stops',
  },
};
