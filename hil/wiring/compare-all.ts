/**
 * Every comparison of the drawn circuits in ngspice with the simulated plant.
 */

import type { Comparison } from './agreement.ts';
import { compareComparators } from './compare-comparators.ts';
import { compareContacts } from './compare-contacts.ts';
import { compareLock } from './compare-lock.ts';
import { comparePilot } from './compare-pilot.ts';
import { compareSense } from './compare-sense.ts';
import { compareSpikes } from './compare-spikes.ts';
import { compareThreePhases } from './compare-three-phases.ts';

export const comparisons: Readonly<Record<string, () => Comparison[]>> = {
  pilot: comparePilot,
  contacts: compareContacts,
  comparators: compareComparators,
  lock: compareLock,
  senses: compareSense,
  spikes: compareSpikes,
  'three phases': compareThreePhases,
};
