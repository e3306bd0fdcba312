/**
 * Masking: which conditions of a decision have decided it, given what each of them was (MC/DC, masking criterion).
 *
 * A condition decides where no other one covers it: the other side of an `&&` that was false, or of an `||` that was
 * true, masks it. A side that was not evaluated masks nothing. A condition is covered when it has decided once by
 * being true and once by being false.
 */

import type { Shape } from './decisions.ts';

/** What each condition was: true, false, or not evaluated. */
export type Vector = readonly (boolean | null)[];

/** The value of a part; null where nothing of it was evaluated. */
function truthOf(shape: Shape, vector: Vector): boolean | null {
  if (typeof shape === 'number') return vector[shape] ?? null;
  if ('not' in shape) {
    const value = truthOf(shape.not, vector);
    return value === null ? null : !value;
  }
  const left = truthOf(shape.left, vector);
  if (left === null) return null;
  return left === (shape.join === '||') ? left : truthOf(shape.right, vector);
}

/** The conditions that decided, by their places. */
export function decidersOf(shape: Shape, vector: Vector): number[] {
  if (typeof shape === 'number') return vector[shape] === null ? [] : [shape];
  if ('not' in shape) return decidersOf(shape.not, vector);
  const left = truthOf(shape.left, vector);
  if (left === null) return [];
  const masks = shape.join === '||';
  if (left === masks) return decidersOf(shape.left, vector);
  const right = truthOf(shape.right, vector);
  const ofRight = decidersOf(shape.right, vector);
  return right === masks ? ofRight : [...decidersOf(shape.left, vector), ...ofRight];
}

/** The most conditions that one decision may have: two bits of a number for each. */
export const MOST_CONDITIONS = 15;

/** @param code a bit for each condition that was evaluated, and 15 bits above it one for each that was true */
export function vectorOf(code: number, conditions: number): Vector {
  return Array.from({ length: conditions }, (_, i) => {
    if ((code & (1 << i)) === 0) return null;
    return (code & (1 << (i + MOST_CONDITIONS))) !== 0;
  });
}

/** Whether a condition has decided by being true, and by being false. */
export interface Decided {
  byTrue: boolean;
  byFalse: boolean;
}

/** @param codes every vector that was seen */
export function judge(shape: Shape, conditions: number, codes: Iterable<number>): Decided[] {
  const all = Array.from({ length: conditions }, () => ({ byTrue: false, byFalse: false }));
  for (const code of codes) {
    const vector = vectorOf(code, conditions);
    for (const at of decidersOf(shape, vector)) {
      const decided = all[at] as Decided;
      if (vector[at] === true) decided.byTrue = true;
      else decided.byFalse = true;
    }
  }
  return all;
}
