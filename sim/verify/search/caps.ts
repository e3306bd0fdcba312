/**
 * Caps: up to which value an age counts, where it is compared with nothing greater.
 */

import type { Limits } from '../../../firmware/control/limits.ts';

export function least(a: number, b: number): number {
  return a < b ? a : b;
}

export function most(a: number, b: number): number {
  return a > b ? a : b;
}

/** The shortest time between two ticks, in ms. */
export const TICK_MS = 1;

/** An age that grows before it is compared with this limit the next time: one tick short of it is as good as there. */
export function nearly(ageMs: number, limitMs: number): number {
  return least(ageMs, most(limitMs - TICK_MS, 0));
}

/** The age of "proven dead": without a mirror contact it does not grow in a tick without supply. */
export function proven(ageMs: number, limitMs: number, l: Limits): number {
  return l.mirrorFitted ? nearly(ageMs, limitMs) : least(ageMs, limitMs);
}
