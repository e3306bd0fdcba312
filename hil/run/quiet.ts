/**
 * Quiet: waits until this computer has time for a rig again.
 */

const LOOK_MS = 20;
/** A timer that is later than this is a busy computer. */
const LATE_MS = 10;
/** So many punctual timers in a row: a second of them. */
const LOOKS = 50;

/**
 * @param mostMs give up after that
 * @returns whether it has become quiet
 */
export async function untilQuiet(mostMs: number): Promise<boolean> {
  const untilMs = performance.now() + mostMs;
  let punctual = 0;
  while (punctual < LOOKS) {
    const fromMs = performance.now();
    if (fromMs > untilMs) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    punctual = performance.now() - fromMs - LOOK_MS <= LATE_MS ? punctual + 1 : 0;
  }
  return true;
}
