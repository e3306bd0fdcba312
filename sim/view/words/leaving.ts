/**
 * Leaving: how a driver gets away with the plug, or without it. It depends on what holds the plug, on whether the
 * car is still plugged in, and on the owner's policy; never on the fault alone.
 */

import type { StepName } from './language.ts';

/** The newest value of a name in the trace; undefined where nobody has said it. */
export type Said = (name: string) => string | undefined;

/** Energy flows, or may flow again: the plug is locked, and Stop or the car's end frees it. */
const sessions: readonly string[] = [
  'charging',
  'waiting-for-vehicle',
  'waking-vehicle',
  'paused',
  'holding-off',
  'finished',
];
/** Locked, and only Stop frees it. */
const stoppable: readonly string[] = [
  'unauthorized',
  'power-lost',
  'fault-holds',
  'sense-unproven',
  'locking',
];

/** The pilot says that no car is plugged in: its end needs no steps. */
function isCarGone(said: Said): boolean {
  return said('pilot') === 'A';
}

/** Both ends of the cable, once the charger has let go of its own. */
const bothEnds: readonly StepName[] = ['unlock-car', 'pull-car', 'pull'];
/** The charger has let go, so that it is the car that holds: not told before. */
const ifCarHolds: readonly StepName[] = ['relock-car', 'car-release'];

/** No plug is in the socket. A plug that was lost is "absent" by its own fault, and may still be there. */
export function isEmpty(said: Said): boolean {
  return said('proximity') === 'absent' && said('fault') !== 'plug-lost';
}

/** The strokes have not freed the pin, whatever the reason says. */
export function isStuck(said: Said): boolean {
  return said('light') === 'push-plug-in' || said('why') === 'stuck';
}

function fromStuck(said: Said): StepName[] {
  const isCold = said('heat') === 'cold';
  const push: readonly StepName[] = isCold ? ['cold', 'push-stop'] : ['push-stop', 'cold'];
  const car: readonly StepName[] = isCarGone(said) ? [] : ['leave-cable'];
  return [...push, 'no-force', 'isolator-reset', ...car, 'installer'];
}

/** The steps by which a driver gets away now; none where there is nothing to take, or nothing but to wait. */
export function leavingOf(said: Said): StepName[] {
  if (isEmpty(said) && said('why') === 'free') return [];
  const why = said('why') ?? '';
  if (why === 'permanent' || said('lock-policy') === 'permanent') {
    if (why === 'free') return ['pull'];
    return isCarGone(said) ? ['owner'] : ['unplug-car', 'relock-car', 'owner'];
  }
  if (isStuck(said)) return fromStuck(said);
  const ends: readonly StepName[] = isCarGone(said) ? ['pull'] : bothEnds;
  if (why === 'free') return isCarGone(said) ? ['pull'] : [...bothEnds, ...ifCarHolds];
  if (sessions.includes(why)) return ['stop-or-unplug', ...ends];
  if (stoppable.includes(why)) return ['press-stop', ...ends];
  return [];
}
