/**
 * Survivors: the mutants that no trial kills, each with the reason why that is not a gap in the tests.
 *
 * List and mutation run check each other: a survivor that is not listed fails the run, and so does a listed
 * one that is killed after all.
 */

import { readFileSync } from 'node:fs';
import { ResultsError } from '../campaign/results.ts';
import { keyOf, type MutantName } from './mutants.ts';

/** Why a survivor is not a gap. */
export const kinds = [
  /** Its behaviour equals the original's for every input. */
  'equivalent',
  /** Another check does the same a moment later; both are intended. */
  'second fence',
  /** It takes one more decision or a short delay, without an effect that can be observed. */
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

/** Listed survivors that are no longer a mutant of the sources. */
export function findStale(
  survivors: readonly Survivor[],
  mutants: readonly MutantName[],
): Survivor[] {
  const keys = new Set(mutants.map(keyOf));
  return survivors.filter((survivor) => !keys.has(keyOf(survivor)));
}

/** The differences between the list and a mutation run. */
export interface Quarrel {
  /** Survived, but not in the list. */
  readonly unlisted: readonly MutantName[];
  /** In the list, but killed. */
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
