/**
 * `holdfast sweep`: every scenario with the power cut, and with failures that come and go, at every tick.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { shellPath } from '../../../sim/shell-words.ts';
import { buildHash, hashOf, workHash } from '../../../sim/verify/campaign/build-hash.ts';
import type { SweepJob } from '../../../sim/verify/campaign/campaign-worker.ts';
import { createPool } from '../../../sim/verify/campaign/pool.ts';
import { runCampaign } from '../../../sim/verify/campaign/run-units.ts';
import { findShard, partOf, tellShard } from '../../../sim/verify/campaign/shard.ts';
import { writeCase } from '../../../sim/verify/case/case.ts';
import { shrinkCut } from '../../../sim/verify/sweep/shrink-cut.ts';
import type { SweepFinding, SweepUnit } from '../../../sim/verify/sweep/sweep.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { folderIn, readWhole } from '../../options.ts';
import { createProgress } from '../../progress.ts';
import { tellPartial } from './partial.ts';

export interface SweepCommand {
  readonly every: string;
  readonly threads: string;
  readonly shard?: string;
  readonly out: string;
  readonly resume?: boolean;
}

/** Number of failures that are written as files, one of each kind. */
const MOST_WRITTEN = 5;

/** Where the n-th failure is written: shrunk, and the whole cut beside it. */
function pathsOf(folder: string, n: number): { shrunk: string; whole: string } {
  const path = (what: string): string => join(folder, `sweep-${n}${what}.scenario`);
  return { shrunk: path(''), whole: path('-whole') };
}

/** A sweep over what an earlier one has found does not write over it. */
function keepFound(files: readonly string[], folder: string): void {
  for (let n = 1; n <= MOST_WRITTEN; n++) {
    const { shrunk, whole } = pathsOf(folder, n);
    keepInputs(files, { '--out: a failure goes to': shrunk, '--out: a whole cut goes to': whole });
  }
}

/** One job for each scenario, and for each value of its swept variable, by its name in a result. */
export function sweepJobs(paths: readonly string[], every: number): Map<string, SweepJob> {
  const jobs = new Map<string, SweepJob>();
  for (const file of findFiles(paths)) {
    for (const { variant } of readScenarios(file)) {
      jobs.set(`${file}${variant === '' ? '' : ` (${variant})`}`, {
        kind: 'sweep',
        file,
        variant,
        every,
      });
    }
  }
  return jobs;
}

/** What sweeps the same as one machine would. */
export function sweepCommand(every: number, among: readonly string[] = []): string {
  return ['sweep', ...among.map(shellPath), ...(every === 1 ? [] : ['--every', every])].join(' ');
}

export async function sweep(
  root: string,
  paths: readonly string[],
  options: SweepCommand,
  print: Print,
): Promise<number> {
  const every = readWhole('--every', options.every, 1, 1000000);
  const threads = readWhole('--threads', options.threads, 1, 256);
  const shard = findShard(options.shard, process.env);
  keepFound(findFiles(paths), options.out);
  const jobs = sweepJobs(paths, every);
  const isWhole = paths.length === 1 && paths[0] === folderIn(root, 'test/scenarios');
  const names = [...jobs.keys()];
  const texts = [...new Set([...jobs.values()].map(({ file }) => file))];
  const task = hashOf([...names, ...texts.map((file) => readFileSync(file, 'utf8'))]);
  const progress = createProgress('scenarios', partOf(names, shard).length);
  const pool = createPool<SweepJob, SweepUnit>(new URL('dist/campaign-worker.mjs', root), threads);
  tellShard(shard, print);
  let runs = 0;
  try {
    const result = await runCampaign<SweepUnit>({
      campaign: 'sweep',
      build: buildHash(root),
      sources: workHash(root),
      task: `${names.length} scenarios (${task}), every ${every}`,
      command: sweepCommand(every, isWhole ? [] : paths),
      shard,
      folder: options.out,
      mayResume: options.resume === true,
      names,
      lanes: threads,
      doUnit: async (name) => {
        const unit = await pool.do(jobs.get(name) as SweepJob);
        runs += unit.cuts + unit.tears + unit.disturbed;
        progress.step();
        progress.say(`${runs.toLocaleString('en')} runs`);
        return unit;
      },
      endsAfter: () => false,
    });
    progress.stop();
    const units = Object.values(result.units);
    summarizeSweep(units, result.seconds, print);
    const { complete } = result;
    const code = await tellFindings(units, options.out, complete, print);
    return complete ? code : tellPartial(code, print);
  } finally {
    progress.stop();
    await pool.close();
  }
}

