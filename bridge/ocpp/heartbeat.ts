/**
 * Heartbeat: how often a back-end is told that the charger is there. It may change that, and it is kept.
 */

import type { Charger } from '../core/charger.ts';
import { secondsIn } from '../core/time.ts';
import type { Reach } from './dialect.ts';

/** Where the back-end says nothing of it. */
export const HEARTBEAT_SECONDS = 300;

/** In s, as a back-end reads it. */
export function readHeartbeat(charger: Charger): string {
  return String(charger.journal.note<number>('heartbeatSeconds') ?? HEARTBEAT_SECONDS);
}

/** @returns whether it can be that */
export function changeHeartbeat(charger: Charger, reach: Reach, text: string): boolean {
  const seconds = secondsIn(text, 1);
  if (seconds === null) return false;
  // Who writes the same more often than that would hear nothing.
  if (String(seconds) === readHeartbeat(charger)) return true;
  charger.journal.keep({ heartbeatSeconds: seconds });
  reach.beat(seconds);
  return true;
}
