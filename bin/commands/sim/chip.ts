/**
 * `holdfast sim run --chip …`: the scenario suite with a platform's real firmware image on emulated chips.
 */

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type ChipVerdict, notRun } from '../../../sim/chip/chip-verdict.ts';
import type { ChipJob } from '../../../sim/chip/chip-worker.ts';
import { install } from '../../../sim/chip/installed.ts';
import { makeSchedule, thin } from '../../../sim/chip/schedule.ts';
import { judgedBefore, type Suite, unjudged, writeSuite } from '../../../sim/chip/suite-file.ts';
import { exitCodeOf, summarize } from '../../../sim/chip/summary.ts';
import { UsageError } from '../../../sim/errors.ts';
import { withVariant } from '../../../sim/scenario/chosen-variant.ts';
import { findFiles } from '../../../sim/scenario/library.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { readPlayed } from '../../../sim/scenario/targets.ts';
import { buildHash, hashOf } from '../../../sim/verify/campaign/build-hash.ts';
import { createPool } from '../../../sim/verify/campaign/pool.ts';
import { listenForInterrupt } from '../../../sim/verify/campaign/run-units.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';
import { keepInputs } from '../../inputs.ts';
import { readWhole } from '../../options.ts';
import { createProgress } from '../../progress.ts';

export interface ChipOptions {
  readonly variant?: string;
  readonly jobs?: string;
  readonly long?: boolean;
  readonly most?: string;
  readonly json?: string;
  readonly resume?: boolean;
  readonly board?: string;
}

/** Stories with more virtual seconds run only with `--long`. */
const LONGEST_S = 120;
/** Up to this many scenarios, each gets a line. */
const FEW = 20;

const isGrave = ({ kind }: ChipVerdict): boolean =>
  !['passed', 'late', 'reported-late'].includes(kind);

function sayJudged(one: ChipVerdict, print: Print): void {
  const variant = one.variant === '' ? '' : ` (${one.variant})`;
  if (one.kind === 'passed') {
    print(`${paint.green('pass')} ${one.title}${variant}`);
    return;
  }
  const colour = isGrave(one) ? paint.red : paint.yellow;
  print(`${colour(one.kind.toUpperCase())} ${one.file}${variant}: ${one.message}`);
  if (isGrave(one)) for (const line of one.lines) print(line);
}

/** Runs all of them, and calls back with each verdict. */
async function runAll(
  scenarios: readonly Scenario[],
  root: string,
  platform: string,
  board: string | undefined,
  jobs: number,
  judged: (one: ChipVerdict) => void,
): Promise<void> {
  const pool = createPool<ChipJob, ChipVerdict>(new URL('dist/chip-worker.mjs', root), jobs);
  const interrupt = listenForInterrupt();
  const run = async (scenario: Scenario): Promise<void> => {
    const { file, variant } = scenario;
    try {
      judged(await pool.do({ root, platform, board, file, variant }));
    } catch (error) {
      judged(notRun(scenario, 'error', (error as Error).message));
    }
  };
  try {
    await Promise.race([Promise.all(scenarios.map(run)), interrupt.interrupted]);
  } finally {
    interrupt.close();
    await pool.close();
  }
}

/** The file in which the verdicts are kept, if one was asked for. */
interface Kept {
  /** What it has from an interrupted run. */
  readonly before: readonly ChipVerdict[];
  readonly keep: (judged: readonly ChipVerdict[]) => void;
}

function keepIn(
  { json, resume }: ChipOptions,
  board: string,
  chosen: readonly Scenario[],
  root: string,
): Kept {
  if (json === undefined) return { before: [], keep: () => undefined };
  const texts = [...new Set(chosen.map(({ file }) => file))].map((file) =>
    readFileSync(file, 'utf8'),
  );
  const names = chosen.map(({ file, variant }) => `${file} ${variant}`);
  const build = buildHash(root);
  const task = `${chosen.length} scenarios on ${board} (${hashOf([...names, ...texts])})`;
  const suite = (judged: readonly ChipVerdict[]): Suite => ({
    format: 'holdfast-chip-1',
    build,
    task,
    judged,
  });
  return {
    before: resume === true ? judgedBefore(json, build, task) : [],
    keep: (judged) => writeSuite(json, suite(judged)),
  };
}

/** @throws UsageError, EnvironmentError before anything runs */
export async function runOnChip(
  paths: readonly string[],
  name: string,
  options: ChipOptions,
  root: string,
  print: Print,
): Promise<number> {
  const jobs = readWhole('--jobs', options.jobs ?? String(availableParallelism()), 1, 256);
  if (options.resume === true && options.json === undefined) {
    throw new UsageError('--resume continues from a file, expected --json <file>');
  }
  keepInputs(findFiles(paths), { '--json': options.json });
  const installed = await install(root, name, options.board);
  const most = Number(options.most ?? Number.POSITIVE_INFINITY);
  const fitting = withVariant(readPlayed(paths), options.variant);
  const chosen = thin(fitting, most);
  const longestS = options.long === true ? Number.POSITIVE_INFINITY : LONGEST_S;
  const kept = keepIn(options, installed.map.name, chosen, root);
  const { scenarios: playable, skipped } = await makeSchedule(chosen, installed, longestS);
  const scenarios = unjudged(playable, kept.before);
  const progress = createProgress(`scenarios on ${name}`, scenarios.length);
  const startedAt = performance.now();
  const judged: ChipVerdict[] = [...skipped, ...kept.before];
  kept.keep(judged);
  await runAll(scenarios, root, name, options.board, Math.min(jobs, scenarios.length), (one) => {
    judged.push(one);
    kept.keep(judged);
    progress.step();
    if (one.kind !== 'passed' || scenarios.length <= FEW) sayJudged(one, print);
  });
  progress.stop();
  for (const line of summarize(judged)) print(line);
  const seconds = (performance.now() - startedAt) / 1000;
  const ran = judged.slice(skipped.length + kept.before.length);
  const virtualS = ran.reduce((sum, one) => sum + one.virtualS, 0);
  const speed = (virtualS / seconds).toFixed(1);
  print(
    `${name} on an emulated chip: ${virtualS.toFixed(0)} s of virtual time in ${seconds.toFixed(0)} s, ${speed} per second, ${jobs} at a time`,
  );
  const isWhole = judged.length === chosen.length;
  if (!isWhole) print(paint.yellow(`interrupted: ${judged.length} of ${chosen.length} judged`));
  const code = exitCodeOf(judged);
  return code !== 1 && !isWhole ? INTERRUPTED : code;
}
