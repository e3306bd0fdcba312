/**
 * Exceptions: the conditions that no trial can show to decide by themselves, each with its reason. List and
 * measurement check each other: what is listed and covered after all fails, like a gap that is not listed.
 */

import { readFileSync } from 'node:fs';
import { ResultsError } from '../campaign/results.ts';
import type { Gap } from './coverage.ts';
import type { Decision } from './decisions.ts';

export const EXCEPTIONS = 'test/coverage/exceptions.json';

/** More would be a habit. */
export const MOST_EXCEPTIONS = 5;

export interface Exception extends Pick<Gap, 'file' | 'in' | 'decision' | 'condition'> {
  readonly reason: string;
}

/** A list that cannot be used. */
export class ExceptionsError extends ResultsError {}

/** @throws ExceptionsError where it cannot be read, lacks a reason, or is too long */
export function readExceptions(path: string): Exception[] {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ExceptionsError(
      `${path}: expected a list of exceptions; ${(error as Error).message}`,
    );
  }
  if (!Array.isArray(found)) throw new ExceptionsError(`${path}: expected a list of exceptions`);
  if (found.length > MOST_EXCEPTIONS) {
    throw new ExceptionsError(
      `${path}: expected at most ${MOST_EXCEPTIONS} exceptions, found ${found.length}`,
    );
  }
  for (const one of found as Partial<Exception>[]) {
    const texts = [one.file, one.in, one.decision, one.condition, one.reason];
    if (texts.some((text) => typeof text !== 'string') || one.reason === '') {
      throw new ExceptionsError(
        `${path}: expected file, in, decision, condition and reason; found ${JSON.stringify(one)}`,
      );
    }
  }
  return found as Exception[];
}

export function placeOf(one: Pick<Gap, 'file' | 'in' | 'decision' | 'condition'>): string {
  return [one.file, one.in, one.decision, one.condition].join('\n');
}

/** Exceptions for conditions that the sources do not have. */
export function findGone(
  exceptions: readonly Exception[],
  decisions: readonly Decision[],
  conditionsOf: (decision: Decision) => readonly string[],
): Exception[] {
  const places = new Set(
    decisions.flatMap((decision) =>
      conditionsOf(decision).map((condition) =>
        placeOf({ file: decision.file, in: decision.in, decision: decision.text, condition }),
      ),
    ),
  );
  return exceptions.filter((one) => !places.has(placeOf(one)));
}

/** What is wrong between list and measurement. */
export interface Dispute {
  readonly unlisted: readonly Gap[];
  readonly covered: readonly Exception[];
}

export function compareExceptions(exceptions: readonly Exception[], gaps: readonly Gap[]): Dispute {
  const listed = new Set(exceptions.map(placeOf));
  const open = new Set(gaps.map(placeOf));
  return {
    unlisted: gaps.filter((gap) => !listed.has(placeOf(gap))),
    covered: exceptions.filter((one) => !open.has(placeOf(one))),
  };
}
