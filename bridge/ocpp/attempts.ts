/**
 * Attempts: how often what a back-end refuses is sent, and how long is waited in between.
 */

import type { Event } from '../core/journal.ts';
import type { CallRefused } from './call-errors.ts';

/** Before the second one, in ms. */
export const AGAIN_MS = 2000;
const LONGEST_PAUSE_MS = 120000;
/** What a back-end has refused so often is put aside. */
const MOST_REFUSALS = 5;
/** Of a transaction, where the back-end itself has failed, as without its database: half an hour. */
export const MOST_FAILURES = 20;

/** How often an event is sent before it is put aside. */
export function attemptsFor({ kind }: Event, { code }: CallRefused): number {
  const isDue = kind === 'begun' || kind === 'ended';
  return isDue && code === 'InternalError' ? MOST_FAILURES : MOST_REFUSALS;
}

/** In ms. @param refusals how often it was refused by now */
export function pauseMsAfter(refusals: number): number {
  return Math.min(AGAIN_MS * 2 ** (refusals - 1), LONGEST_PAUSE_MS);
}
