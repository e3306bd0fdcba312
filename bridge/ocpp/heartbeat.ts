/**
 * Heartbeat: how often a back-end is told that the charger is there. It may change that, and it is kept.
 */

import type { Charger } from '../core/charger.ts';
import type { Reach } from './dialect.ts';

/** Where the back-end says nothing of it. */
export const HEARTBEAT_SECONDS = 300;
const MOST_SECONDS = 86400;

/** In s, as a back-end reads it. */
export function readHeartbeat(charger: Charger): string {
  return String(charger.journal.note<number>('heartbeatSeconds') ?? HEARTBEAT_SECONDS);
}

/** @returns whether it can be that */
export function changeHeartbeat(charger: Charger, reach: Reach, text: string): boolean {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MOST_SECONDS) return false;
  charger.journal.keep({ heartbeatSeconds: seconds });
  reach.beat(seconds);
  return true;
}
