/**
 * Tolerance: the limits by which the host may check. Its durations are differences of time stamps; a
 * violation smaller than their uncertainty does not count.
 */

import type { Limits } from '../../firmware/control/limits.ts';

/** The largest error of a duration between two stamps. */
export interface Tolerance {
  /** Between two edges of outputs, in ms. */
  readonly edgesMs: number;
  /** Where one of them is a signal that the board reports, in ms. */
  readonly beliefsMs: number;
}

/** The rest is a multiple of a stroke's length, so an error of the length is multiplied too. */
const SHORT_STROKE_MS = 100;

export function allow(limits: Limits, { edgesMs, beliefsMs }: Tolerance): Limits {
  const ratio = limits.restRatio;
  return {
    ...limits,
    // The guard on the board checks one tick ahead; the host checks what has happened.
    tickMs: 0,
    deadProofMs: limits.deadProofMs - beliefsMs,
    latchProofMs: limits.latchProofMs - beliefsMs,
    leastTravelMs: limits.leastTravelMs - beliefsMs,
    strokeVerdictMs: limits.strokeVerdictMs + beliefsMs,
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

/** Rules about a proof that is shorter than the stamps' uncertainty cannot be judged. Names and reasons. */
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
