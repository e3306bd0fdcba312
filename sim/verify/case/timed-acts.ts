/**
 * Timed acts: what several hands do at instants of one clock, as the acts of one story.
 */

import type { Act } from './case.ts';
import { healingOf } from './healing.ts';

/** A line at an instant of the story's clock. */
export interface Timed {
  readonly atUs: number;
  readonly line: string;
}

/** Acts as instants, from the instant at which their own clock starts. */
export function timesOf(acts: readonly Act[], fromUs: number): Timed[] {
  let nowUs = fromUs;
  return acts.map(({ afterUs, line }) => {
    nowUs += afterUs;
    return { atUs: nowUs, line };
  });
}

/** Lines in the order of their instants, as acts from time 0; at one instant they keep their order. */
export function actsOf(lines: readonly Timed[]): Act[] {
  let nowUs = 0;
  return [...lines]
    .sort((a, b) => a.atUs - b.atUs)
    .map(({ atUs, line }) => {
      const afterUs = atUs - nowUs;
      nowUs = atUs;
      return { afterUs, line };
    });
}

/** Lines that break something at one instant, and those that repair it this long after. */
export function brokenFor(lines: readonly string[], fromUs: number, forUs: number): Timed[] {
  const breaks = lines.map((line) => ({ atUs: fromUs, line }));
  return [...breaks, ...healingOf(lines).map((line) => ({ atUs: fromUs + forUs, line }))];
}
