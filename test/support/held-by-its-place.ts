/**
 * Held by its place: a mistake that the firmware once had, kept to be planted. A pin that reads locked counted
 * as held, whatever had been driven, and a latch that was unknown as a fault cleared started a release. So a
 * solenoid's pin that stuck in while its coil was let go was taken for locked: a live socket, whose plug came
 * free as soon as the pin did.
 *
 * `vi.mock` puts what these functions return in the place of each module.
 */

import { Action, actionOf } from '../../firmware/control/faults.ts';
import { Hold, Latch } from '../../firmware/control/signals.ts';
import { Phase } from '../../firmware/control/state.ts';

type LatchProof = typeof import('../../firmware/control/latch-proof.ts');
type Phases = typeof import('../../firmware/control/phases.ts');
type Release = typeof import('../../firmware/control/release.ts');

/** Whether the mistake is in force. */
export const heldByItsPlace = { isPlanted: false };

export function plantInLatchProof(real: LatchProof): LatchProof {
  return {
    ...real,
    nextHold: (...args) => {
      const isLocked = args[1] === Latch.Locked;
      return heldByItsPlace.isPlanted && isLocked ? Hold.Proven : real.nextHold(...args);
    },
  };
}

export function plantInRelease(real: Release): Release {
  return { ...real, isHeld: (seen) => heldByItsPlace.isPlanted || real.isHeld(seen) };
}

export function plantInPhases(real: Phases): Phases {
  return {
    ...real,
    nextPhase: (state, seen, limits) => {
      const isOver = state.phase === Phase.Fault && actionOf(state.fault) < Action.Hold;
      const next = real.nextPhase(state, seen, limits);
      const isUnknown = isOver && seen.latch === Latch.Unknown && next === Phase.Ready;
      return heldByItsPlace.isPlanted && isUnknown ? Phase.Releasing : next;
    },
  };
}
