/**
 * `holdfast fmea`: every failure of every part, alone or in pairs, in every phase, and what people find.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildHash, hashOf, workHash } from '../../../sim/verify/campaign/build-hash.ts';
import type { FmeaJob } from '../../../sim/verify/campaign/campaign-worker.ts';
import { createPool } from '../../../sim/verify/campaign/pool.ts';
import { ResultsError, type ShardResult } from '../../../sim/verify/campaign/results.ts';
import { runCampaign } from '../../../sim/verify/campaign/run-units.ts';
import { findShard, partOf, tellShard } from '../../../sim/verify/campaign/shard.ts';
import { type ModeName, modeNames } from '../../../sim/verify/fmea/failures.ts';
import { writeFmeaPage } from '../../../sim/verify/fmea/fmea-page.ts';
import { complaintsOf, type FmeaUnit, type PairUnit } from '../../../sim/verify/fmea/fmea-units.ts';
import { explanationsOf } from '../../../sim/verify/fmea/pair-harms.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { readWhole } from '../../options.ts';
import { createProgress } from '../../progress.ts';
import { tellPartial } from './partial.ts';

export interface FmeaOptions {
  readonly pairs?: boolean;
  readonly write?: boolean;
  readonly threads: string;
  readonly shard?: string;
  readonly out: string;
  readonly resume?: boolean;
}

/** Runs the modes of this shard. */
async function runModes<Unit>(
  root: string,
  options: FmeaOptions,
  print: Print,
): Promise<ShardResult<Unit>> {
  const threads = readWhole('--threads', options.threads, 1, 256);
  const shard = findShard(options.shard, process.env);
  const isPairs = options.pairs === true;
  const progress = createProgress('modes', partOf(modeNames, shard).length);
  const pool = createPool<FmeaJob, Unit>(new URL('dist/campaign-worker.mjs', root), threads);
  tellShard(shard, print);
  try {
    return await runCampaign<Unit>({
      campaign: isPairs ? 'pairs' : 'fmea',
      build: buildHash(root),
      sources: workHash(root),
      task: `${modeNames.length} modes (${hashOf(modeNames)})${isPairs ? ' with each other' : ''}`,
      shard,
      folder: options.out,
      mayResume: options.resume === true,
      names: modeNames,
      lanes: threads,
      doUnit: async (name) => {
        const unit = await pool.do({ kind: 'fmea', mode: name as ModeName, isPairs });
        progress.step();
        return unit;
      },
      endsAfter: () => false,
    });
  } finally {
    progress.stop();
    await pool.close();
  }
}

function tellAll(complaints: readonly string[], print: Print): void {
  for (const complaint of complaints.slice(0, 40)) print(`${paint.red('FAIL')} ${complaint}`);
  if (complaints.length > 40) print(`     and ${complaints.length - 40} more`);
}

async function pairs(root: string, options: FmeaOptions, print: Print): Promise<number> {
  const { units, complete, seconds } = await runModes<PairUnit>(root, options, print);
  const all = Object.values(units);
  const runs = all.reduce((sum, unit) => sum + unit.runs, 0);
  const harms = all.reduce((sum, unit) => sum + unit.harms.length, 0);
  const { unexplained } = explanationsOf(units);
  tellAll(unexplained, print);
  print(
    `${runs.toLocaleString('en')} runs with two failures in ${seconds.toFixed(0)} s: ` +
      `${harms} with harm, ${unexplained.length} of them not explained`,
  );
  const code = unexplained.length > 0 ? 1 : 0;
  return complete ? code : tellPartial(code, print);
}

/** @returns 0 where everything is as expected, else 1 */
export async function fmea(root: string, options: FmeaOptions, print: Print): Promise<number> {
  if (options.pairs === true && options.write === true) {
    throw new ResultsError('--write: the page shows single failures; say it without --pairs');
  }
  if (options.pairs === true) return pairs(root, options, print);
  const { units, complete, seconds, shard } = await runModes<FmeaUnit>(root, options, print);
  const complaints = complaintsOf(units);
  tellAll(complaints, print);
  const runs = Object.values(units).reduce((sum, unit) => sum + Object.keys(unit.cells).length, 0);
  print(
    `${Object.keys(units).length} modes in ${runs.toLocaleString('en')} contexts in ${seconds.toFixed(0)} s: ` +
      `${complaints.length} not as expected`,
  );
  const code = complaints.length > 0 ? 1 : 0;
  if (!complete) return tellPartial(code, print);
  if (options.write === true && shard.count === 1) {
    writeFileSync(fileURLToPath(new URL('docs/fmea.md', root)), writeFmeaPage(units));
    print('docs/fmea.md is written');
  }
  return code;
}
