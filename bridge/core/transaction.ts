/**
 * Transaction: a session that is charged to somebody; when one begins, and when it is over.
 */

import type { Said } from '../../sim/view/words/leaving.ts';
import { isCarThere, isPlugged } from './status.ts';

export interface Transaction {
  readonly id: string;
  readonly tag: string;
  /** The number of the back-end's request; null where the driver has begun it. */
  readonly requestId: number | null;
  readonly beganMs: number;
  readonly beganWh: number;
}

/** Not before the plug is locked: a lock that fails ends what has never begun. */
export function isServed(said: Said): boolean {
  const isLocked = said('phase') === 'ready' || said('phase') === 'energized';
  return said('session') === 'permitted' && isCarThere(said) && isPlugged(said) && isLocked;
}

export function isOver(said: Said): boolean {
  const phase = said('phase') ?? '';
  // After a restart the permission may wait for a car that has gone meanwhile.
  const isLeft = phase === 'idle' || (phase === 'released' && !isCarThere(said));
  return said('session') !== 'permitted' || isLeft;
}
