/**
 * Ages instead of instants: how long something has been so, in ms, saturating.
 *
 * No absolute time enters control, so nothing wraps, the state space is finite, and every number stays
 * a small integer (JerryScript keeps integers up to 134 217 727 off its heap). The first sample at which
 * a condition holds proves no time: an age starts at 0 and grows with the next sample.
 */

/** Longer than any rest that a part asks for. */
export const RESTED_MS = 100000000;

/** The age of a condition that does not hold. */
export const NOT_SO = -1;

/** The next value of an age that can be `NOT_SO`. It is saturated elsewhere, and rarely. */
export function grown(ageMs: number, holds: boolean, elapsedMs: number): number {
  if (holds) return ageMs < 0 ? 0 : ageMs + elapsedMs;
  return NOT_SO;
}

/**
 * The next age of evidence for a danger, after a good sample: it falls at 13/16 of the rate at which it grows, so
 * that one good sample does not cancel many bad ones. A contradiction in a share `s` of the samples, half or more, is
 * accepted about `limit / (1.8 s - 0.8)` after two bad samples came one behind the other: at half within eleven times
 * its limit. Below 44 % it is ignored. So are bad and good samples that only ever alternate, as with a hum of half the
 * rate of the ticks: the first bad sample behind a good one proves no time.
 *
 * @param ageMs of the evidence, at the last look; NOT_SO for none
 */
export function leaked(ageMs: number, elapsedMs: number): number {
  return lowered(ageMs, (elapsedMs * 13) >> 4);
}

/** Evidence after a good sample that takes so much of it away, in ms: nothing is left behind none. */
export function lowered(ageMs: number, byMs: number): number {
  if (ageMs > byMs) return ageMs - byMs;
  return ageMs > 0 ? 0 : NOT_SO;
}

/**
 * The next age of "open commanded, and proven dead".
 *
 * @param isOpen open is commanded, and every fitted proof says open
 * @param isProof the proofs are valid now. A sense of the outgoing voltage alone reads dead whenever supply is
 *   gone, welded or not: the age neither starts nor grows then
 */
export function grownDead(
  ageMs: number,
  isOpen: boolean,
  isProof: boolean,
  elapsedMs: number,
): number {
  if (isProof || !isOpen) return grown(ageMs, isOpen, elapsedMs);
  return ageMs;
}

/** Whether evidence makes up its time with one more bad sample. The first one has proven none. */
export function isDue(ageMs: number, lapMs: number, limitMs: number): boolean {
  return ageMs >= 0 && ageMs + lapMs >= limitMs;
}

/** When the next comparison of an age can have another result. */
export interface Due {
  /** Time until the next age comes due, in ms, if no input changes before. */
  dueMs: number;
}

/**
 * Whether an age has reached its limit. If not yet, the time that is left is noted in `due`: until then
 * a tick in which nothing changed has nothing to decide, which is what makes quiet ticks nearly free.
 */
export function reached(due: Due, ageMs: number, limitMs: number): boolean {
  if (ageMs >= limitMs) return true;
  if (ageMs >= 0 && limitMs - ageMs < due.dueMs) due.dueMs = limitMs - ageMs;
  return false;
}

/** An age held at or below the cap. */
export function capped(ageMs: number, capMs: number): number {
  return ageMs > capMs ? capMs : ageMs;
}
