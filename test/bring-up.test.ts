/**
 * Bring-up: asked one net at a time, nothing is driven before mains is said to be off.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyNoStandIn } from '../hil/device/stand-in.ts';
import { outputs } from '../hil/rig/outputs.ts';

const why = whyNoStandIn();

function bringUp(answers: readonly string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, ['bin/holdfast.mjs', 'hil', 'bring-up'], {
    input: answers.map((answer) => `${answer}\n`).join(''),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

test('a board with the firmware that ships lets nobody drive it, and says what to flash', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bring-up-'));
  const file = join(folder, 'beside.json');
  const lines = { board: { port: '/dev/none' }, jig: { port: '/dev/none' } };
  writeFileSync(file, JSON.stringify({ name: 'beside', kind: 'jig', lock: 'hella-1', ...lines }));
  const args = ['bin/holdfast.mjs', 'hil', 'bring-up', '--rig', file];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stderr).toContain('it is a jig rig, and the firmware that ships lets nobody drive');
  expect(status).toBe(2);
});

test('with mains on nothing is driven', () => {
  const { status, stdout } = bringUp(['no']);
  expect(stdout).toContain('Disconnect mains first');
  expect(stdout).not.toContain('contactor');
  expect(status).toBe(2);
});

test.skipIf(why !== '')(`every output is asked for, and only all of them are enough ${why}`, () => {
  const all = bringUp(['yes', ...outputs.map(() => 'y')]);
  expect(all.stdout).toContain(`${outputs.length} of ${outputs.length} outputs seen, 0 wrong`);
  expect(all.status).toBe(0);
  const some = bringUp(['yes', 'what?', 'y', 'n', 'skip', 'stop']);
  expect(some.stdout).toContain(`1 of ${outputs.length} outputs seen, 1 wrong`);
  expect(some.stdout).toContain('pilot at +12 V: look at the wiring');
  expect(some.status).toBe(3);
});
