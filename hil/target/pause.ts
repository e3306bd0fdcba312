/**
 * Pause: lets whatever has arrived be heard, for a millisecond.
 */

export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
