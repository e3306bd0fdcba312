/**
 * Way: the adversary's choices on the shortest way to a state, or to what is broken behind it. A search keeps the states
 * of a way; the choice between two of them is found again.
 */

import { createDraws } from './draws.ts';
import { forget } from './forget.ts';
import type { Choice } from './inputs.ts';
import type { Found, WorldKind } from './model-plant.ts';
import type { Reached } from './reached.ts';
import { followSafeOutputs, type System, tickSystem } from './system.ts';
import { blankOf, type Unit, type Violation } from './unit.ts';

/** What a way begins with. */
export interface Root {
  /** The journal's content at power-up, and whether the lock had rested. */
  readonly session: number;
  readonly welded: boolean;
  readonly bars: number;
  readonly holdOffMs: number;
  readonly loadResets: number;
  readonly rested: boolean;
  /** The model plant, and its state at power-up; null where the adversary chooses the drivers' signals. */
  readonly world: { readonly kind: WorldKind; readonly found: Found } | null;
}

/** A way from a root, tick by tick. */
export interface Way {
  readonly root: Root;
  readonly choices: readonly Choice[];
}

function rootOf({ state, guard, world, seen }: System): Root {
  const { session, welded, bars, holdOffMs, loadResets } = state;
  const rested = guard.lastStrokeMs === 0;
  const start = { session, welded, bars, holdOffMs, loadResets, rested };
  if (world === null) return { ...start, world };
  const { pin, closed } = world.plant;
  const found = { pin, closed, mains: seen.supply };
  return { ...start, world: { kind: world.kind, found } };
}

/**
 * The first choice in a state by which a tick ends as it should.
 *
 * @throws Error where there is none: the search and its ticks disagree
 */
function choiceIn(
  unit: Unit,
  reached: Reached,
  id: number,
  ends: (system: System) => boolean,
): Choice {
  const { system } = blankOf(unit);
  const draws = createDraws(unit.group, system, reached.isPlain);
  reached.unpack(system, id);
  draws.begin();
  do {
    draws.draw();
    if (ends(system)) return draws.choice();
    reached.unpack(system, id);
  } while (draws.next());
  throw new Error(`state ${id} of ${unit.set.name}/${unit.group.name} has no such successor`);
}

/** The way to a state, from its root. */
export function wayTo(unit: Unit, reached: Reached, id: number): Way {
  const { system } = blankOf(unit);
  const states = reached.wayTo(id);
  reached.unpack(system, states[0] as number);
  const choices = states.slice(1).map((to, i) =>
    choiceIn(unit, reached, states[i] as number, (after) => {
      if (tickSystem(after) !== 0) return false;
      if (!reached.isPlain) forget(after);
      return reached.find(after) === to;
    }),
  );
  return { root: rootOf(system), choices };
}

/** The way to a violation, from its root. */
export function wayThrough(unit: Unit, reached: Reached, violation: Violation): Way {
  const { id, rule, safeImage } = violation;
  const { root, choices } = wayTo(unit, reached, id);
  const act = safeImage ? followSafeOutputs : tickSystem;
  const last = choiceIn(unit, reached, id, (after) => act(after) === rule);
  return { root, choices: [...choices, last] };
}
