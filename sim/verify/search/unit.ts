/**
 * Unit: one search, and what it can find.
 */

import { barsForEver, hasPerson } from './forget-barred.ts';
import { type Group, groups } from './groups.ts';
import { createLayout, type Layout } from './layout.ts';
import { type LimitSet, limitSets } from './limit-sets.ts';
import {
  type Broken,
  createSystem,
  RESTED_START,
  type System,
  type SystemStart,
} from './system.ts';

/** One search: a set of limits and a group of inputs. */
export interface Unit {
  readonly set: LimitSet;
  readonly group: Group;
}

export interface Violation {
  /** The state before. */
  readonly id: number;
  readonly rule: Broken;
  /** The safe outputs broke the rule, not control's own. */
  readonly safeImage: boolean;
}

/** A rested start in a group's world, with its inputs. */
export function startOf({ world, values }: Group): SystemStart {
  return {
    ...RESTED_START,
    world: world ?? null,
    hasPerson: hasPerson(values),
    barred: barsForEver(values),
    asksDoubt: values.loadDoubted !== undefined,
  };
}

/** @throws Error where no set or no group has this name */
export function findUnit(setName: string, groupName: string): Unit {
  const set = limitSets.find((one) => one.name === setName);
  const group = groups.find((one) => one.name === groupName);
  if (set === undefined) throw new Error(`no set of limits "${setName}"`);
  if (group === undefined) throw new Error(`no group of inputs "${groupName}"`);
  return { set, group };
}

/** A system of this unit to unpack states into, and its layout. */
export function blankOf({ set, group }: Unit): { system: System; layout: Layout } {
  const system = createSystem(set, startOf(group));
  return { system, layout: createLayout(system) };
}
