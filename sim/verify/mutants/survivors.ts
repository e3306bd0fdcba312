/**
 * Survivors: the mutants that nothing kills, each with the reason why that is no gap.
 *
 * The list and the hunt keep each other honest: a survivor that is not listed fails the hunt, and so does
 * a listed one that is killed after all.
 */

import { readFileSync } from 'node:fs';
import { ResultsError } from '../campaign/results.ts';
import { keyOf, type MutantName } from './mutants.ts';

/** Why a survivor is no gap. */
export const kinds = [
  /** It does what the original does, whatever comes in. */
  'equivalent',
  /** Another check does the same a moment later; both are wanted. */
  'second fence',
  /** It costs a deliberation or a little time, and changes nothing that anybody sees. */
  'unseen',
] as const;
export type Kind = (typeof kinds)[number];

export interface Survivor extends MutantName {
  readonly kind: Kind;
  readonly reason: string;
}

/** A list that cannot be read. */
export class SurvivorsError extends ResultsError {}

export function readSurvivors(path: string): Survivor[] {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SurvivorsError(`${path}: expected a list of survivors; ${(error as Error).message}`);
  }
  if (!Array.isArray(found)) throw new SurvivorsError(`${path}: expected a list of survivors`);
  for (const one of found as Partial<Survivor>[]) {
    const texts = [one.file, one.in, one.original, one.mutated, one.reason];
    if (texts.some((text) => typeof text !== 'string') || one.reason === '') {
      throw new SurvivorsError(
        `${path}: expected file, in, original, mutated and reason; found ${JSON.stringify(one)}`,
      );
    }
    if (!kinds.includes(one.kind as Kind)) {
      throw new SurvivorsError(
        `${path}: expected a kind of ${kinds.join(', ')}; found "${one.kind}" at ${one.original}`,
      );
    }
  }
  return found as Survivor[];
}

/** Listed survivors that are no mutant of the sources any more. */
export function findStale(
  survivors: readonly Survivor[],
  mutants: readonly MutantName[],
): Survivor[] {
  const keys = new Set(mutants.map(keyOf));
  return survivors.filter((survivor) => !keys.has(keyOf(survivor)));
}

/** What the list and a hunt say differently. */
export interface Quarrel {
  /** Survived, and stands not in the list. */
  readonly unlisted: readonly MutantName[];
  /** Stands in the list, and was killed. */
  readonly killed: readonly MutantName[];
}

export function compareSurvivors(
  survivors: readonly Survivor[],
  survived: readonly MutantName[],
  killed: readonly MutantName[],
): Quarrel {
  const listed = new Set(survivors.map(keyOf));
  return {
    unlisted: survived.filter((mutant) => !listed.has(keyOf(mutant))),
    killed: killed.filter((mutant) => listed.has(keyOf(mutant))),
  };
}
