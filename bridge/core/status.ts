/**
 * Status: what the charger's trace means to a back-end, in words that no protocol owns.
 *
 * The phase is looked at first: the reason says `free` for a moment while the lock is still let go.
 */

import { Action, actionOf, codeOf, Fault, type FaultName } from '../../firmware/control/faults.ts';
import { faultNamed, faultSteps } from '../../sim/view/words/fault-steps.ts';
import type { Said } from '../../sim/view/words/leaving.ts';

export type Status =
  | 'available'
  | 'preparing'
  | 'charging'
  | 'suspended-by-charger'
  | 'suspended-by-car'
  | 'finishing'
  | 'unavailable'
  | 'faulted';

/** What must have been heard once after a start before anything is said about the charger. */
const needed: readonly string[] = [
  'phase',
  'session',
  'fault',
  'why',
  'pilot',
  'proximity',
  'latch',
  'contacts',
  'offer',
  'lock-policy',
];

/** Every value has been heard, and the charger answers. */
export function isWhole(said: Said): boolean {
  return said('processor') === 'on' && needed.every((name) => said(name) !== undefined);
}

export function faultOf(said: Said): Fault {
  const name = said('fault') ?? 'none';
  return Object.hasOwn(faultSteps, name) ? faultNamed(name as FaultName) : Fault.None;
}

/** As ChargeX writes it: CX001; empty without a fault, or for one that it does not know. */
export function faultCodeOf(said: Said): string {
  const fault = faultOf(said);
  return fault === Fault.None ? '' : codeOf(fault);
}

/** The pin is seen withdrawn, and nothing moves it out again. */
export function isPinWithdrawn(said: Said): boolean {
  return said('latch') === 'unlocked' && said('phase') !== 'locking';
}

export function isPlugged(said: Said): boolean {
  return said('proximity') === 'seated';
}

/** A vehicle answers on the pilot. */
export function isCarThere(said: Said): boolean {
  return ['B', 'C', 'D'].includes(said('pilot') ?? '');
}

export function offeredMilliamps(said: Said): number {
  return Number.parseInt(said('offer') ?? '0', 10) || 0;
}

/** The socket is out of service: it refuses to charge, or it holds a plug that it cannot free. */
function isFaulted(said: Said): boolean {
  const fault = faultOf(said);
  // Nobody has authorised: the plug was let go, and nothing is broken.
  if (fault === Fault.AuthorizationTimeout) return false;
  return actionOf(fault) !== Action.Notice || fault === Fault.ReleaseJam || isHeldFast(said);
}

function isHeldFast(said: Said): boolean {
  return ['stuck', 'welded', 'welded-free'].includes(said('why') ?? '');
}

/** With a plug in, by phase and session. */
function connectedStatus(said: Said): Status | null {
  const phase = said('phase');
  const isPermitted = said('session') === 'permitted';
  if (!isPermitted) return said('session') === 'waiting' ? 'preparing' : 'finishing';
  if (phase === 'energized') return 'charging';
  // The pilot's A is believed in a moment, and the session is over then.
  if (!isCarThere(said)) return phase === 'locking' || phase === 'released' ? 'preparing' : null;
  const why = said('why') ?? '';
  if (['paused', 'holding-off', 'sense-unproven'].includes(why)) return 'suspended-by-charger';
  if (phase === 'locking') return 'preparing';
  const wants = said('pilot') !== 'B';
  return wants && offeredMilliamps(said) === 0 ? 'suspended-by-charger' : 'suspended-by-car';
}

/**
 * @param isServing the owner or the back-end has not taken it out of service, or a transaction goes on
 * @returns null where nothing can be said: values are missing, the charger has just started, or the car just leaves
 */
export function statusOf(said: Said, isServing: boolean): Status | null {
  if (!isWhole(said)) return null;
  const phase = said('phase');
  if (phase === 'restart') return null;
  if (isFaulted(said)) return 'faulted';
  if (phase === 'service' || !isServing) return 'unavailable';
  const isEmpty = !isPlugged(said) && !isCarThere(said);
  if (phase === 'idle') return isEmpty ? 'available' : 'preparing';
  return isEmpty && phase === 'released' ? 'available' : connectedStatus(said);
}
