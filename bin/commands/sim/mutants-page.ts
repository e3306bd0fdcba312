/**
 * Mutants page: the table of docs/mutants.md, from the result of a run over every file.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { ResultsError, type ShardResult } from '../../../sim/verify/campaign/results.ts';
import type { FileScore } from '../../../sim/verify/mutants/score.ts';
import { readSurvivors, type Survivor } from '../../../sim/verify/mutants/survivors.ts';
import type { Print } from '../../context.ts';
import { readCampaign } from './merge.ts';
import { ALL_FILES, numbersOf, SURVIVORS } from './mutant-scores.ts';
import { fillMarked, writePublished } from './published.ts';

const PAGE = 'docs/mutants.md';
const MARKS = [
  '<!-- table: written by npx holdfast mutants --from -->',
  '<!-- end of table -->',
] as const;

/** The score of many files as that of one. */
function totalOf(scores: readonly FileScore[]): FileScore {
  const sum = (of: (score: FileScore) => number): number =>
    scores.reduce((total, score) => total + of(score), 0);
  return {
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    timedOut: sum(({ timedOut }) => timedOut),
    survived: scores.flatMap(({ survived }) => survived),
    listedButKilled: scores.flatMap(({ listedButKilled }) => listedButKilled),
  };
}

/** The build that was scored, and a row for each file. */
export function scoreTable(
  { build, units }: Pick<ShardResult<FileScore>, 'build' | 'units'>,
  survivors: readonly Survivor[],
): string {
  const rowOf = (name: string, score: FileScore): string =>
    `| ${[name, ...numbersOf(score, survivors)].join(' | ')} |`;
  const files = Object.entries(units);
  return [
    `All files, with all trials, on the sources whose build hash is \`${build}\`. Equivalent ones do exactly what the original`,
    'does and are not counted.',
    '',
    '| File | mutants | killed | equivalent | other survivors | score |',
    '|---|---:|---:|---:|---:|---:|',
    ...files.map(([file, score]) => rowOf(`\`${file}\``, score)),
    rowOf(`all ${files.length}`, totalOf(Object.values(units))),
  ].join('\n');
}

/** A page with a table between its marks. */
export function fillScores(page: string, table: string): string {
  return fillMarked(page, PAGE, MARKS, `${table}\n`);
}

/**
 * Writes the table.
 *
 * @param root address of the project's folder
 * @throws ResultsError where the folder has no result of every file, of this build
 */
export function publishScores(root: string, folder: string, print: Print): number {
  const result = readCampaign<FileScore>(folder, 'mutants');
  if (result === null) throw new ResultsError(`${folder}: no result of mutants`);
  const build = buildHash(root);
  if (result.build !== build || result.task !== ALL_FILES) {
    throw new ResultsError(
      `${folder}: expected mutants of ${ALL_FILES} of build ${build}, found ${result.task} of ${result.build}`,
    );
  }
  const pathOf = (name: string): string => fileURLToPath(new URL(name, root));
  const table = scoreTable(result, readSurvivors(pathOf(SURVIVORS)));
  writePublished(root, PAGE, fillScores(readFileSync(pathOf(PAGE), 'utf8'), table));
  print(`${PAGE} is written, for build ${build}`);
  return 0;
}
