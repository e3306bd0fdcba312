/**
 * `holdfast sim …`: run, list and play scenarios in virtual time.
 */

import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../../../sim/errors.ts';
import { withVariant } from '../../../sim/scenario/chosen-variant.ts';
import { explainFailure } from '../../../sim/scenario/explain.ts';
import { Interrupted, InterruptibleTarget } from '../../../sim/scenario/interruptible.ts';
import { keepLastFailed, onlyLastFailed } from '../../../sim/scenario/last-failed.ts';
import { findFiles, readAllScenarios, readScenarios } from '../../../sim/scenario/library.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { withTags } from '../../../sim/scenario/tags.ts';
import type { Target } from '../../../sim/scenario/target.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type BoardCost, boardCosts, fitsOf } from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { keepInputs } from '../../inputs.ts';
import { createProgress } from '../../progress.ts';
import { type ReportFiles, removeStale, type Timed, writeReports } from './run-reports.ts';
import { tellScenario } from './story.ts';

export interface RunOptions extends ReportFiles {
  /** Only this value of a swept variable, as in `phase 3000us`. */
  readonly variant?: string;
  /** Words with commas between them. */
  readonly tag?: string;
  readonly lastFailed?: boolean;
  /** With the time that this platform's interpreter takes. */
  readonly platform?: string;
}

/** Where the scenarios that did not pass are kept between two runs. */
const LAST_FAILED = 'results/sim/last-failed.json';

/** Everything is read and checked before anything runs. */
function readAll(paths: readonly string[], options: RunOptions): readonly Scenario[] {
  const scenarios = readAllScenarios(paths);
  const tagged =
    options.tag === undefined ? scenarios : withTags(scenarios, options.tag.split(','));
  const last = options.lastFailed === true ? onlyLastFailed(LAST_FAILED, tagged) : tagged;
  return withVariant(last, options.variant);
}

/** @throws UsageError where there is no such platform */
function findCost(platform: string | undefined): BoardCost | null {
  if (platform === undefined) return null;
  const cost = boardCosts.find((one) => one.name === platform);
  if (cost !== undefined) return cost;
  const known = boardCosts.map((one) => one.name);
  throw new UsageError(
    `no platform "${platform}", expected ${known.join(' | ')}${didYouMean(platform, known)}`,
  );
}

/** With a board's time, the firmware uses the board's tick length. */
function targetWithCost(scenario: Scenario, cost: BoardCost): Target {
  const atItsBeat = (setup: Setup): void => {
    fitsOf(cost)(setup);
    setup.limits.push((limits) => {
      limits.tickMs = cost.tickMs;
    });
  };
  return targetOf(scenario, atItsBeat, startWithCost(cost));
}

