/**
 * Tolerance: the limits as the host may check by them. It stands outside, its stretches of time are those
 * between stamps; what is broken by less than the stamps can tell is not broken.
 */

import type { Limits } from '../../firmware/control/limits.ts';

/** How far off a stretch of time between two stamps may be. */
export interface Tolerance {
  /** Between two edges of outputs, in ms. */
  readonly edgesMs: number;
  /** Where one of them is what the board says that it believes, in ms. */
  readonly beliefsMs: number;
}

/** The rest is a multiple of a stroke: an error in measuring one of this length is multiplied as well. */
const SHORT_STROKE_MS = 100;

export function allow(limits: Limits, { edgesMs, beliefsMs }: Tolerance): Limits {
  const ratio = limits.restRatio;
  return {
    ...limits,
    // The guard on the board looks one tick ahead; the host sees what was.
    tickMs: 0,
    deadProofMs: limits.deadProofMs - beliefsMs,
    latchProofMs: limits.latchProofMs - beliefsMs,
    guardWeldMs: limits.guardWeldMs + beliefsMs,
    disproofMs: limits.disproofMs - beliefsMs,
    openingMs: limits.openingMs + beliefsMs,
    minOpenMs: limits.minOpenMs - edgesMs,
    offerChangeMs: limits.offerChangeMs + edgesMs,
    strokeRatedMs: limits.strokeRatedMs + edgesMs,
    restRatio: ratio - ((ratio + 1) * edgesMs) / SHORT_STROKE_MS,
    reversalMs: limits.reversalMs - edgesMs,
  };
}

/** Rules about a shorter proof than the stamps can tell: nothing is known of them. Names and reasons. */
export function tooFine(limits: Limits, { beliefsMs }: Tolerance): Map<string, string> {
  const proofs: readonly (readonly [rule: string, ms: number])[] = [
    ['R1', limits.deadProofMs],
    ['R2', limits.latchProofMs],
    ['R9', limits.disproofMs],
  ];
  const known = `beliefs are known to ± ${Math.ceil(beliefsMs)} ms only`;
  return new Map(
    proofs
      .filter(([, ms]) => ms <= beliefsMs)
      .map(([rule, ms]) => [rule, `it is about ${ms} ms, and ${known}`]),
  );
}
