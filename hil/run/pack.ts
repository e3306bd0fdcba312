/**
 * Pack: everything that is needed to examine one failure elsewhere: scenario, seed, build, rig, trace, and
 * the command that repeats it.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../sim/errors.ts';
import { type PreconditionLine, setupOf } from '../../sim/scenario/precondition-lines.ts';
import type { Check, Failure, Result } from '../../sim/scenario/result.ts';
import { shellPath, shellWord } from '../../sim/shell-words.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { writeVcd } from '../../sim/view/export/vcd.ts';
import type { Rig } from '../rig/rig.ts';

export interface Pack {
  readonly format: 'holdfast-pack-1';
  readonly scenario: { readonly file: string; readonly variant: string; readonly text: string };
  /** The seed of every random number in the world. */
  readonly seed: number;
  readonly build: string;
  readonly rig: Rig;
  readonly startedAt: string;
  readonly failure: Failure | null;
  readonly checks: readonly Check[];
  readonly startUs: number;
  readonly endUs: number;
  readonly events: readonly TraceEvent[];
  readonly repeat: string;
}

/** A pack that cannot be used, by the person's choice: exit code 2. */
export class PackError extends UsageError {}

export interface PackFacts {
  readonly rig: Rig;
  readonly build: string;
  readonly startedAt: string;
}

/** The command that runs a scenario on its rig again. */
export function repeatOnRig(
  of: { readonly file: string; readonly variant: string },
  rig: Rig,
): string {
  const choice = of.variant === '' ? '' : ` --variant ${shellWord(of.variant)}`;
  const on = rig.file === '' ? '' : ` --rig ${shellPath(rig.file)}`;
  return `npx holdfast hil run ${shellPath(of.file)}${choice}${on}`;
}

/** The text is the one that was played: the file may have been changed or moved since. */
export function packOf(result: Result, facts: PackFacts): Pack {
  const { scenario, failure, checks, startUs, endUs, events } = result;
  const preconditions = scenario.statements.filter((statement) => statement.kind === 'given');
  const { file, variant } = scenario;
  const text = scenario.lines.join('\n');
  return {
    format: 'holdfast-pack-1',
    scenario: { file, variant, text },
    seed: setupOf(preconditions as unknown as PreconditionLine[]).seed,
    ...facts,
    failure,
    checks,
    startUs,
    endUs,
    events,
    repeat: repeatOnRig(scenario, facts.rig),
  };
}

export function writePack(folder: string, pack: Pack): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pack.json'), `${JSON.stringify(pack, null, 1)}\n`);
  writeFileSync(join(folder, 'scenario.scenario'), pack.scenario.text);
  const { variant } = pack.scenario;
  const scenario = {
    ...pack.scenario,
    variant,
    title: '',
    why: '',
    tags: [],
    statements: [],
    lines: [],
  };
  writeFileSync(join(folder, 'trace.vcd'), writeVcd({ ...pack, scenario, watches: [] }));
}

/**
 * @param path the pack's folder, or its `pack.json`
 * @throws PackError
 */
export function readPack(path: string): Pack {
  const file = path.endsWith('.json') ? path : join(path, 'pack.json');
  let parsed: Partial<Pack>;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PackError(`${file}: expected a failure pack; ${(error as Error).message}`);
  }
  if (parsed.format !== 'holdfast-pack-1' || parsed.events === undefined) {
    throw new PackError(`${file}: expected a failure pack, found something else`);
  }
  return parsed as Pack;
}
