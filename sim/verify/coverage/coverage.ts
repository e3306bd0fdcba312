/**
 * Coverage: MC/DC of what decides, checks and believes, over the whole suite.
 */

import { Worker } from 'node:worker_threads';
import type { Plugin } from 'esbuild';
import { bundleTrials, instrumenter, mutantTests, testFiles } from '../mutants/bundle.ts';
import { readSources, type Source } from '../mutants/mutant-source.ts';
import type { CoverageAnswer, CoverageTask } from './coverage-task.ts';
import { type Decision, findAllDecisions, textOf } from './decisions.ts';
import { DECISION_RECORD, instrumentDecisions } from './instrument-decisions.ts';
import { judge } from './masking.ts';

/** One condition that was not shown to decide by itself. */
export interface Gap {
  readonly file: string;
  readonly in: string;
  readonly decision: string;
  readonly condition: string;
  /** By which of its values it never decided. */
  readonly never: 'true' | 'false' | 'either';
}

export interface FileCoverage {
  readonly decisions: number;
  readonly conditions: number;
  readonly covered: number;
  readonly gaps: readonly Gap[];
}

/** What decides, checks and believes. */
const ROOMS = /^firmware\/(control|drivers|guard)\//;

/** The sources that are measured. @param root the project's folder */
export function readDeciders(root: string): Source[] {
  return readSources(root).filter(({ file }) => ROOMS.test(file));
}

export interface Coverage {
  readonly trials: CoverageAnswer['trials'];
  readonly failures: readonly string[];
  readonly files: Readonly<Record<string, FileCoverage>>;
}

function decisionsIn(
  root: string,
  sources: readonly Source[],
  decisions: readonly Decision[],
): Plugin {
  const record = { name: DECISION_RECORD, file: 'sim/verify/coverage/decision-record.ts' };
  return instrumenter({ root, sources }, record, (source) => {
    const mine = decisions.filter(({ file }) => file === source.file);
    return instrumentDecisions(source, mine);
  });
}

async function runTrials(script: string, task: CoverageTask): Promise<CoverageAnswer> {
  const worker = new Worker(script, { workerData: task });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage('run');
    });
  } finally {
    await worker.terminate();
  }
}

/** What of each file was shown to decide. */
export function coverageOf(
  sources: readonly Source[],
  decisions: readonly Decision[],
  seen: CoverageAnswer['seen'],
): Record<string, FileCoverage> {
  const files: Record<string, FileCoverage> = {};
  for (const source of sources) {
    const mine = decisions.filter(({ file }) => file === source.file);
    const gaps = mine.flatMap((decision) => gapsOf(source, decision, seen[decision.id] ?? []));
    const conditions = mine.reduce((sum, one) => sum + one.conditions.length, 0);
    files[source.file] = {
      decisions: mine.length,
      conditions,
      covered: conditions - gaps.length,
      gaps,
    };
  }
  return files;
}

/** The texts of a decision's conditions. */
export function conditionsOf(source: Source, { conditions }: Decision): string[] {
  return conditions.map((node) => textOf(source, node));
}

function gapsOf(source: Source, decision: Decision, codes: readonly number[]): Gap[] {
  const conditions = conditionsOf(source, decision);
  const decided = judge(decision.shape, decision.conditions.length, codes);
  return decided.flatMap(({ byTrue, byFalse }, i): Gap[] => {
    if (byTrue && byFalse) return [];
    const { file, text } = decision;
    const condition = conditions[i] ?? '';
    const never = byTrue ? 'false' : byFalse ? 'true' : 'either';
    return [{ file, in: decision.in, decision: text, condition, never }];
  });
}

/** Runs the whole suite over instrumented sources: about a minute. @param root the project's folder */
export async function measureCoverage(root: string, sources: readonly Source[]): Promise<Coverage> {
  const decisions = findAllDecisions(sources);
  const script = await bundleTrials({
    root,
    entry: 'sim/verify/coverage/coverage-worker.ts',
    outfile: `dist/coverage/coverage-${process.pid}.mjs`,
    plugins: [
      decisionsIn(root, sources, decisions),
      testFiles({ root, testFiles: mutantTests(root) }),
    ],
  });
  const { trials, failures, seen } = await runTrials(script, { decisions: decisions.length });
  return { trials, failures, files: coverageOf(sources, decisions, seen) };
}
