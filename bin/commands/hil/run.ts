/**
 * `holdfast hil run …`: the scenario files on a rig, or on several at once.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { readRig } from '../../../hil/rig/read.ts';
import { type Rig, standInRig } from '../../../hil/rig/rig.ts';
import { declareBroken, RigSession, whyBroken } from '../../../hil/rig/session.ts';
import { writeCoverage } from '../../../hil/rules/coverage.ts';
import { RunFolder } from '../../../hil/run/folder.ts';
import { orderScenarios } from '../../../hil/run/order.ts';
import { countOutcomes, type Entry, type Outcome } from '../../../hil/run/outcome.ts';
import { RigRun } from '../../../hil/run/run.ts';
import { runOnRigs } from '../../../hil/run/several.ts';
import { UsageError } from '../../../sim/errors.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { findShard, partOf } from '../../../sim/verify/campaign/shard.ts';
import { paint } from '../../../sim/view/colours.ts';
import { createProgress } from '../../progress.ts';

type Print = (line: string) => void;

export interface HilRunOptions {
  readonly rig?: readonly string[];
  readonly variant?: string;
  readonly pattern?: string;
  readonly repeat: string;
  readonly shuffle?: string;
  readonly stopOnFailure?: boolean;
  readonly retries: string;
  readonly out: string;
  readonly shard?: string;
  /** For one rig among several: its run folder, below the joined one. */
  readonly partFolder?: string;
}

const colours: Record<Outcome, (text: string) => string> = {
  passed: paint.green,
  marginal: paint.yellow,
  failed: paint.red,
  inconclusive: paint.magenta,
  error: paint.magenta,
  skipped: paint.dim,
};

function sayEntry(entry: Entry): string {
  const word = colours[entry.outcome](entry.outcome.toUpperCase().padEnd(12));
  const variant = entry.variant === '' ? '' : ` (${entry.variant})`;
  const tries = entry.attempts.length > 1 ? paint.dim(` [${entry.attempts.length} attempts]`) : '';
  const notes = entry.attempts.at(-1)?.notes ?? [];
  const lines = [entry.message, ...notes].filter((line) => line !== '');
  return [`${word} ${entry.title}${variant}${tries}`, ...lines].join('\n    ');
}

/** Whether it deserves a line in a long run. */
function isNews({ outcome, attempts }: Entry): boolean {
  return outcome !== 'passed' || (attempts.at(-1)?.notes ?? []).length > 0;
}

function count(text: string, what: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new BenchUsageError(`${what}: expected a whole number, found "${text}"`);
}

/** Options that contradict each other: exit code 2. */
export class BenchUsageError extends UsageError {}

function scenariosOf(paths: readonly string[], options: HilRunOptions, shard = options.shard) {
  const all = findFiles(paths).flatMap((file) => readScenarios(file));
  const chosen = all.filter((s) => options.variant === undefined || s.variant === options.variant);
  const shuffle =
    options.shuffle === undefined ? {} : { shuffle: count(options.shuffle, '--shuffle') };
  const pattern = options.pattern === undefined ? {} : { pattern: options.pattern };
  const repeat = count(options.repeat, '--repeat');
  const ordered = orderScenarios(chosen, { repeat, ...shuffle, ...pattern });
  if (ordered.length === 0) throw new BenchUsageError('no scenario fits; sim list shows them');
  return partOf(ordered, findShard(shard, {}));
}

/** Ctrl-C and SIGTERM end the run like a bench failure: the rig is de-energised. */
function onInterrupt(run: RigRun): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (signal: NodeJS.Signals): void => void run.interrupt(`interrupted by ${signal}`);
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

function folderOf(out: string, name: string, startedAt: string): string {
  return join(out, `${name}-${startedAt.slice(0, 19).replace(/[:T]/g, '-')}`);
}

async function runOnRig(
  root: string,
  rig: Rig,
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const scenarios = scenariosOf(paths, options);
  const why = whyBroken(rig);
  if (why !== '')
    throw new BenchError(rig.name, `declared broken: ${why}`, `holdfast hil check ${rig.file}`);
  const startedAt = new Date().toISOString();
  const folder = new RunFolder(options.partFolder ?? folderOf(options.out, rig.name, startedAt));
  const session = new RigSession(rig, root, folder.hear);
  const shuffle = options.shuffle === undefined ? null : Number(options.shuffle);
  const facts = { rig, build: buildHash(root), startedAt, shuffle };
  const progress = createProgress('scenarios', scenarios.length);
  const run = new RigRun(
    session,
    {
      scenarios,
      retries: count(options.retries, '--retries'),
      stopOnFailure: options.stopOnFailure === true,
    },
    {
      begun: () => undefined,
      ended: (entry) => {
        folder.add(entry, facts);
        progress.step();
        if (isNews(entry) || scenarios.length <= 20) print(sayEntry(entry));
      },
    },
  );
  const off = onInterrupt(run);
  try {
    await session.open();
    const entries = await run.play();
    progress.stop();
    await session.makeSafe();
    const isPart = options.partFolder !== undefined;
    const results = await folder.finish(entries, { ...facts, broken: run.broken }, isPart);
    const outcomes = entries.map((entry) => entry.outcome);
    print(`${rig.name}: ${countOutcomes(outcomes)}; results in ${folder.path}`);
    print(writeCoverage(results.rules));
    if (run.broken !== '') {
      declareBroken(rig, run.broken);
      print(paint.magenta(`${rig.name} is declared broken: ${run.broken}`));
    }
    return results.exitCode;
  } finally {
    off();
    await session.close();
  }
}

function runOnSeveral(
  root: string,
  rigs: readonly Rig[],
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const names = rigs.map((rig) => rig.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new BenchUsageError(`two of the rigs are called "${twice}"`);
  const folder = folderOf(options.out, 'rigs', new Date().toISOString());
  const shareOf = (index: number) => scenariosOf(paths, options, `${index}/${rigs.length}`);
  mkdirSync(folder, { recursive: true });
  const plan = { rigs, paths, options, shareOf, folder, build: buildHash(root) };
  return runOnRigs(root, plan, print);
}

/** @param root address of the project's folder */
export async function hilRun(
  root: string,
  paths: readonly string[],
  options: HilRunOptions,
  print: Print,
): Promise<number> {
  const files = options.rig ?? [];
  const rigs = files.map((file) => readRig(file));
  mkdirSync(options.out, { recursive: true });
  if (rigs.length > 1) return runOnSeveral(root, rigs, paths, options, print);
  return runOnRig(root, rigs[0] ?? standInRig, paths, options, print);
}
