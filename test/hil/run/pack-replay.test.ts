/**
 * Replay: a pack is played again in the world that its rig had, with the lock that is fitted there.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fitLock, type Rig, standInRig } from '../../../hil/rig/rig.ts';
import { RunFolder } from '../../../hil/run/folder.ts';
import type { Entry } from '../../../hil/run/outcome.ts';
import { packOf, readPack } from '../../../hil/run/pack.ts';
import { replay } from '../../../hil/run/replay.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

const text =
  'scenario lock\nplug in\ncar in\nexpect socket live within 5 s\nexpect drive brake for 1 s\n';
const [scenario] = parseScenario('lock.scenario', text) as [Scenario];
const facts = { build: 'b', startedAt: '2026-11-30T12:00:00.000Z' };
const rigWith = (lock: string | null): Rig => ({ ...standInRig, name: 'desk', lock });

test('a rig plays a scenario that names no lock with the one that it has, and so does the replay', async () => {
  const target = new SimTarget(fitLock(rigWith('harting-motor')));
  const result = await runScenario(scenario, target);
  const drives = result.events.filter(({ name }) => name === 'drive').map(({ value }) => value);
  // Of the known parts it alone brakes: what was driven is this part, and not the usual one.
  expect(drives).toContain('brake');
  const pack = packOf(result, { ...facts, rig: rigWith('harting-motor') });
  expect((await replay(pack)).verdict).toBe('same');
  const other = packOf(result, { ...facts, rig: rigWith(null) });
  expect((await replay(other)).verdict).toMatch(/^differs at t=/);
});

test('a pack holds the text that was played, and needs its file no more', async () => {
  const [gone] = parseScenario('not/there.scenario', text.replaceAll('\n', '\r\n')) as [Scenario];
  const result = await runScenario(gone, new SimTarget());
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pack-'));
  const run = new RunFolder(folder);
  const { title, file, variant } = gone;
  const attempt = { outcome: 'failed', message: '', seconds: 1, result, notes: [] } as const;
  const entry = { title, file, variant, outcome: 'failed', message: '', attempts: [attempt] };
  const paths = run.add(entry as unknown as Entry, { ...facts, rig: rigWith(null), shuffle: null });
  expect(paths.map((path) => basename(path))).toEqual(['0001-there.vcd', 'pack.json']);
  const pack = readPack(dirname(paths[1] ?? ''));
  expect(pack.scenario.text).toBe(text);
  expect((await replay(pack)).verdict).toBe('same');
  rmSync(folder, { recursive: true });
});
