/**
 * Ask: what a command was given and what it needs, checked before anything runs.
 */

/** Something that a command was asked for cannot be. */
export class UsageError extends Error {}

/** Something that a command needs from outside the project is not here. */
export class Unavailable extends Error {}

/** A whole number in a range. */
export function readWhole(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name} ${text}: expected a whole number from ${least} to ${most}`);
}
