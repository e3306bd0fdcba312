/**
 * The command line where packages are missing: without the development dependencies, and without the
 * optional ones that a computer could not compile.
 */

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builders, freshCommands } from '../../build/commands.mjs';
import { writeLive } from '../../build/live.mjs';
import { openLines } from '../../hil/gpio/open.ts';
import { loadSerialPort } from '../../hil/line/serial-port.ts';
import { dependencies } from '../../package.json';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'holdfast-without-'));
const parts = [
  'bin',
  'bridge',
  'build',
  'build.mjs',
  'dist',
  'firmware',
  'hil',
  'sim',
  'package.json',
];

/** A copy of the project beside which only the packages lie that every user has. */
beforeAll(async () => {
  await freshCommands(project, () => undefined);
  await writeLive(project);
  for (const part of parts) {
    cpSync(join(project, part), join(folder, part), { recursive: true, preserveTimestamps: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  for (const name of Object.keys(dependencies)) {
    symlinkSync(resolve(project, 'node_modules', name), join(folder, 'node_modules', name));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]) {
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
}

for (const [words, said] of [
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['--help'], /^Usage: holdfast/],
  [['story'], /chapters, .* kept the promise/],
  [['sim', 'run', 'sim/story'], /all passed/],
  [['sim', 'list', 'sim/story'], /scenario/],
  [['live', 'build', 'page'], /live\.js/],
  [['size', 'capacitor', '--lock', 'harting-motor'], /harting-motor/],
] as const) {
  test(`holdfast ${words.join(' ')} needs no development dependency`, () => {
    const { status, stdout, stderr } = run('bin/holdfast.mjs', ...words);
    expect(stderr).toBe('');
    expect(stdout).toMatch(said);
    expect(status).toBe(0);
  });
}

for (const words of [
  ['bin/holdfast.mjs', 'mutants'],
  ['bin/holdfast.mjs', 'bench', 'engines'],
  ['bin/holdfast.mjs', 'hil', 'linux'],
  ['build.mjs', 'kaluma'],
]) {
  test(`node ${words.join(' ')} says which package is missing, and how to get it`, () => {
    const { status, stdout, stderr } = run(...words);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^this needs the package \S+, which is not installed here; .*npm ci.*\n$/,
    );
    expect(status).toBe(3);
  });
}

test('without serialport the ports cannot be listed, and that is all that is said', () => {
  const { status, stderr } = run('bin/holdfast.mjs', 'hil', 'ports');
  expect(stderr).toMatch(
    /^serial ports: the optional package serialport cannot be loaded \(.*\); npm install serialport[^\n]*\n$/,
  );
  expect(status).toBe(3);
});

test('a package that is there and does not fit this computer is told with its own reason', async () => {
  const load = () => Promise.reject(new Error('No native build was found\n    at a long stack'));
  await expect(loadSerialPort(load)).rejects.toThrow(
    /^serial ports: .*\(No native build was found\); npm install serialport/,
  );
});

test('without onoff a computer with sysfs GPIO is told what it lacks', async () => {
  const sys = join(folder, 'sys');
  const chip = join(sys, 'class/gpio/gpiochip512');
  mkdirSync(chip, { recursive: true });
  for (const [file, text] of Object.entries({ base: '512', ngpio: '54', label: 'pinctrl-bcm' })) {
    writeFileSync(join(chip, file), text);
  }
  const plan = { outputs: [], inputs: [], onEdge: () => undefined, onGone: () => undefined };
  const path = process.env['PATH'];
  process.env['PATH'] = folder;
  try {
    await expect(openLines(plan, 'gpiochip0', sys, async () => null)).rejects.toThrow(
      'GPIO: the optional package onoff, which sysfs GPIO needs, is not installed, nor is gpioset',
    );
  } finally {
    process.env['PATH'] = path;
  }
});

test('sources that have changed since, where nothing can build them, are told', () => {
  const file = join(folder, 'bin/progress.ts');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, `${before}// another\n`);
  try {
    const { status, stderr } = run('bin/holdfast.mjs', '--help');
    expect(stderr).toMatch(/built from older sources/);
    expect(status).toBe(0);
  } finally {
    writeFileSync(file, before);
  }
  // The same content with another time is no change.
  expect(run('bin/holdfast.mjs', '--help').stderr).toBe('');
});

test('sources that have changed since are built anew where the bundler is there', () => {
  const linked = builders.map((name) => join(folder, 'node_modules', name));
  mkdirSync(join(folder, 'node_modules/@babel'));
  for (const path of linked) symlinkSync(join(project, path.slice(folder.length + 1)), path);
  const file = join(folder, 'bin/holdfast.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('scenarios, boards.', 'and a change.'));
  const { stdout, stderr } = run('bin/holdfast.mjs', '--help');
  expect(stdout).toMatch(/and\s+a\s+change\./);
  expect(stderr).toBe('');
  for (const path of linked) rmSync(path);
});

test('what was never built says so, and still its version', () => {
  rmSync(join(folder, 'dist'), { recursive: true });
  expect(run('bin/holdfast.mjs', '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { status, stderr } = run('bin/holdfast.mjs', '--help');
  expect(stderr).toMatch(/^holdfast: the commands are not built, .*npm ci\n$/);
  expect(status).toBe(3);
  const prepared = run('build/prepare.mjs');
  expect([prepared.status, prepared.stderr]).toEqual([0, expect.stringMatching(/not built/)]);
  expect(readdirSync(folder)).not.toContain('dist');
});
