/**
 * Stuck watch: a program whose main thread hangs is ended although it takes no signal; one that works is not.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-stuck-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const outfile = join(folder, 'watch.mjs');
  const entryPoints = ['hil/run/stuck-watch.ts'];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
});

/** Runs a program with the watch, and sends it a SIGTERM once it has begun. */
async function run(
  work: string,
  mostSeconds: number,
): Promise<{ code: number | null; signal: string | null; said: string }> {
  const file = join(folder, 'work.mjs');
  const lines = [
    `import { watchStuck } from './watch.mjs';`,
    `process.on('SIGTERM', () => console.log('a signal'));`,
    `const off = watchStuck(${mostSeconds});`,
    `console.log('begun');`,
  ];
  writeFileSync(file, [...lines, work].join('\n'));
  const child = spawn(process.execPath, [file]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
      if (said.includes('begun')) child.kill('SIGTERM');
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, said }));
  });
}

test('a main thread that hangs takes no signal, and the process is ended all the same', async () => {
  const { signal, said } = await run('setTimeout(() => { for (;;); }, 50);', 1);
  expect(signal).toBe('SIGKILL');
  expect(said).toContain('this program has hung for 1 s and was ended');
});

test('a main thread that works for longer than that is left alone, and ends when it is done', async () => {
  const { code, said } = await run('setTimeout(() => { off(); console.log("done"); }, 4500);', 2);
  expect(said).toContain('done');
  expect(said).not.toContain('hung');
  expect(code).toBe(0);
});
