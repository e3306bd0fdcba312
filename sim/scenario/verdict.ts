/**
 * Verdict: a measured time against its window, with the uncertainty of the measurement.
 */

import { writeDuration } from './quantity.ts';

export type Verdict =
  /** Inside the window by more than the uncertainty. */
  | 'pass'
  /** Inside, but a limit is closer than the uncertainty. */
  | 'marginal'
  /** Outside by more than the uncertainty, or never. */
  | 'fail'
  /** Outside, but a limit is closer than the uncertainty: nothing is known. */
  | 'inconclusive';

/**
 * @param measuredUs null if the condition never came true
 * @param uncertaintyUs the true value is at most this far away; 0 in virtual time
 */
export function judge(
  measuredUs: number | null,
  notBeforeUs: number,
  withinUs: number,
  uncertaintyUs: number,
): Verdict {
  if (measuredUs === null) return 'fail';
  const toNearestUs = Math.min(
    notBeforeUs > 0 ? Math.abs(measuredUs - notBeforeUs) : Number.POSITIVE_INFINITY,
    Math.abs(withinUs - measuredUs),
  );
  const isClose = uncertaintyUs > 0 && toNearestUs <= uncertaintyUs;
  const isInside = measuredUs >= notBeforeUs && measuredUs <= withinUs;
  if (isInside) return isClose ? 'marginal' : 'pass';
  return isClose ? 'inconclusive' : 'fail';
}

/** `103 ms`, or `103 ms ± 1 ms` where it was measured. */
export function writeMeasured(us: number, uncertaintyUs: number): string {
  return uncertaintyUs > 0
    ? `${writeDuration(us)} ± ${writeDuration(uncertaintyUs)}`
    : writeDuration(us);
}