export async function runFiles(
  paths: readonly string[],
  options: RunOptions,
  print: Print,
  root: string,
): Promise<number> {
  const { json, junit, summary } = options;
  keepInputs(findFiles(paths), {
    '--json': json,
    '--junit': junit,
    '--summary': summary,
    'what failed last is kept in': LAST_FAILED,
  });
  const scenarios = readAll(paths, options);
  const cost = findCost(options.platform);
  const startedAt = performance.now();
  const startedOn = new Date().toISOString();
  removeStale(options);
  const { done, signal } = await runAll(scenarios, cost, print);
  const failed = done.map(({ result }) => result).filter(({ passed }) => !passed);
  keepFailed(
    done.map(({ result }) => result.scenario),
    failed.map(({ scenario }) => scenario),
    print,
  );
  for (const result of failed) {
    print('');
    for (const line of explainFailure(result, paint)) print(line);
  }
  if (signal !== '') {
    const far = `${done.length} of ${scenarios.length} scenarios, ${failed.length} failed`;
    print(paint.red(`interrupted by ${signal} after ${far}; the others were not run`));
    return INTERRUPTED;
  }
  writeReports(root, done, startedOn, options);
  const realS = ((performance.now() - startedAt) / 1000).toFixed(2);
  const verdict =
    failed.length === 0 ? paint.green('all passed') : paint.red(`${failed.length} failed`);
  const what = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`;
  const virtualUs = done.reduce((sum, { result }) => sum + result.endUs, 0);
  print(`${what}, ${verdict}; ${virtualTime(virtualUs)} of virtual time in ${realS} s`);
  return failed.length === 0 ? 0 : 1;
}

interface Ran {
  readonly done: readonly Timed[];
  /** What has interrupted it; empty where nothing has. */
  readonly signal: string;
}

/** @returns null where a signal has ended it */
function unlessInterrupted(running: Promise<Result>): Promise<Result | null> {
  return running.catch((error: unknown) => {
    if (error instanceof Interrupted) return null;
    throw error;
  });
}

/** Runs scenarios until a signal arrives; a second one ends the process. */
async function runAll(
  scenarios: readonly Scenario[],
  cost: BoardCost | null,
  print: Print,
): Promise<Ran> {
  let signal = '';
  const take = (name: string): void => {
    signal = name;
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.once(name, take);
  const progress = createProgress('scenarios', scenarios.length);
  const done: Timed[] = [];
  for (const scenario of scenarios) {
    const fromMs = performance.now();
    const target = cost === null ? targetOf(scenario) : targetWithCost(scenario, cost);
    const heard = new InterruptibleTarget(target, () => signal !== '');
    const result = await unlessInterrupted(runScenario(scenario, heard));
    if (result === null) break;
    done.push({ result, seconds: (performance.now() - fromMs) / 1000 });
    progress.step();
    if (isTold(scenarios.length)) print(summaryLine(result));
    // Virtual time never waits, so that short scenarios would not let it be heard either.
    await setImmediate();
    if (signal !== '') break;
  }
  progress.stop();
  for (const name of signals) process.off(name, take);
  return { done, signal: done.length === scenarios.length ? '' : signal };
}

/** Keeps what has failed for `--last-failed`; a folder that cannot be written costs no more than that. */
function keepFailed(run: readonly Scenario[], failed: readonly Scenario[], print: Print): void {
  try {
    keepLastFailed(LAST_FAILED, run, failed);
  } catch (error) {
    print(paint.dim(`not kept for --last-failed: ${(error as Error).message}`));
  }
}

/** On a terminal a bar shows the progress of many scenarios; elsewhere each has its line when it has finished. */
function isTold(scenarios: number): boolean {
  return scenarios <= 10 || process.stderr.isTTY !== true;
}

function virtualTime(us: number): string {
  const seconds = us / 1000000;
  return seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 3600).toFixed(2)} h`;
}

function summaryLine(result: Result): string {
  const word = result.passed ? paint.green('pass') : paint.red('FAIL');
  const variant = result.scenario.variant === '' ? '' : ` (${result.scenario.variant})`;
  const isBare = result.passed && result.checks.length + result.watches.length === 0;
  // A file that lost its lines, or never reached one that expects something, looks like any other that has passed.
  const bare = isBare ? paint.dim(' (nothing was expected: hazards and rules alone)') : '';
  return `${word} ${result.scenario.title}${variant}${bare}`;
}

export async function playFiles(paths: readonly string[], print: Print): Promise<number> {
  let failed = 0;
  for (const scenario of readAll(paths, {})) {
    const result = await tellScenario(scenario, print);
    if (!result.passed) failed++;
  }
  return failed === 0 ? 0 : 1;
}

/** @param tag words with commas between them; all scenarios without it */
export function listFiles(paths: readonly string[], tag: string | undefined, print: Print): number {
  const keyOf = ({ file, variant }: Scenario): string => `${file} ${variant}`;
  const chosen = new Set(readAll(paths, tag === undefined ? {} : { tag }).map(keyOf));
  let files = 0;
  let variants = 0;
  for (const file of findFiles(paths)) {
    const all = readScenarios(file);
    const scenarios = tag === undefined ? all : all.filter((one) => chosen.has(keyOf(one)));
    const first = scenarios[0];
    if (first === undefined) continue;
    files++;
    variants += scenarios.length;
    const sweep = scenarios.length > 1 ? paint.dim(` × ${scenarios.length}`) : '';
    print(`${first.title}${sweep}`);
    const tags = first.tags.length === 0 ? '' : `  [${first.tags.join(' ')}]`;
    print(paint.dim(`    ${first.file}${tags}`));
  }
  print(`${files} files, ${variants} scenarios`);
  return 0;
}
