/**
 * Finding: the result of one check of a rig.
 */

export interface Finding {
  readonly what: string;
  /** A skipped check states why; it never counts as passed. */
  readonly verdict: 'ok' | 'wrong' | 'skipped';
  readonly detail: string;
}
