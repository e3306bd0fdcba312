/**
 * Run reports: the results of scenarios in virtual time for CI: JUnit, JSON, and a summary in Markdown.
 */

import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { writeJunit } from '../../../hil/run/junit.ts';
import type { Entry } from '../../../hil/run/outcome.ts';
import { writeSummary } from '../../../hil/run/summary.ts';
import { regularFileAt } from '../../../sim/regular-file.ts';
import { aboutOf } from '../../../sim/scenario/about.ts';
import type { Result } from '../../../sim/scenario/result.ts';
import { checksInStory } from '../../../sim/scenario/story-time.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';

export interface ReportFiles {
  readonly json?: string;
  readonly junit?: string;
  /** Appended, as the summary of a CI job is. */
  readonly summary?: string;
}

/** One result with how long it took here. */
export interface Timed {
  readonly result: Result;
  readonly seconds: number;
}

function entryOf({ result, seconds }: Timed, startedAt: string): Entry {
  const { scenario, failure } = result;
  const line = failure?.line || 1;
  const message = failure === null ? '' : `${scenario.file}:${line}: ${failure.message}`;
  const outcome = failure === null ? 'passed' : 'failed';
  const attempt = { outcome, message, startedAt, seconds, result, notes: [] } as const;
  const attempts = [{ ...attempt, isHostBusy: false, rules: null }];
  return { ...aboutOf(scenario), line, attachments: [], outcome, message, attempts };
}

/**
 * A report of the run before would look like one of this run, where this one is interrupted. A link stays one, and
 * `/dev/null` is nobody's report.
 */
export function removeStale({ json, junit }: ReportFiles): void {
  for (const file of [json, junit]) {
    const older = file === undefined ? null : regularFileAt(file);
    if (older !== null) rmSync(older);
  }
}

/** @param root address of the project's folder */
export function writeReports(
  root: string,
  results: readonly Timed[],
  startedAt: string,
  files: ReportFiles,
): void {
  const entries = results.map((timed) => entryOf(timed, startedAt));
  const build = buildHash(root);
  if (files.junit !== undefined) {
    const properties = { build, time: 'virtual' };
    const suite = { name: 'sim', startedAt, hostname: hostname() || 'localhost', properties };
    writeFileSync(files.junit, writeJunit([{ ...suite, entries }]));
  }
  if (files.json !== undefined) {
    const rows = entries.map(({ attempts, ...entry }, i) => {
      const checks = checksInStory(results[i]?.result ?? null);
      return { ...entry, seconds: attempts[0]?.seconds ?? 0, checks };
    });
    const exitCode = entries.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
    const told = { format: 'holdfast-sim-1', build, startedAt, exitCode, entries: rows };
    writeFileSync(files.json, `${JSON.stringify(told, null, 1)}\n`);
  }
  if (files.summary !== undefined) {
    appendFileSync(
      files.summary,
      writeSummary('Scenarios in virtual time', entries, [`build ${build}`]),
    );
  }
}
