/**
 * Shards of every campaign, made on two machines: joined they are one result and one page, whatever was interrupted.
 */

import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEvidence } from '../../../../bin/commands/sim/evidence.ts';
import { commandsFor, isDone } from '../../../../bin/commands/sim/evidence-run.ts';
import { merge } from '../../../../bin/commands/sim/merge.ts';
import { sweepJobs } from '../../../../bin/commands/sim/sweep.ts';
import { readScenarios } from '../../../../sim/scenario/library.ts';
import type { Scenario } from '../../../../sim/scenario/statement.ts';
import { buildHash } from '../../../../sim/verify/campaign/build-hash.ts';
import {
  type Campaign,
  findResults,
  mergeResults,
  type ShardResult,
  writeResult,
} from '../../../../sim/verify/campaign/results.ts';
import { runCampaign } from '../../../../sim/verify/campaign/run-units.ts';
import { partOf, WHOLE } from '../../../../sim/verify/campaign/shard.ts';
import { isMissing } from '../../../../sim/verify/evidence/evidence.ts';
import { writeEvidencePage } from '../../../../sim/verify/evidence/evidence-page.ts';
import { partRows } from '../../../../sim/verify/evidence/part-rows.ts';
import type { FmeaUnit } from '../../../../sim/verify/fmea/fmea-units.ts';
import { type SweepUnit, sweepScenario } from '../../../../sim/verify/sweep/sweep.ts';
import { sampleEvidence } from '../../../support/sample-evidence.ts';

const root = pathToFileURL(`${process.cwd()}/`).href;
const build = buildHash(root);
const sample = sampleEvidence(process.cwd());
const campaigns = ['fuzz', 'mutants', 'coverage', 'fmea', 'pairs'] as const;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function sampleOf(campaign: Campaign): ShardResult<unknown> {
  const found = sample[campaign];
  if (isMissing(found)) throw new Error(`no sample of ${campaign}`);
  return { ...found, build };
}

/** What a machine leaves that has done one part of `count`; MC/DC is never divided. */
function workOf(machine: string, index: number, count: number): void {
  for (const campaign of campaigns) {
    const whole = sampleOf(campaign);
    if (campaign === 'coverage') {
      if (index === 0) writeResult(machine, whole);
      continue;
    }
    const shard = { index, count };
    const names = partOf(Object.keys(whole.units), shard);
    const units = Object.fromEntries(names.map((name) => [name, whole.units[name]]));
    writeResult(machine, { ...whole, shard, units });
  }
  if (index > 0) return;
  const output = sample.outputs.find((one) => !isMissing(one));
  const path = join(machine, 'output-bench-reaction.json');
  writeFileSync(path, JSON.stringify({ ...output, build }));
}

function mergeHere(): { code: number; said: string } {
  const said: string[] = [];
  return { code: merge(root, folder, {}, (line) => said.push(line)), said: said.join('\n') };
}

test('the shards of two machines give the page that one machine gives', () => {
  const machines = [0, 1].map((index) => {
    const machine = join(folder, `machine-${index}`);
    workOf(machine, index, 2);
    return machine;
  });
  const one = join(folder, 'one');
  workOf(one, 0, 1);
  for (const machine of machines) cpSync(machine, folder, { recursive: true });
  const { code, said } = mergeHere();
  expect(said).toMatch(/coverage: (\d+) of \1 conditions; 0 not as listed/);
  expect(said).toMatch(/fmea: \d+ modes, 0 not as expected/);
  expect(said).toMatch(/pairs: 48 runs, 0 not explained/);
  // The made-up score of a file without a reason for its survivor.
  expect(code).toBe(1);
  const wanted = partRows(readEvidence(root, one));
  // What is published of the search is beside them.
  const claimed = wanted.filter(({ name, isGood }) => name !== 'Search' && isGood !== null);
  expect(claimed).toHaveLength(6);
  const withoutWork = (rows: typeof wanted) => rows.map((row) => ({ ...row, seconds: 0 }));
  const joined = readEvidence(root, join(folder, 'merged'));
  // From the shards as they lie together, and from what they were joined to.
  for (const found of [readEvidence(root, folder), joined]) {
    expect(withoutWork(partRows(found))).toEqual(withoutWork(wanted));
  }
  const page = writeEvidencePage(joined);
  for (const { command } of wanted) expect(page).toContain(`npx holdfast ${command}</code>`);
});

