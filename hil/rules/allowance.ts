/**
 * Allowance: the limits as the host may judge by them. It stands outside, its stretches of time are those
 * between stamps; what is broken by less than the stamps can tell is not broken.
 */

import type { Limits } from '../../firmware/control/limits.ts';

/** The rest is a multiple of a stroke: an error in measuring one of this length is multiplied as well. */
const SHORT_STROKE_MS = 100;

/** @param toleranceMs any stretch of time between two stamps may be off by so much */
export function allow(limits: Limits, toleranceMs: number): Limits {
  const ratio = limits.restRatio;
  return {
    ...limits,
    // The guard on the board looks one tick ahead; the host sees what was.
    tickMs: 0,
    deadProofMs: limits.deadProofMs - toleranceMs,
    latchProofMs: limits.latchProofMs - toleranceMs,
    guardWeldMs: limits.guardWeldMs + toleranceMs,
    disproofMs: limits.disproofMs - toleranceMs,
    minOpenMs: limits.minOpenMs - toleranceMs,
    openingMs: limits.openingMs + toleranceMs,
    offerChangeMs: limits.offerChangeMs + toleranceMs,
    strokeRatedMs: limits.strokeRatedMs + toleranceMs,
    restRatio: ratio - ((ratio + 1) * toleranceMs) / SHORT_STROKE_MS,
    reversalMs: limits.reversalMs - toleranceMs,
  };
}
