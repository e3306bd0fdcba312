/**
 * `holdfast sim hashes …`: a fingerprint of every scenario's trace, to prove that a change does not alter
 * behaviour: written before the change, compared after it.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../../sim/errors.ts';
import { findFiles, readAllScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { createProgress } from '../../progress.ts';

export interface HashesOptions {
  /** File that the hashes are written to. */
  readonly out?: string;
  /** File of earlier hashes to compare with. */
  readonly against?: string;
}

type Hashes = Record<string, string>;

/** SHA-256 over every event of the trace, and over the verdict. */
async function hashTrace(scenario: Scenario): Promise<string> {
  const result = await runScenario(scenario, targetOf(scenario));
  const hash = createHash('sha256').update(`${result.passed} ${result.endUs}\n`);
  for (const { atUs, name, value } of result.events) hash.update(`${atUs} ${name} ${value}\n`);
  return hash.digest('hex');
}

/** @throws UsageError when the file holds no hashes */
function readHashes(file: string): Hashes {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null) return read as Hashes;
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
  throw new UsageError(`${file}: expected an object of hashes, as --out writes it`);
}

/** Prints every scenario whose trace changed, appeared or disappeared. @returns how many */
function compare(before: Hashes, after: Hashes, print: Print): number {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const differing = names.filter((name) => before[name] !== after[name]);
  for (const name of differing) {
    const what =
      before[name] === undefined ? 'new' : after[name] === undefined ? 'missing' : 'changed';
    print(`${paint.red(what.padEnd(8))}${name}`);
  }
  return differing.length;
}

export async function hashScenarios(
  paths: readonly string[],
  options: HashesOptions,
  print: Print,
): Promise<number> {
  const { against, out } = options;
  const files = findFiles(paths);
  keepInputs(against === undefined ? files : [...files, against], { '--out': out });
  const before = against === undefined ? null : readHashes(against);
  const scenarios = readAllScenarios(paths);
  const progress = createProgress('traces', scenarios.length);
  const hashes: Hashes = {};
  for (const scenario of scenarios) {
    const variant = scenario.variant === '' ? '' : ` (${scenario.variant})`;
    hashes[`${scenario.file}${variant}`] = await hashTrace(scenario);
    progress.step();
  }
  progress.stop();
  if (out !== undefined) {
    writeFileSync(out, `${JSON.stringify(hashes, null, 2)}\n`);
    print(`${scenarios.length} traces, written to ${out}`);
  }
  if (before === null) {
    if (out === undefined) {
      for (const [name, hash] of Object.entries(hashes)) print(`${hash.slice(0, 16)}  ${name}`);
    }
    return 0;
  }
  const differing = compare(before, hashes, print);
  const verdict =
    differing === 0 ? paint.green('every one the same') : paint.red(`${differing} differ`);
  print(`${scenarios.length} traces, ${verdict}`);
  return differing === 0 ? 0 : 1;
}
