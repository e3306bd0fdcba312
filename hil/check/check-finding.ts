/**
 * Finding: one thing that a check of a rig has looked at.
 */

export interface Finding {
  readonly what: string;
  /** Skipped says why: it is never taken for proven. */
  readonly verdict: 'ok' | 'wrong' | 'skipped';
  readonly detail: string;
}
