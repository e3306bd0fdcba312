/**
 * Mutant scores: the result of a mutation run by file, and its consequences for the list of survivors.
 */

import type { MutantName } from '../../../sim/verify/mutants/mutants.ts';
import {
  BAR_PERCENT,
  countEquivalents,
  type FileScore,
  hasBar,
  percentOf,
} from '../../../sim/verify/mutants/score.ts';
import type { Survivor } from '../../../sim/verify/mutants/survivors.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

export const SURVIVORS = 'test/mutants/survivors.json';

/** What a run over every file calls its task. */
export const ALL_FILES = 'all files';

/** Mutants, the killed, those that are equivalent, the other survivors, and the share of the killed. */
export function numbersOf(score: FileScore, survivors: readonly Survivor[]): string[] {
  const equivalent = countEquivalents(score, survivors);
  const others = score.survived.length - equivalent;
  const percent = percentOf(score, survivors).toFixed(1);
  return [...[score.mutants, score.killed, equivalent, others].map(String), `${percent} %`];
}

/** The widths of their columns. */
const WIDTHS = [7, 7, 11, 9, 8];

/** A row for each file. */
export function tellScores(
  units: Readonly<Record<string, FileScore>>,
  survivors: readonly Survivor[],
  print: Print,
): void {
  print(paint.bold(`${'file'.padEnd(40)} mutants  killed  equivalent  survived  score`));
  for (const [file, score] of Object.entries(units)) {
    const numbers = numbersOf(score, survivors).map((text, i) => text.padStart(WIDTHS[i] ?? 0));
    const isBelow = hasBar(file) && percentOf(score, survivors) < BAR_PERCENT;
    const line = `${file.padEnd(40)} ${numbers.join(' ')}`;
    print(isBelow ? paint.red(line) : hasBar(file) ? line : paint.dim(line));
  }
}

/**
 * Prints the errors in the list of survivors.
 *
 * @param stale entries of the list that are no mutant of the sources any more
 * @returns whether the list is right
 */
export function tellQuarrel(
  units: Readonly<Record<string, FileScore>>,
  survivors: readonly Survivor[],
  stale: readonly Survivor[],
  print: Print,
): boolean {
  const listed = new Set(survivors.map((one) => JSON.stringify(nameOnly(one))));
  const scores = Object.values(units);
  const unlisted = scores
    .flatMap(({ survived }) => survived)
    .filter(({ file }) => hasBar(file))
    .filter((one) => !listed.has(JSON.stringify(nameOnly(one))));
  const tell = (what: string, names: readonly MutantName[]): void => {
    for (const { file, in: around, original, mutated } of names) {
      print(`${paint.red(what)} ${file}${around === '' ? '' : `, ${around}`}`);
      print(`  - ${original}`);
      print(`  + ${mutated}`);
    }
  };
  const killed = scores.flatMap(({ listedButKilled }) => listedButKilled);
  tell('survived, and is not listed:', unlisted);
  tell('is listed as a survivor, and was killed:', killed);
  tell('is listed, and is in the sources no more:', stale);
  if (unlisted.length > 0) {
    print(`write a test that detects it, or list it with its reason in ${SURVIVORS}`);
  }
  return unlisted.length + killed.length + stale.length === 0;
}

function nameOnly({ file, in: around, original, mutated }: MutantName): string[] {
  return [file, around, original, mutated];
}

/** Whether every file that has a bar reaches it. */
export function reachesBar(
  units: Readonly<Record<string, FileScore>>,
  survivors: readonly Survivor[],
  print: Print,
): boolean {
  const below = Object.entries(units).filter(
    ([file, score]) => hasBar(file) && percentOf(score, survivors) < BAR_PERCENT,
  );
  for (const [file, score] of below) {
    const percent = percentOf(score, survivors).toFixed(1);
    print(paint.red(`${file}: ${percent} % killed, expected at least ${BAR_PERCENT} %`));
  }
  return below.length === 0;
}
