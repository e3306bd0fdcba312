/**
 * Limit field: one field of the limits as data, so that a row of the settings can name it.
 *
 * A board's program no longer has the names of fields: they are shortened, or are places of an array. The
 * build writes each call of `fieldAt` as the name or the place that the field has there
 * (build/compiler/limit-fields.mjs); this file itself runs in Node.
 */

import type { Limits } from '../control/limits.ts';

export type LimitField = keyof Limits;

/** A field that holds a number, a choice by its place among the words, or yes and no. */
export function fieldAt(name: LimitField): LimitField {
  return name;
}

/** Yes and no as 1 and 0. */
export function readField(limits: Limits, field: LimitField): number {
  return Number(limits[field]);
}

/** Trusts its caller to have checked the range. */
export function putField(limits: Limits, field: LimitField, value: number): void {
  const fields = limits as Record<LimitField, number | boolean>;
  fields[field] = typeof fields[field] === 'boolean' ? value !== 0 : value;
}
