/**
 * Mutants page: the table of docs/mutants.md, from the result of a run over every file.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import {
  findResults,
  mergeResults,
  ResultsError,
  type ShardResult,
} from '../../../sim/verify/campaign/results.ts';
import { countEquivalents, type FileScore, percentOf } from '../../../sim/verify/mutants/score.ts';
import { readSurvivors, type Survivor } from '../../../sim/verify/mutants/survivors.ts';
import { SURVIVORS } from './mutant-scores.ts';

const PAGE = 'docs/mutants.md';
const BEGIN = '<!-- table: written by npx holdfast mutants --from -->';
const END = '<!-- end of table -->';
/** What a run over every file calls its task. */
export const ALL_FILES = 'all files';

type Row = readonly [name: string, mutants: number, killed: number, equivalent: number];

function rowOf([name, mutants, killed, equivalent]: Row, percent: number): string {
  const others = mutants - killed - equivalent;
  return `| ${[name, mutants, killed, equivalent, others, `${percent.toFixed(1)} %`].join(' | ')} |`;
}

/** The build that was scored, and a row for each file. */
export function scoreTable(
  { build, units }: Pick<ShardResult<FileScore>, 'build' | 'units'>,
  survivors: readonly Survivor[],
): string {
  const scores = Object.entries(units);
  const sum = (of: (score: FileScore) => number): number =>
    scores.reduce((total, [, score]) => total + of(score), 0);
  const rows = scores.map(([file, score]) => {
    const equivalent = countEquivalents(score, survivors);
    return rowOf(
      [`\`${file}\``, score.mutants, score.killed, equivalent],
      percentOf(score, survivors),
    );
  });
  const mutants = sum((score) => score.mutants);
  const killed = sum((score) => score.killed);
  const equivalent = sum((score) => countEquivalents(score, survivors));
  const all: Row = [`all ${scores.length}`, mutants, killed, equivalent];
  return [
    `All files, with all trials, on the sources whose build hash is \`${build}\`. Equivalent ones do exactly what the original`,
    'does and are not counted.',
    '',
    '| File | mutants | killed | equivalent | other survivors | score |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
    rowOf(all, (100 * killed) / (mutants - equivalent)),
  ].join('\n');
}

/** A page with a table between its marks. @throws ResultsError where the marks are not there */
export function fillScores(page: string, table: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new ResultsError(`${PAGE} has lost the marks of its table`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${table}\n\n${page.slice(to)}`;
}

/**
 * Writes the table.
 *
 * @param root address of the project's folder
 * @throws ResultsError where the folder has no result of every file, of this build
 */
export function publishScores(root: string, folder: string, print: (line: string) => void): number {
  const found = findResults<FileScore>(folder, 'mutants');
  if (found.length === 0) throw new ResultsError(`${folder}: no result of mutants`);
  const result = mergeResults(found);
  const build = buildHash(root);
  if (result.build !== build || result.task !== ALL_FILES) {
    throw new ResultsError(
      `${folder}: expected mutants of ${ALL_FILES} of build ${build}, found ${result.task} of ${result.build}`,
    );
  }
  const path = fileURLToPath(new URL(PAGE, root));
  const survivors = readSurvivors(join(fileURLToPath(root), SURVIVORS));
  writeFileSync(path, fillScores(readFileSync(path, 'utf8'), scoreTable(result, survivors)));
  print(`${PAGE} is written, for build ${build}`);
  return 0;
}