test('a machine whose part is missing, or partial, leaves nothing to claim', () => {
  workOf(folder, 0, 2);
  expect(() => mergeHere()).toThrow('shards are missing: 1/2');
  expect(existsSync(join(folder, 'merged'))).toBe(false);
  const readRows = () =>
    Object.fromEntries(partRows(readEvidence(root, folder)).map((row) => [row.command, row]));
  const divided = readRows();
  for (const command of ['fuzz', 'mutants', 'fmea', 'fmea --pairs']) {
    expect(divided[command]).toMatchObject({
      done: 'partial: nothing is claimed (shards are missing: 1/2)',
      found: '',
      isGood: null,
    });
  }
  workOf(folder, 1, 2);
  const [, second] = findResults<unknown>(folder, 'fmea');
  writeResult(folder, { ...(second as ShardResult<unknown>), complete: false });
  const rows = readRows();
  expect(rows['fmea']?.done).toMatch(/^partial: nothing is claimed \(shard 1-of-2 is partial/);
  expect(rows['fuzz']?.isGood).toBe(true);
});

test('a sample is not taken for the whole, the whole is enough for a sample, and a partial result for nothing', () => {
  const done = (command: string, isShort: boolean, complete = true): boolean => {
    writeResult(folder, { ...sampleOf('fuzz'), command, complete });
    return isDone(folder, 'fuzz', WHOLE, build, commandsFor('fuzz', isShort));
  };
  const [sampled, whole] = commandsFor('fuzz', true) as [string, string];
  expect(done(sampled, false)).toBe(false);
  expect(done(sampled, true)).toBe(true);
  expect(done(whole, true)).toBe(true);
  expect(done(whole, false)).toBe(true);
  expect(done(whole, false, false)).toBe(false);
  expect(isDone(folder, 'sweep', WHOLE, build, commandsFor('sweep', false))).toBe(false);
  expect(commandsFor('sweep', true)).toEqual(['sweep --every 997', 'sweep']);
});

test('what one shard of the FMEA complains of, or never tells, fails the whole', () => {
  const units = sampleOf('fmea').units as Record<string, FmeaUnit>;
  const [[name, unit]] = Object.entries(units) as [[string, FmeaUnit]];
  const lines: [FmeaUnit, string][] = [
    [{ ...unit, complaints: ['stuck, and nobody told'] }, 'stuck, and nobody told'],
    [{ ...unit, cells: {} }, 'is expected, and is found in no context'],
  ];
  for (const [changed, words] of lines) {
    rmSync(join(folder, 'merged'), { recursive: true, force: true });
    writeResult(folder, { ...sampleOf('fmea'), units: { ...units, [name]: changed } });
    const { code, said } = mergeHere();
    expect(said).toContain(words);
    expect(code).toBe(1);
    const row = partRows(readEvidence(root, folder)).find(({ command }) => command === 'fmea');
    expect(row?.isGood).toBe(false);
  }
});

test('a condition that no test decides fails the whole', () => {
  const gap = { file: 'f', in: '', decision: 'a', condition: 'a', never: 'true' };
  const file = { decisions: 1, conditions: 2, covered: 1, gaps: [gap] };
  writeResult(folder, { ...sampleOf('coverage'), units: { f: file } });
  const { code, said } = mergeHere();
  expect(said).toContain('coverage: 1 of 2 conditions; 1 not as listed');
  expect(said).toContain('conditions are not as listed');
  expect(code).toBe(1);
});

test('shards of a sweep, one of them interrupted and resumed, find what one run finds', async () => {
  const files = ['bad-input', 'hello-and-help', 'unlock-when-free'];
  const paths = files.map((name) => `test/scenarios/console/${name}.scenario`);
  const every = 1000;
  const jobs = sweepJobs(paths, every);
  expect(jobs.size).toBeGreaterThan(2);
  let done = 0;
  const run = (into: string, index: number, count: number, interruptAt = 0) =>
    runCampaign<SweepUnit>({
      campaign: 'sweep',
      build,
      task: `${jobs.size} scenarios (some), every ${every}`,
      command: `sweep ${paths.join(' ')} --every ${every}`,
      shard: { index, count },
      folder: into,
      mayResume: true,
      names: [...jobs.keys()],
      doUnit: async (name) => {
        done++;
        if (done === interruptAt) process.emit('SIGTERM');
        if (done === interruptAt) return new Promise(() => undefined);
        const { file, variant } = jobs.get(name) ?? { file: '', variant: '' };
        const scenario = readScenarios(file).find((one) => one.variant === variant);
        return sweepScenario(scenario as Scenario, { every });
      },
      endsAfter: () => false,
    });
  const whole = await run(join(folder, 'one'), 0, 1);
  done = 0;
  expect((await run(folder, 0, 2, 2)).complete).toBe(false);
  expect(
    partRows(readEvidence(root, folder)).find(({ name }) => name.endsWith('sweep'))?.done,
  ).toBe('partial: nothing is claimed (shard 0-of-2 is partial; --resume continues from it)');
  done = 0;
  expect((await run(folder, 0, 2)).complete).toBe(true);
  // The first of its two was done before the interrupt.
  expect(done).toBe(partOf([...jobs.keys()], { index: 0, count: 2 }).length - 1);
  await run(folder, 1, 2);
  expect(mergeResults(findResults(folder, 'sweep')).units).toEqual(whole.units);
  const row = partRows(readEvidence(root, folder)).find(({ name }) => name.endsWith('sweep'));
  // The page says what has been cut, and what does the same again.
  expect(row?.done).toMatch(/ cuts, at one tick of 1000 only, /);
  expect(row?.command).toBe(`sweep ${paths.join(' ')} --every 1000`);
  const everyTick = {
    ...whole,
    task: '3 scenarios (some), every 1',
    shard: { index: 0, count: 1 },
  };
  const told = partRows({ ...sample, sweep: everyTick }).find(({ name }) => name.endsWith('sweep'));
  expect(told?.done).toMatch(/ cuts, at every tick, /);
});
