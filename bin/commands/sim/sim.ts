/**
 * `holdfast sim …`: run, list and play scenarios in virtual time.
 */

import { explainFailure } from '../../../sim/scenario/explain.ts';
import { keepLastFailed, onlyLastFailed } from '../../../sim/scenario/last-failed.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { consoleWords } from '../../../sim/scenario/parse.ts';
import { preconditions } from '../../../sim/scenario/preconditions.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { withTags } from '../../../sim/scenario/tags.ts';
import type { Target } from '../../../sim/scenario/target.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { observables } from '../../../sim/scenario/vocabulary.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type BoardCost, boardCosts } from '../../../sim/world/board-costs.ts';
import { startWithCost } from '../../../sim/world/board-timing.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { createProgress } from '../../progress.ts';
import { type ReportFiles, type Timed, writeReports } from './run-reports.ts';
import { tellScenario } from './story.ts';

type Print = (line: string) => void;

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
function readAll(paths: readonly string[], options: RunOptions): Scenario[] {
  const scenarios = findFiles(paths).flatMap((file) => readScenarios(file));
  const tagged =
    options.tag === undefined ? scenarios : withTags(scenarios, options.tag.split(','));
  const last = options.lastFailed === true ? onlyLastFailed(LAST_FAILED, tagged) : tagged;
  const { variant } = options;
  return variant === undefined ? last : last.filter((s) => s.variant === variant);
}

/** With a board's time, the firmware uses the board's tick length. */
function targetWithCost(scenario: Scenario, cost: BoardCost): Target {
  const atItsBeat = (setup: Setup): void => {
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
  const scenarios = readAll(paths, options);
  if (scenarios.length === 0) {
    print(`no scenario with variant "${options.variant}"; sim list shows the sweeps`);
    return 2;
  }
  const cost = boardCosts.find((one) => one.name === options.platform) ?? null;
  if (options.platform !== undefined && cost === null) {
    print(
      `no platform "${options.platform}", expected ${boardCosts.map((one) => one.name).join(' | ')}`,
    );
    return 2;
  }
  const startedAt = performance.now();
  const progress = createProgress('scenarios', scenarios.length);
  const done: Timed[] = [];
  const startedOn = new Date().toISOString();
  let virtualUs = 0;
  for (const scenario of scenarios) {
    const fromMs = performance.now();
    const result = await runScenario(
      scenario,
      cost === null ? targetOf(scenario) : targetWithCost(scenario, cost),
    );
    virtualUs += result.endUs;
    done.push({ result, seconds: (performance.now() - fromMs) / 1000 });
    progress.step();
    if (isTold(scenarios.length)) print(summaryLine(result));
  }
  progress.stop();
  const failed = done.map(({ result }) => result).filter(({ passed }) => !passed);
  keepLastFailed(
    LAST_FAILED,
    scenarios,
    failed.map(({ scenario }) => scenario),
  );
  writeReports(root, done, startedOn, options);
  for (const result of failed) {
    print('');
    for (const line of explainFailure(result, paint)) print(line);
  }
  const realS = ((performance.now() - startedAt) / 1000).toFixed(2);
  const verdict =
    failed.length === 0 ? paint.green('all passed') : paint.red(`${failed.length} failed`);
  const what = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`;
  print(`${what}, ${verdict}; ${virtualTime(virtualUs)} of virtual time in ${realS} s`);
  return failed.length === 0 ? 0 : 1;
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
  return `${word} ${result.scenario.title}${variant}`;
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

const LEFT = 44;
const RIGHT = 72;
const WIDTH = 100;

/** Text wrapped between words. */
function printWrapped(text: string, print: Print): void {
  let line = '';
  for (const piece of text.split(/(?<=[| ])/)) {
    if (line.length + piece.length > WIDTH - 6) {
      print(`  ${line}`);
      line = '    ';
    }
    line += piece;
  }
  print(`  ${line}`);
}

/** Text in lines that fit beside the left column. */
function* linesOf(text: string): Generator<string> {
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > RIGHT) {
      yield line;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  yield line;
}

/** A row of two columns, each broken between words. */
function printRow(left: string, right: string, print: Print): void {
  const isShort = left.length <= LEFT;
  if (!isShort) printWrapped(left, print);
  let beside = isShort ? left : '';
  for (const line of linesOf(right)) {
    print(`  ${beside.padEnd(LEFT)} ${paint.dim(line)}`);
    beside = '';
  }
}

/** The scenario language, from the tables that the parser reads. */
export function listWords(print: Print): number {
  const table = (title: string, rows: readonly (readonly [string, string])[]): void => {
    print(paint.bold(title));
    for (const [left, right] of rows) printRow(left, right, print);
    print('');
  };
  table(
    'given …',
    preconditions.map((row) => [row.pattern.text, row.meaning]),
  );
  table(
    'what can happen',
    verbs.map((row) => [row.pattern.text, row.meaning]),
  );
  table(
    'what can be looked at',
    [...observables].map(([name, row]) => [
      `${name} ${typeof row.values === 'string' ? `<${row.values}>` : row.values.join('|')}`,
      row.meaning,
    ]),
  );
  print(paint.bold("lines for the firmware's console"));
  printWrapped(consoleWords.join(' '), print);
  return 0;
}
