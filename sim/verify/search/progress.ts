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
import type { Layout } from './layout.ts';
import type { Store } from './store.ts';
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
  private readonly system: System;
  private readonly layout: Layout;
  private readonly key: Int32Array;
  /** Ticks to a free plug and one more; 0 = not known yet. */
  private readonly distance: Uint16Array;

  constructor(
    blank: { readonly system: System; readonly layout: Layout },
    private readonly store: Store,
    /** Nothing was forgotten in this search. */
    private readonly isPlain = false,
  ) {
    this.system = blank.system;
    this.layout = blank.layout;
    this.key = new Int32Array(this.layout.words);
    this.distance = store.distances;
  }

  /** Follows the successors from every state of a range; several threads do it with the same store. */
  run(from = 0, to = this.store.end): ProgressResult {
    const { store, distance } = this;
    let worstTicks = 0;
    for (let id = from; id < to; id++) {
      if (store.isHole(id)) continue;
      if (distance[id] === 0 && !this.follow(id)) return { worstTicks, stuck: id };
      worstTicks = Math.max(worstTicks, (distance[id] as number) - 1);
    }
    return { worstTicks, stuck: null };
  }

  /** Walks from one state until a distance is known, and writes it back along the way. */
  private follow(start: number): boolean {
    const { system, layout, store, distance, key } = this;
    const way: number[] = [];
    const onWay = new Set<number>();
    let id = start;
    let found = 0;
    layout.unpack(system, store.data, id * layout.words);
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
      if (!this.isPlain) forget(system);
      layout.pack(system, key, 0);
      id = store.find(key);
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
