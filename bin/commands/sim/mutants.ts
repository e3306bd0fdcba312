/**
 * `holdfast mutants`: makes small mistakes in everything that is flashed but the platform, one at a time, and checks
 * whether a test fails.
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellWord } from '../../../sim/shell-words.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { ResultsError, writeResult } from '../../../sim/verify/campaign/results.ts';
import { findShard, partOf } from '../../../sim/verify/campaign/shard.ts';
import { bundleWorker, mutantTests } from '../../../sim/verify/mutants/bundle.ts';
import { readEnums, readSources } from '../../../sim/verify/mutants/mutant-source.ts';
import type { Survey } from '../../../sim/verify/mutants/mutant-worker.ts';
import { findAllMutants, keyOf, type Mutant } from '../../../sim/verify/mutants/mutants.ts';
import { type Fate, surveyTrials, tryMutants } from '../../../sim/verify/mutants/runner.ts';
import { type FileScore, scoreOf } from '../../../sim/verify/mutants/score.ts';
import { findStale, readSurvivors } from '../../../sim/verify/mutants/survivors.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { ALL_FILES, reachesBar, SURVIVORS, tellQuarrel, tellScores } from './mutant-scores.ts';
import { publishScores } from './mutants-page.ts';

export interface MutantsOptions {
  readonly file?: string[];
  readonly threads: string;
  readonly shard?: string;
  readonly out: string;
  /** Only the table of the page, from existing results. */
  readonly from?: string;
}

/** A source file that is not mutated. */
export class MutantsError extends ResultsError {}

/** @returns 0 where every bar is reached and the list of survivors is right, else 1 */
export async function runMutants(
  rootUrl: string,
  options: MutantsOptions,
  print: Print,
): Promise<number> {
  if (options.from !== undefined) return publishScores(rootUrl, options.from, print);
  const startedAt = performance.now();
  const root = fileURLToPath(rootUrl);
  const sources = readSources(root);
  const shard = findShard(options.shard, process.env);
  const names = sources.map(({ file }) => file);
  const files = partOf(chooseFiles(names, options.file), shard);
  const all = findAllMutants(sources, readEnums(sources));
  const survivors = readSurvivors(join(root, SURVIVORS));
  const mutants = all.filter(({ file }) => files.includes(file));
  const testFiles = mutantTests(root);

  const task = { root, sources, mutants: all, testFiles };
  // Both of the same files: a test that is written meanwhile would count the trials of one of them differently.
  const surveyed = await bundleWorker(task, 'surveyed');
  const script = await bundleWorker(task, 'switched');
  const survey = await surveyTrials(surveyed, all.length);
  if (!tellSurvey(survey, print)) return 1;

  const progress = createProgress('mutants', mutants.length);
  const fates: Fate[] = [];
  let survived = 0;
  const onFate = (fate: Fate): void => {
    fates.push(fate);
    if (fate.killer === null) survived++;
    progress.step();
    progress.say(`${survived} survived`);
  };
  const threads = Number(options.threads);
  const listed = new Set(survivors.map(keyOf));
  const isListed = (mutant: Mutant): boolean => listed.has(keyOf(mutant));
  const mutantCount = all.length;
  await tryMutants({ mutants, mutantCount, survey, script, threads, isListed, onFate });
  progress.stop();

  const units: Record<string, FileScore> = {};
  for (const file of files) {
    const mine = fates.filter(({ mutant }) => mutant.file === file);
    units[file] = scoreOf(mine, survivors);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const path = writeResult(options.out, {
    format: 'holdfast-campaign-1',
    campaign: 'mutants',
    build: buildHash(rootUrl),
    task: options.file === undefined ? ALL_FILES : options.file.join(' '),
    command: [
      'mutants',
      ...(options.file ?? []).flatMap((file) => ['--file', shellWord(file)]),
    ].join(' '),
    shard,
    complete: true,
    seconds,
    units,
  });
  tellScores(units, survivors, print);
  const isRight = tellQuarrel(units, survivors, findStale(survivors, all), print);
  print(`${fates.length} mutants in ${seconds.toFixed(0)} s; ${path}`);
  return isRight && reachesBar(units, survivors, print) ? 0 : 1;
}

function chooseFiles(files: readonly string[], wanted: readonly string[] | undefined): string[] {
  if (wanted === undefined) return [...files];
  for (const name of wanted) {
    if (files.some((file) => file.includes(name))) continue;
    throw new MutantsError(
      `--file ${name}: expected part of the name of a file that is flashed, as in --file loop`,
    );
  }
  return files.filter((file) => wanted.some((name) => file.includes(name)));
}

/** Prints which trials run. @returns false where the original itself fails */
function tellSurvey({ trials }: Survey, print: Print): boolean {
  const count = (kind: string): number =>
    trials.filter((trial) => trial.kind === kind && trial.failure === '').length;
  print(
    `tried by ${count('test')} unit tests, ${count('scenario')} scenarios, ` +
      `${count('quiet')} traces run twice, ${count('search')} brief searches`,
  );
  const failing = trials.filter(({ failure }) => failure !== '');
  for (const { kind, name, failure } of failing) {
    const what = kind === 'test' ? paint.yellow('left out') : paint.red('FAILS');
    print(`${what} ${name}: ${failure.split('\n')[0]}`);
  }
  const broken = failing.filter(({ kind }) => kind !== 'test');
  if (broken.length > 0) print('the original fails: repair that first (npm test)');
  return broken.length === 0;
}
