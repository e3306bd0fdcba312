/**
 * FMEA units: what one job of the two campaigns does. One failure in every context; or one with every later one of
 * the list, in every context.
 */

import type { Setup } from '../../world/setup.ts';
import { type Context, contexts, nameOfContext } from './contexts.ts';
import { type ModeName, modeNames, modeOf } from './failures.ts';
import { complaintsAbout, type Found, playFailure } from './fmea.ts';
import { effects, type Mode } from './modes.ts';

export interface FmeaUnit {
  /** By the context's name. */
  readonly cells: Readonly<Record<string, Found>>;
  readonly complaints: readonly string[];
}

function isPossible(mode: Mode, context: Context): boolean {
  return mode.where === undefined || mode.where(context);
}

/** @param among the contexts to play */
export async function playMode(
  name: ModeName,
  among: readonly Context[] = contexts,
  adjust?: (setup: Setup) => void,
): Promise<FmeaUnit> {
  const mode = modeOf(name);
  const cells: Record<string, Found> = {};
  const complaints: string[] = [];
  for (const context of among) {
    if (!isPossible(mode, context)) continue;
    const found = await playFailure([mode], context, adjust);
    const where = nameOfContext(context);
    cells[where] = found;
    for (const complaint of complaintsAbout(mode, found)) {
      complaints.push(`${name} (${where}): ${complaint}`);
    }
  }
  return { cells, complaints };
}

/** What is expected, and was found in no context: an expectation that says too much. */
export function unmetBy(name: ModeName, { cells }: FmeaUnit): string[] {
  const found = Object.values(cells);
  const mode = modeOf(name);
  const unmet = mode.told
    .filter((fault) => !found.some(({ told }) => told.includes(fault)))
    .map((fault) => `${name}: the fault ${fault} is expected, and is told in no context`);
  if (!found.some(({ effect }) => effect === mode.worst)) {
    unmet.push(`${name}: "${mode.worst}" is expected, and is found in no context`);
  }
  return unmet;
}

/** What is wrong with the results of a run of single failures. */
export function complaintsOf(units: Readonly<Record<string, FmeaUnit>>): string[] {
  return Object.entries(units).flatMap(([name, unit]) => [
    ...unit.complaints,
    ...unmetBy(name as ModeName, unit),
  ]);
}

/** Two failures that people were hurt by. */
export interface PairHarm {
  readonly with: ModeName;
  readonly context: string;
  readonly harm: string;
}

export interface PairUnit {
  readonly runs: number;
  /** How many of the runs ended with a plug that is held. */
  readonly stuck: number;
  readonly harms: readonly PairHarm[];
}

/** Both failures come in each order, one second apart: this one first with the later ones, and after the earlier ones. */
export async function playPairs(
  first: ModeName,
  seconds: readonly ModeName[] = modeNames,
  among: readonly Context[] = contexts,
  adjust?: (setup: Setup) => void,
): Promise<PairUnit> {
  const harms: PairHarm[] = [];
  let runs = 0;
  let stuck = 0;
  const mode = modeOf(first);
  for (const second of seconds) {
    const other = modeOf(second);
    if (second === first) continue;
    for (const context of among) {
      if (!isPossible(mode, context) || !isPossible(other, context)) continue;
      const { harm, effect } = await playFailure([mode, other], context, adjust);
      runs++;
      if (effect === 'stuck') stuck++;
      if (effects.indexOf(effect) > effects.indexOf('stuck')) {
        harms.push({ with: second, context: nameOfContext(context), harm });
      }
    }
  }
  return { runs, stuck, harms };
}
