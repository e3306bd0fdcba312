/**
 * Progress: from every reached state, a co-operative world releases the plug within a bound (L1).
 *
 * The world co-operates: supply and lock supply are present, the outgoing side follows the contactor, the
 * latch follows the strokes, no input is faulty, the vehicle has been unplugged; and where the owner's policy
 * holds the plug, the owner unlocks. A weld is disproved by that same world, so it is no exception here: it
 * only takes longer.
 *
 * The co-operative world determines every input, so each state has one successor, which the search has
 * reached as well. The distance of every state to a free plug is found by following these successors once.
 */

import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { Latch, Pilot } from '../../../firmware/control/signals.ts';
import { Session } from '../../../firmware/control/state.ts';
import { forget } from './forget.ts';
import { applyChoice, type Choice, nominalChoice, nominalLatch } from './inputs.ts';
import type { Reached } from './reached.ts';
import { type System, tickSystem } from './system.ts';

export interface ProgressResult {
  /** Ticks from the worst of them to a free plug. */
  readonly worstTicks: number;
  /** A state from which the plug is never released, or null. */
  readonly stuck: number | null;
}

const leaves: Choice = { ...nominalChoice, pilot: Pilot.A };
const unlocks: Choice = { ...leaves, unlock: 1 };

/** The plug can be pulled, and is not about to be locked again. */
export function isFree(system: System): boolean {
  const isWanted = system.state.lockOrder === LockOrder.Extend;
  const isDead = system.world === null || !system.world.plant.closed;
  return !isWanted && isDead && !system.guard.closed && nominalLatch(system) === Latch.Unlocked;
}

/** The co-operative world's next choice. */
function cooperate(system: System): Choice {
  const session = system.state.session;
  const isHeldByOwner = system.limits.lockPolicy === LockPolicy.Permanent;
  return isHeldByOwner && session !== Session.Unlocking ? unlocks : leaves;
}

export class ProgressCheck {
  /** Ticks to a free plug and one more; 0 = not known yet. */
  private readonly distance: Uint16Array;

  constructor(
    /** Any system of the unit: states are unpacked into it. */
    private readonly system: System,
    private readonly reached: Reached,
  ) {
    this.distance = new Uint16Array(reached.end);
  }

  /** Follows the successors from every state. */
  run(): ProgressResult {
    const { reached, distance } = this;
    let worstTicks = 0;
    for (let id = 0; id < reached.end; id++) {
      if (distance[id] === 0 && !this.follow(id)) return { worstTicks, stuck: id };
      worstTicks = Math.max(worstTicks, (distance[id] as number) - 1);
    }
    return { worstTicks, stuck: null };
  }

  /** Walks from one state until a distance is known, and writes it back along the way. */
  private follow(start: number): boolean {
    const { system, reached, distance } = this;
    const way: number[] = [];
    const onWay = new Set<number>();
    let id = start;
    let found = 0;
    reached.unpack(system, id);
    for (;;) {
      if (id >= 0 && distance[id] !== 0) {
        found = distance[id] as number;
        break;
      }
      if (isFree(system)) {
        found = 1;
        if (id >= 0) distance[id] = 1;
        break;
      }
      // A state outside of the set is walked through as well, but only up to a bound.
      if ((id >= 0 && onWay.has(id)) || way.length > MOST_TICKS) return false;
      onWay.add(id);
      way.push(id);
      applyChoice(system, cooperate(system));
      if (tickSystem(system) !== 0) return false;
      if (!reached.isPlain) forget(system);
      id = reached.find(system);
    }
    for (let i = way.length - 1; i >= 0; i--) {
      found = Math.min(found + 1, 0xffff);
      if ((way[i] as number) >= 0) distance[way[i] as number] = found;
    }
    return true;
  }
}

/** Far above any bound that a set of tiny limits can need. */
const MOST_TICKS = 2000;
