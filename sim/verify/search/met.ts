/**
 * Met: the phases, faults, lights and drives that a search has met at least once, as bits. A property of what is never
 * met would hold vacuously.
 */

import type { System } from './system.ts';

/** So many bits go into one number. */
export const FAULTS_IN_A_WORD = 30;

export interface Met {
  phases: number;
  /** The first thirty of them, and the rest. */
  faults: number;
  laterFaults: number;
  lights: number;
  drives: number;
}

export function createMet(): Met {
  return { phases: 0, faults: 0, laterFaults: 0, lights: 0, drives: 0 };
}

/** Notes what control is in, and has put out. */
export function meet(met: Met, { state, outputs }: System): void {
  met.phases |= 1 << state.phase;
  if (state.fault < FAULTS_IN_A_WORD) met.faults |= 1 << state.fault;
  else met.laterFaults |= 1 << (state.fault - FAULTS_IN_A_WORD);
  met.lights |= 1 << outputs.light;
}

export function mergeMet(a: Met, b: Met): Met {
  return {
    phases: a.phases | b.phases,
    faults: a.faults | b.faults,
    laterFaults: a.laterFaults | b.laterFaults,
    lights: a.lights | b.lights,
    drives: a.drives | b.drives,
  };
}
