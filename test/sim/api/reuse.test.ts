/**
 * The example project, outside the tree and with the package as it is packed: its own tests pass, and its own
 * compiler knows the types. Packages that Holdfast needs are linked, not fetched.
 */

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshCommands } from '../../../build/commands.mjs';
import { writeDeclarations } from '../../../build/declarations.mjs';
import { dependencies } from '../../../package.json';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'holdfast-reuse-'));
const packages = join(folder, 'node_modules');

function run(command: string, words: string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  return { status, said: stdout + stderr, stdout };
}

beforeAll(async () => {
  await freshCommands(root, () => undefined);
  writeDeclarations(root);
  cpSync(join(root, 'docs/example'), folder, { recursive: true });
  mkdirSync(join(packages, '@types'), { recursive: true });
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run('npm', words, root).stdout);
  expect(run('tar', ['-xzf', filename, '-C', packages]).said).toBe('');
  renameSync(join(packages, 'package'), join(packages, 'holdfast'));
  for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types'])
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tsc = join(root, 'node_modules/typescript/bin/tsc');

test("the example's tests pass", () => {
  const { status, said } = run(process.execPath, ['--test']);
  expect(said).toMatch(/^# pass 3$/m);
  expect(status, said).toBe(0);
});

test("the example's compiler agrees, without skipping the package's declarations", () => {
  const strict = ['-p', '.', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes'];
  expect(run(process.execPath, [tsc, ...strict])).toMatchObject({ status: 0, said: '' });
});

test('a wrong use is a mistake for that compiler', () => {
  const file = join(folder, 'charger.test.mjs');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace('run.failure?.message', 'run.failure.mesage'));
  const { status, said } = run(process.execPath, [tsc, '-p', '.']);
  writeFileSync(file, before);
  expect(said).toMatch(/'mesage' does not exist/);
  expect(status).not.toBe(0);
});

test('what is not on the page cannot be imported', () => {
  const words = ['--input-type=module', '-e', "await import('holdfast/sim/world/world.ts')"];
  expect(run(process.execPath, words).said).toMatch(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
});
