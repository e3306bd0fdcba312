/**
 * Limit due: whether a limit is to be told, by what the charger holds and what is wanted. Somebody else's lower limit is
 * left as it is, unless an order replaces it.
 */

import { type HeldLimit, LONGEST_SECONDS } from './held-limit.ts';
import { isBelow, type Wish } from './wanted-limits.ts';

/** A term that is longer than the charger takes is renewed this often. */
export const RENEW_SECONDS = 3600;
/** Both sides count whole seconds, and an answer takes its time. */
const SAME_SECONDS = 1.5;

/** Somebody else's limit is in force for some time, and is the lower one: it is left its term. */
function isLed({ term }: HeldLimit, { amps }: Wish): boolean {
  return term !== null && !term.isOurs && !isBelow(amps, term.amps);
}

export interface How {
  /** Somebody orders it now. */
  readonly isOrdered: boolean;
  /** Everybody has said what they want. */
  readonly isComplete: boolean;
}

/**
 * Whether what stands is to be told. Under a lower limit with a term it is never raised: the charger would offer it for
 * as long as it takes to tell the term again.
 */
export function isStandingDue(held: HeldLimit, wish: Wish, how: How): boolean {
  const { amps, standingAmps } = wish;
  if (!how.isOrdered && isLed(held, wish)) return false;
  const isLowered = isBelow(standingAmps, held.standingAmps);
  const isRaised = isBelow(held.standingAmps, standingAmps) && held.isOurs && how.isComplete;
  if (isBelow(amps, standingAmps)) return isLowered;
  const isAll = amps === standingAmps;
  if (isAll && (how.isOrdered || held.term !== null)) return true;
  // The charger's own safe limit stands until there is another one.
  if (held.safeAmps !== null) return standingAmps !== null;
  return isLowered || isRaised;
}

/**
 * Whether a limit with a term is to be told; not where the charger counts the same one already.
 *
 * @param seconds its term
 * @param isNeeded somebody orders it now, or every limit has a term here
 */
export function isTermDue(
  held: HeldLimit,
  wish: Wish,
  seconds: number,
  isNeeded: boolean,
): boolean {
  const { term } = held;
  if (term === null) return true;
  if (!term.isOurs) return isNeeded || !isLed(held, wish);
  if (term.amps !== wish.amps) return true;
  const lessSeconds = seconds - held.leftSeconds;
  if (seconds === LONGEST_SECONDS) return lessSeconds >= RENEW_SECONDS;
  return Math.abs(lessSeconds) > SAME_SECONDS;
}
