/**
 * Roots: the states that a search begins with.
 */

import { Bar } from '../../../firmware/control/reclose.ts';
import { Session } from '../../../firmware/control/state.ts';
import { forget } from './forget.ts';
import { lookFirst } from './model-plant.ts';
import { createSystem, type System } from './system.ts';
import { startOf, type Unit } from './unit.ts';

/** One bar for each way in which it ends: by a person, the plug, the vehicle. */
const rootBars: readonly number[] = [Bar.None, Bar.Unknown, Bar.ResidualCurrent, Bar.LatchLost];

/** A search that begins. */
interface Insertable {
  /** Nothing is forgotten in it. */
  readonly isPlain: boolean;
  insert(system: System): void;
}

/**
 * Every start: each content that the journal can have, torn and corrupt included, with a rested lock or not.
 */
export function insertRoots({ set, group }: Unit, search: Insertable): void {
  const insert = (system: System): void => {
    if (!search.isPlain) forget(system);
    search.insert(system);
  };
  const sessions = [Session.None, Session.Permitted, Session.Stopped, Session.Unlocking];
  for (const session of sessions) {
    for (const welded of [false, true]) {
      for (const bars of rootBars) {
        for (const rested of [false, true]) {
          for (let holdOffMs = 0; holdOffMs <= set.limits.outageDelayMs; holdOffMs++) {
            const recalled = { session, welded, bars };
            const system = createSystem(set, {
              ...startOf(group),
              recalled,
              holdOffMs,
              rested,
            });
            insertStarts(system, insert);
          }
        }
      }
    }
  }
}

/** At power-up the pin and the contacts may be anywhere; but only a locked plug was ever live. */
function insertStarts(system: System, insert: (system: System) => void): void {
  const world = system.world;
  if (world === null) {
    insert(system);
    return;
  }
  for (let pin = 0; pin <= world.travel; pin++) {
    for (const closed of pin === world.travel ? [false, true] : [false]) {
      for (const mains of [false, true]) {
        lookFirst(world, { pin, closed, mains });
        insert(system);
      }
    }
  }
}
