/**
 * Engines that are programs of their own, and answer wrongly or not at all: scripts in their place.
 */

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { startQuickJs } from '../../../sim/engine/quickjs.ts';
import { Espruino, JerryScript } from '../../../sim/engine/spawned.ts';
import { EnvironmentError } from '../../../sim/errors.ts';

const LIMIT_MS = 400;
/** For what has to start within it, on a busy machine too. */
const STARTS_WITHIN_MS = 4000;
/** More than a pipe holds. */
const LONG = `"${'x'.repeat(200000)}"`;

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that keeps its process id, and does this. */
function scriptOf(name: string, body: string): { path: string; pid: () => number } {
  const path = join(folder, name);
  const kept = `${path}.pid`;
  writeFileSync(path, `#!/bin/sh\necho $$ > ${kept}\n${body}\n`);
  chmodSync(path, 0o755);
  return { path, pid: () => Number(readFileSync(kept, 'utf8')) };
}

/** It has ended, whether or not whoever inherited it has asked how. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z ');
}

/** At once, or when the system has cleared it away. */
async function expectGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(hasEnded(pid)).toBe(true), 5000);
}

function errorOf(act: () => unknown): Error | null {
  try {
    act();
    return null;
  } catch (error) {
    return error as Error;
  }
}

const silent = [
  ['reads all and says nothing', 'exec cat - in > /dev/null', '1'],
  ['never reads', 'exec sleep 1000', LONG],
] as const;

for (const [what, body, code] of silent) {
  for (const engine of [JerryScript, Espruino]) {
    test(`${engine.name} that ${what} is ended, and named`, async () => {
      const { path, pid } = scriptOf(`${engine.name}-${body.length}`, body);
      const error = errorOf(() => new engine(path, code, LIMIT_MS));
      expect(error).toBeInstanceOf(EnvironmentError);
      const told = `${engine.name} has not answered within 0.4 s and was ended: ${path}; expected `;
      expect(error?.message).toContain(told);
      await expectGone(pid());
    });
  }
}

test('an engine that answers at the start and never again is ended, and named', async () => {
  const { path, pid } = scriptOf('once', "printf '\\001ready\\n'\nexec cat > /dev/null");
  const engine = new JerryScript(path, '1', STARTS_WITHIN_MS);
  expect(() => engine.exchange('S')).toThrow(/^JerryScript has not answered within 4 s/);
  await expectGone(pid());
  engine.close();
});

/** A program of JerryScript's console that ends like this when it is sent the program. */
const ends = [
  ['says why', 'echo out of memory', 'it said last: out of memory'],
  ['says nothing', 'exit 1', 'it said nothing'],
  [
    'has no memory for the program',
    "read line\nprintf 'jerry> undefined\\njerry> undefined\\nnull\\n'\nexec cat > /dev/null",
    'its heap is full',
  ],
  [
    'throws while it runs the program',
    "read line\nprintf 'jerry> undefined\\nUnhandled exception: TypeError\\n'\nexec cat > /dev/null",
    'it said last: Unhandled exception: TypeError',
  ],
] as const;

test.each(ends)('an engine that %s is named with its last words', async (what, body, found) => {
  const { path, pid } = scriptOf(what.replaceAll(' ', '-'), body);
  const error = errorOf(() => new JerryScript(path, LONG, STARTS_WITHIN_MS));
  expect(error).toBeInstanceOf(EnvironmentError);
  const begins = `JerryScript (${path}) has ended while it loaded the program: ${found}; expected `;
  expect(error?.message).toContain(begins);
  await expectGone(pid());
});

test('an engine that ends in a scenario says so', () => {
  const { path } = scriptOf('later', "printf '\\001ready\\n'\nhead -c 4 > /dev/null\necho broken");
  const engine = new JerryScript(path, '1', STARTS_WITHIN_MS);
  expect(() => {
    for (let i = 0; i < 100; i++) engine.exchange('T 10');
  }).toThrow(/^JerryScript .* has ended in a scenario: it said last: broken; expected /);
  engine.close();
});

test('QuickJS without room for the program ends like the others', async () => {
  const error = await startQuickJs('var kept = []; for (;;) kept.push({});', 65536).catch(String);
  expect(error).toMatch(/QuickJS has ended while it loaded the program: .*out of memory/);
});

test('the command prints one sentence, and its exit code is that of a missing bench', () => {
  const { path } = scriptOf(
    'full',
    "read line\nprintf 'jerry> undefined\\nnull\\n'\nexec cat > /dev/null",
  );
  const scenario = 'test/scenarios/fault/emergency-stop.scenario';
  const words = ['bin/holdfast.mjs', 'sim', 'run', '--engine', 'jerry', scenario];
  const env = { ...process.env, JERRY: path };
  const ran = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  expect(ran.stderr).toMatch(/JerryScript .* its heap is full; expected .*\n$/);
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  expect(ran.status).toBe(3);
});

test.each(['SIGINT', 'SIGKILL'] as const)(
  'a program that is ended by %s leaves no engine and no folder behind',
  async (signal) => {
    const { path, pid } = scriptOf(`left-${signal}`, 'pwd > $0.folder\nexec cat > /dev/null');
    const scenario = 'test/scenarios/fault/emergency-stop.scenario';
    const words = ['bin/holdfast.mjs', 'sim', 'run', '--engine', 'espruino', scenario];
    const env = { ...process.env, ESPRUINO: path };
    const ran = spawn(process.execPath, words, { env, stdio: 'ignore', detached: true });
    await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), 40000);
    await vi.waitFor(() => expect(existsSync(`${path}.folder`)).toBe(true), 5000);
    // Ctrl-C in a terminal is heard by the engine as well.
    const pidOfRun = ran.pid as number;
    process.kill(signal === 'SIGINT' ? -pidOfRun : pidOfRun, signal);
    await expectGone(pid());
    const left = readFileSync(`${path}.folder`, 'utf8').trim();
    await vi.waitFor(() => expect(existsSync(left)).toBe(false), 5000);
  },
);
