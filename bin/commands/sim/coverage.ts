/**
 * `holdfast coverage`: MC/DC of control, drivers and guard over the whole suite.
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { writeResult } from '../../../sim/verify/campaign/results.ts';
import { WHOLE } from '../../../sim/verify/campaign/shard.ts';
import {
  type Coverage,
  type Gap,
  measureCoverage,
  readDeciders,
} from '../../../sim/verify/coverage/coverage.ts';
import {
  compareExceptions,
  EXCEPTIONS,
  readExceptions,
} from '../../../sim/verify/coverage/exceptions.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

export interface CoverageOptions {
  readonly out: string;
}

/** @returns 0 where every condition decides by itself, but for the listed exceptions; else 1 */
export async function runCoverage(
  rootUrl: string,
  options: CoverageOptions,
  print: Print,
): Promise<number> {
  const startedAt = performance.now();
  const root = fileURLToPath(rootUrl);
  const exceptions = readExceptions(join(root, EXCEPTIONS));
  const coverage = await measureCoverage(root, readDeciders(root));
  const seconds = (performance.now() - startedAt) / 1000;
  tellFiles(coverage, print);
  const gaps = Object.values(coverage.files).flatMap((file) => file.gaps);
  const { unlisted, covered } = compareExceptions(exceptions, gaps);
  for (const failure of coverage.failures) print(`${paint.red('fails')} ${failure}`);
  for (const gap of unlisted) tellGap(gap, print);
  for (const { file, decision, condition } of covered) {
    print(`${paint.red('is an exception, and is covered:')} ${file}: ${condition}`);
    print(`  in ${decision}`);
  }
  if (unlisted.length > 0) print(`write a test that shows it, or list it in ${EXCEPTIONS}`);
  const path = writeResult(options.out, {
    format: 'holdfast-campaign-1',
    campaign: 'coverage',
    build: buildHash(rootUrl),
    task: trialsOf(coverage),
    shard: WHOLE,
    complete: true,
    seconds,
    units: coverage.files,
  });
  print(`${trialsOf(coverage)}; ${seconds.toFixed(0)} s; ${path}`);
  return unlisted.length + covered.length + coverage.failures.length > 0 ? 1 : 0;
}

function trialsOf({ trials }: Coverage): string {
  const count = (kind: string): number => trials[kind] ?? 0;
  return (
    `${count('test')} unit tests, ${count('scenario')} scenarios, ` +
    `${count('quiet')} traces run twice, ${count('search')} brief searches`
  );
}

function tellFiles({ files }: Coverage, print: Print): void {
  print(paint.bold(`${'file'.padEnd(40)} decisions  conditions  decided    MC/DC`));
  let conditions = 0;
  let covered = 0;
  for (const [name, file] of Object.entries(files)) {
    if (file.conditions === 0) continue;
    conditions += file.conditions;
    covered += file.covered;
    const line = [
      name.padEnd(40),
      String(file.decisions).padStart(9),
      String(file.conditions).padStart(11),
      String(file.covered).padStart(8),
      `${percent(file.covered, file.conditions).padStart(6)} %`,
    ].join(' ');
    print(file.gaps.length > 0 ? paint.red(line) : line);
  }
  print(`${covered} of ${conditions} conditions: ${percent(covered, conditions)} %`);
}

function percent(part: number, whole: number): string {
  // Rounded down: 99.99 % is not 100 %.
  return (Math.floor((1000 * part) / whole) / 10).toFixed(1);
}

function tellGap({ file, in: around, decision, condition, never }: Gap, print: Print): void {
  const place = around === '' ? file : `${file}, ${around}`;
  const how = never === 'either' ? 'never decides' : `never decides by being ${never}`;
  print(`${paint.red(how)}: ${condition}`);
  print(`  in ${decision} (${place})`);
}
