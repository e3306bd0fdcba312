/**
 * Roots: the states that a search begins with.
 */

import { ALL_BARS, Bar } from '../../../firmware/control/reclose.ts';
import { Session } from '../../../firmware/control/state.ts';
import { forget } from './forget.ts';
import { type Group, isLeft } from './groups.ts';
import { lookFirst } from './model-plant.ts';
import { createSystem, type System, type SystemStart } from './system.ts';
import { startOf, type Unit } from './unit.ts';

/** One bar for each way in which it ends (by a person, the plug, the vehicle), and for each thing that it does. */
const oneBar: readonly number[] = [
  Bar.None,
  Bar.Unknown,
  Bar.ResidualCurrent,
  Bar.LatchLost,
  Bar.EmergencyStop,
];
const sessions = [Session.None, Session.Permitted, Session.Stopped, Session.Unlocking];
const everyBar: readonly number[] = Array.from({ length: ALL_BARS + 1 }, (_, bars) => bars);

/** Where the group's inputs set bars of more than one kind, they are found together in the journal as well. */
function barsOf(group: Group): readonly number[] {
  if (group.values.eStop === undefined) return oneBar;
  return everyBar.filter((bars) => !isLeft(group, bars));
}

/** Every content that the journal can have, with a rested lock or not. Resets under load are counted without the rest. */
function* startsOf({ set, group }: Unit): Generator<SystemStart> {
  const { outageDelayMs, loadResets } = set.limits;
  for (const session of sessions) {
    for (const welded of [false, true]) {
      for (const bars of barsOf(group)) {
        for (const rested of [false, true]) {
          for (let holdOffMs = 0; holdOffMs <= outageDelayMs; holdOffMs++) {
            yield { ...startOf(group), recalled: { session, welded, bars }, holdOffMs, rested };
          }
        }
      }
    }
    for (let resets = 1; resets <= loadResets; resets++) {
      const recalled = { session, welded: false, bars: Bar.None };
      yield { ...startOf(group), recalled, loadResets: resets };
    }
  }
}

/** A search that begins. */
interface Insertable {
  /** Nothing is forgotten in it. */
  readonly isPlain: boolean;
  insert(system: System): void;
}

/** Every start: torn and corrupt journals among them. */
export function insertRoots(unit: Unit, search: Insertable): void {
  const insert = (system: System): void => {
    if (!search.isPlain) forget(system);
    search.insert(system);
  };
  for (const start of startsOf(unit)) insertStarts(createSystem(unit.set, start), insert);
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
