/**
 * Pause: waits a millisecond, so that messages that have arrived are processed.
 */

export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
