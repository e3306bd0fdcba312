/**
 * Story time: whoever reads the results of a run finds one zero in them, the start of its story.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { writeReports } from '../../../bin/commands/sim/run-reports.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import { resultsOf } from '../../../hil/run/results.ts';
import type { Result } from '../../../sim/scenario/result.ts';
import { writeJsonl } from '../../../sim/view/export/jsonl.ts';
import { runInline } from '../../support/inline-scenario.ts';

let result: Result;
beforeAll(async () => {
  result = await runInline([
    'plug in',
    'expect proximity seated within 1 s',
    'after 2 s',
    'expect phase fault within 3 s',
  ]);
});

/** Every time in a value, by its key. */
function timesIn(value: unknown): [string, number][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(at|from|end)Us$/.test(key) ? [[key, inner as number] as [string, number]] : timesIn(inner),
  );
}

function expectStoryTime(written: unknown): void {
  const times = timesIn(written);
  expect(times.length).toBeGreaterThan(3);
  for (const [key, us] of times) {
    expect(us, key).toBeGreaterThanOrEqual(0);
    expect(us, key).toBeLessThanOrEqual(result.endUs - result.startUs);
  }
}

test('the story begins later than the clock of its target, and fails at its end', () => {
  expect(result.startUs).toBe(16000000);
  expect(result.failure?.atUs).toBe(result.endUs);
});

test('an export as lines of JSON', () => {
  const lines = writeJsonl(result)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expectStoryTime(lines.filter(({ kind }) => kind !== 'event'));
  const [head] = lines;
  expect(head).toMatchObject({ endUs: 5060000, failure: { atUs: 5060000 } });
  const failed = lines.find(({ kind, passed }) => kind === 'check' && !passed);
  expect(failed).toMatchObject({ fromUs: 2060000, atUs: head.failure.atUs });
});

test('the JSON of a run, and of a rig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-times-'));
  const json = join(folder, 'run.json');
  const root = pathToFileURL(`${process.cwd()}/`).href;
  writeReports(root, [{ result, seconds: 1 }], '2026-11-30T00:00:00Z', { json });
  expectStoryTime(JSON.parse(readFileSync(json, 'utf8')));
  rmSync(folder, { recursive: true });
  const facts = {
    rig: standInRig,
    build: '',
    startedAt: '',
    shuffle: null,
    broken: '',
    line: null,
    memory: [],
  };
  const attempt = {
    outcome: 'failed',
    message: '',
    startedAt: '',
    seconds: 1,
    result,
    notes: [],
    isHostBusy: false,
    rules: null,
  } as const;
  const entry = {
    file: '',
    title: '',
    variant: '',
    tags: [],
    line: 1,
    seed: 1,
    part: '',
    attachments: [],
    outcome: 'failed',
    message: '',
    attempts: [attempt, { ...attempt, result: null }],
  } as const;
  const results = resultsOf([entry], facts);
  expectStoryTime(results);
  expect(results.entries[0]?.attempts[1]?.checks).toEqual([]);
});
