/**
 * The package as `npm pack` makes it: what a user needs, and no tests.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { freshCommands } from '../../build/commands.mjs';
import { writeDeclarations } from '../../build/declarations.mjs';
import { writeLive } from '../../build/live.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
let files: string[] = [];

beforeAll(async () => {
  await freshCommands(root, () => undefined);
  await writeLive(root);
  writeDeclarations(root);
  spawnSync(process.execPath, ['build.mjs', 'kaluma', 'espruino'], { cwd: root });
  // What is packed is asked of npm itself; the scripts that build it first have just done so.
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout, stderr } = spawnSync('npm', words, { cwd: root, encoding: 'utf8' });
  expect(stderr).not.toMatch(/npm error/);
  files = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
});

test('it has what a user needs', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'package.json',
      'bin/holdfast.mjs',
      'build.mjs',
      'build/commands.mjs',
      'dist/holdfast.mjs',
      'dist/commands.json',
      'dist/campaign-worker.mjs',
      'dist/bench-device.mjs',
      'dist/kaluma/pico/charger.js',
      'dist/espruino/pico-espruino/charger.js',
      'dist/espruino/pico-espruino/charger.boot0.js',
      'dist/export.mjs',
      'dist/live/index.html',
      'dist/live/live.js',
      'dist/sim.mjs',
      'dist/types/sim/api/export.d.ts',
      'dist/types/sim/api/sim.d.ts',
      'docs/api.md',
      'docs/boards.md',
      'docs/example/package.json',
      'firmware/controller.ts',
      'firmware/boards/linux-pi.ts',
      'hil/line/port.ts',
      'hil/rig/rig.schema.json',
      'sim/story/1-a-whole-session.scenario',
      'test/scenarios/console/hello-and-help.scenario',
    ]),
  );
  expect(files.some((file) => /^dist\/chunks\/story-\w+\.mjs$/.test(file))).toBe(true);
});

test('it has no tests, no results and nothing of the workshop', () => {
  const scenario = /^test\/scenarios\/.*\.scenario$/;
  const workshop = /^(test|coverage|results|\.|node_modules|dist\/mutants)|\.test\.|\.map$|\.log$/;
  /** The example project's own test is part of the example. */
  const isMeant = (file: string): boolean =>
    scenario.test(file) || file.startsWith('docs/example/');
  expect(files.filter((file) => workshop.test(file) && !isMeant(file))).toEqual([]);
});