interface Row {
  instants: number;
  cuts: number;
  tears: number;
  disturbed: number;
  resumed: number;
  freed: number;
  failed: number;
}

/** One row for each file, its variants together. */
function rowsOf(units: readonly SweepUnit[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const unit of units) {
    const row = rows.get(unit.file) ?? {
      instants: 0,
      cuts: 0,
      tears: 0,
      disturbed: 0,
      resumed: 0,
      freed: 0,
      failed: 0,
    };
    row.instants += unit.instants;
    row.cuts += unit.cuts;
    row.tears += unit.tears;
    row.disturbed += unit.disturbed;
    row.resumed += unit.kept.resumed;
    row.freed += unit.kept.freed;
    row.failed += unit.failed;
    rows.set(unit.file, row);
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The table by scenario, and the sums. */
export function summarizeSweep(units: readonly SweepUnit[], seconds: number, print: Print): void {
  const number = (value: number, width: number): string =>
    value.toLocaleString('en').padStart(width);
  const header = ['ticks', 'cuts', 'torn', 'disturbed', 'resumed', 'freed', 'failed'];
  print(paint.bold(`${'scenario'.padEnd(44)}${header.map((word) => word.padStart(10)).join('')}`));
  const rows = rowsOf(units);
  for (const [file, row] of rows) {
    const name = file.replace(/^test\/scenarios\//, '').replace(/\.scenario$/, '');
    const { instants, cuts, tears, disturbed, resumed, freed, failed } = row;
    const cells = [instants, cuts, tears, disturbed, resumed, freed, failed];
    const line = `${name.slice(-43).padEnd(44)}${cells.map((cell) => number(cell, 10)).join('')}`;
    print(row.failed > 0 ? paint.red(line) : line);
  }
  const all = [...rows.values()];
  const sum = (of: (row: Row) => number): string =>
    all.reduce((total, row) => total + of(row), 0).toLocaleString('en');
  const days = units.reduce((total, unit) => total + unit.virtualUs, 0) / 86400000000;
  print(
    `${units.length} scenarios cut ${sum((row) => row.cuts)} times at ${sum((row) => row.instants)} ` +
      `instants, journal torn ${sum((row) => row.tears)} times, ` +
      `disturbed ${sum((row) => row.disturbed)} times: ${sum((row) => row.failed)} failed; ` +
      `${days.toFixed(1)} days of virtual time in ${seconds.toFixed(0)} s`,
  );
}

/** One failure of each kind as a scenario file, shrunk; the whole cut beside it. */
async function tellFindings(
  units: readonly SweepUnit[],
  folder: string,
  complete: boolean,
  print: Print,
): Promise<number> {
  const kinds = new Map<string, SweepFinding>();
  for (const finding of units.flatMap((unit) => unit.findings)) {
    if (!kinds.has(finding.kind)) kinds.set(finding.kind, finding);
  }
  if (kinds.size === 0) {
    if (complete) {
      print(
        paint.green('no hazard, no broken rule, and every requirement met once power was back'),
      );
    }
    return 0;
  }
  mkdirSync(folder, { recursive: true });
  for (const [i, [kind, finding]] of [...kinds].slice(0, MOST_WRITTEN).entries()) {
    print(`${paint.red('FAIL')} ${kind}`);
    print(`     ${finding.case.title}`);
    const { shrunk, whole } = pathsOf(folder, i + 1);
    writeFileSync(whole, writeCase(finding.case));
    writeFileSync(shrunk, writeCase(await shrinkCut(finding)));
    print(`     shrunk: ${shrunk}`);
    print(`     repeat: npx holdfast sim run ${shellPath(shrunk)}`);
    print(`     the whole cut: ${whole}`);
  }
  if (kinds.size > MOST_WRITTEN) print(`     and ${kinds.size - MOST_WRITTEN} more kinds`);
  return 1;
}
