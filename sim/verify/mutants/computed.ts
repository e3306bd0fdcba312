/**
 * Computed: a mutant's value while the original is surveyed.
 */

/** No value of the firmware. */
const THROWN = {};

/** A mutant's value in the survey. What throws is another value than the original's. */
export function computed(compute: () => unknown): unknown {
  try {
    return compute();
  } catch {
    return THROWN;
  }
}
