/**
 * Limit field: reads and writes one field of the limits, by its name.
 *
 * A board's program no longer has the names of fields: they are shortened, or are places of an array. The
 * build expands each call, as a function that reads the field and one that writes it
 * (build/compiler/limit-fields.mjs); this file itself runs in Node.
 */

import type { Limits } from '../control/limits.ts';

/** Fields that hold values of this type. */
type FieldOf<Value> = {
  [Name in keyof Limits]: Limits[Name] extends Value ? Name : never;
}[keyof Limits];

export interface LimitField {
  readonly read: (limits: Limits) => number;
  readonly put: (limits: Limits, value: number) => void;
}

/** A number, or a choice by its place among the words. */
export function numberAt(name: FieldOf<number>): LimitField {
  return {
    read: (limits) => limits[name],
    put: (limits, value) => {
      (limits as Record<typeof name, number>)[name] = value;
    },
  };
}

/** Yes and no as 1 and 0. */
export function flagAt(name: FieldOf<boolean>): LimitField {
  return {
    read: (limits) => (limits[name] ? 1 : 0),
    put: (limits, value) => {
      limits[name] = value !== 0;
    },
  };
}
