/**
 * `holdfast fuzz`: seeded worlds in which anything may fail and is then repaired.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultRows } from '../../../firmware/control/faults.ts';
import { phaseWords } from '../../../firmware/control/words.ts';
import { shellPath } from '../../../sim/shell-words.ts';
import { buildHash, workHash } from '../../../sim/verify/campaign/build-hash.ts';
import type { FuzzJob } from '../../../sim/verify/campaign/campaign-worker.ts';
import { createPool } from '../../../sim/verify/campaign/pool.ts';
import { runCampaign } from '../../../sim/verify/campaign/run-units.ts';
import { findShard, partOf, tellShard } from '../../../sim/verify/campaign/shard.ts';
import { writeCase } from '../../../sim/verify/case/case.ts';
import { shrink } from '../../../sim/verify/case/shrink.ts';
import {
  type FuzzFinding,
  type FuzzUnit,
  judgeTwice,
  type SeedRange,
} from '../../../sim/verify/fuzz/fuzz.ts';
import { drawCase, MOST_SEED } from '../../../sim/verify/fuzz/fuzzed-case.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { readWhole } from '../../options.ts';
import { createProgress } from '../../progress.ts';
import { tellPartial } from './partial.ts';

export interface FuzzCommand {
  readonly seeds: string;
  readonly from: string;
  readonly threads: string;
  readonly shard?: string;
  readonly out: string;
  readonly resume?: boolean;
  readonly everyTick?: boolean;
}

/** Seeds of one unit: the amount of work lost at an interrupt, and of each partial write. */
const BLOCK = 20;
/** Number of failures that are shrunk, one of each kind. */
const MOST_SHRUNK = 5;

/** The blocks of a range of seeds, by their names in a result. */
export function blocksOf(from: number, seeds: number): Map<string, SeedRange> {
  const blocks = new Map<string, SeedRange>();
  for (let first = from; first < from + seeds; first += BLOCK) {
    const to = Math.min(first + BLOCK, from + seeds) - 1;
    blocks.set(`seeds ${first} to ${to}`, { from: first, to });
  }
  return blocks;
}

/** What plays the same worlds as one machine would. */
export function fuzzCommand(seeds: number | string, from = 1, everyTick = false): string {
  const first = from === 1 ? '' : ` --from ${from}`;
  return `fuzz --seeds ${seeds}${first}${everyTick ? ' --every-tick' : ''}`;
}

export async function fuzz(root: string, options: FuzzCommand, print: Print): Promise<number> {
  const from = readWhole('--from', options.from, 1, MOST_SEED);
  const seeds = readWhole('--seeds', options.seeds, 1, MOST_SEED - from + 1);
  const threads = readWhole('--threads', options.threads, 1, 256);
  const shard = findShard(options.shard, process.env);
  const everyTick = options.everyTick === true;
  const blocks = blocksOf(from, seeds);
  const names = [...blocks.keys()];
  const progress = createProgress('seeds', partOf(names, shard).length * BLOCK);
  const pool = createPool<FuzzJob, FuzzUnit>(new URL('dist/campaign-worker.mjs', root), threads);
  tellShard(shard, print);
  let found = 0;
  try {
    const result = await runCampaign<FuzzUnit>({
      campaign: 'fuzz',
      build: buildHash(root),
      sources: workHash(root),
      task: `seeds ${from} to ${from + seeds - 1}${everyTick ? ', every tick executed' : ''}`,
      command: fuzzCommand(seeds, from, everyTick),
      shard,
      folder: options.out,
      mayResume: options.resume === true,
      names,
      lanes: threads,
      doUnit: async (name) => {
        const unit = await pool.do({
          kind: 'fuzz',
          range: blocks.get(name) as SeedRange,
          everyTick,
        });
        progress.step(BLOCK);
        found += unit.findings.length;
        if (found > 0) progress.say(paint.red(`${found} failures`));
        return unit;
      },
      endsAfter: () => false,
    });
    progress.stop();
    const units = Object.values(result.units);
    summarizeFuzz(units, result.seconds, print);
    const { complete } = result;
    const code = await tellFindings(units, options.out, everyTick, complete, print);
    return complete ? code : tellPartial(code, print);
  } finally {
    progress.stop();
    await pool.close();
  }
}

/** What was run, and what never occurred. */
export function summarizeFuzz(units: readonly FuzzUnit[], seconds: number, print: Print): void {
  const seeds = units.reduce((sum, unit) => sum + unit.seeds, 0);
  const days = units.reduce((sum, unit) => sum + unit.virtualUs, 0) / 86400000000;
  print(
    `${seeds.toLocaleString('en')} seeds, each run twice; ${days.toFixed(1)} days of virtual time ` +
      `(counted once) in ${seconds.toFixed(0)} s: ${((days / seconds) * 60).toFixed(1)} days per minute`,
  );
  const missed = (all: readonly string[], met: (unit: FuzzUnit) => readonly string[]): string => {
    const known = new Set(units.flatMap(met));
    return all.filter((name) => !known.has(name)).join(', ') || 'none';
  };
  print(`phases never met: ${missed(phaseWords, (unit) => unit.phases)}`);
  const faults = faultRows.map((row) => row.name);
  print(`faults never met: ${missed(faults, (unit) => unit.faults)}`);
}

/** One failure of each kind as a scenario file; of the others only the seeds. */
async function tellFindings(
  units: readonly FuzzUnit[],
  folder: string,
  everyTick: boolean,
  complete: boolean,
  print: Print,
): Promise<number> {
  const findings = units.flatMap((unit) => unit.findings);
  if (findings.length === 0) {
    if (complete) print(paint.green('no hazard, no broken rule, and every plug came free'));
    return 0;
  }
  const kinds = new Map<string, FuzzFinding[]>();
  for (const finding of findings) {
    kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), finding]);
  }
  for (const [kind, alike] of [...kinds].slice(0, MOST_SHRUNK)) {
    const first = alike[0] as FuzzFinding;
    print(`${paint.red('FAIL')} ${kind}`);
    print(
      `     ${alike.length} seeds: ${alike
        .slice(0, 8)
        .map(({ seed }) => seed)
        .join(', ')}`,
    );
    const path = await writeShrunk(first, folder, everyTick);
    print(`     shrunk: ${path}`);
    print(`     repeat: npx holdfast sim run ${shellPath(path)}`);
    print(
      `     the whole seed: npx holdfast fuzz --from ${first.seed} --seeds 1 --out OTHER_FOLDER`,
    );
  }
  if (kinds.size > MOST_SHRUNK) print(`     and ${kinds.size - MOST_SHRUNK} more kinds`);
  return 1;
}

/** Shrinks a failure and writes it as a scenario file. */
async function writeShrunk(
  { seed, kind }: FuzzFinding,
  folder: string,
  everyTick: boolean,
): Promise<string> {
  const judge = async (one: ReturnType<typeof drawCase>): Promise<boolean> =>
    (await judgeTwice(one, { everyTick })).kind === kind;
  const least = await shrink(drawCase(seed), judge);
  const path = join(folder, `fuzz-seed-${seed}.scenario`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, writeCase({ ...least, title: `Seed ${seed}: ${kind}` }));
  return path;
}
