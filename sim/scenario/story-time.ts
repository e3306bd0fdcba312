/**
 * Story time: when something was, counted from the start of the story. Every file that is written for others has
 * it; a target's own clock begins earlier, because a charger starts and comes to rest first.
 */

import type { Check, Failure } from './result.ts';

export function checkInStory(check: Check, startUs: number): Check {
  return { ...check, fromUs: check.fromUs - startUs, atUs: check.atUs - startUs };
}

export function failureInStory(failure: Failure | null, startUs: number): Failure | null {
  return failure === null ? null : { ...failure, atUs: failure.atUs - startUs };
}

/** @param result null where nothing ran */
export function checksInStory(
  result: { readonly checks: readonly Check[]; readonly startUs: number } | null,
): Check[] {
  return (result?.checks ?? []).map((check) => checkInStory(check, result?.startUs ?? 0));
}
