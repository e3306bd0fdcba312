/**
 * Stuck watch: a program whose main thread hangs is ended although it takes no signal, and a run of scenarios writes
 * its reports even then; one that works is left alone.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { plantHost } from '../../support/bench-device.ts';
import { whyTooBusy } from '../../support/rig-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-stuck-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const outfile = join(folder, 'watch.mjs');
  const entryPoints = ['hil/run/stuck-watch.ts'];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

/** Runs a program, and sends it a SIGTERM once it has begun. */
function runFile(file: string): Promise<Ended> {
  const child = spawn(process.execPath, [file]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      const hasBegun = said.includes('begun');
      said += text;
      // Once: at its very end a program takes no signal any more, and is killed by it.
      if (!hasBegun && said.includes('begun')) child.kill('SIGTERM');
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, said }));
  });
}

/** Runs some work under the watch. */
function run(work: string, mostSeconds: number): Promise<Ended> {
  const file = join(folder, 'work.mjs');
  const lines = [
    `import { spawnSync } from 'node:child_process';`,
    `import { watchStuck } from './watch.mjs';`,
    `process.on('SIGTERM', () => undefined);`,
    `const giveUp = (why) => { console.log('given up: ' + why); process.exit(3); };`,
    `const off = watchStuck(giveUp, ${mostSeconds});`,
    `console.log('begun');`,
  ];
  writeFileSync(file, [...lines, work].join('\n'));
  return runFile(file);
}

for (const [what, work] of [
  ['loops', 'for (;;);'],
  ['searches a pattern without end', "/^(a+)+$/.test('a'.repeat(60) + 'b');"],
  ['goes from promise to promise', 'const on = () => Promise.resolve().then(on); on();'],
]) {
  test(`a main thread that ${what} takes no signal, and still gives up as it is told to`, async () => {
    const { code, said } = await run(`setTimeout(() => { ${work} }, 50);`, 1);
    expect(said).toContain('given up: this program has hung for 1 s and was ended');
    expect(code).toBe(3);
  });
}

test('a main thread that cannot be interrupted is ended by SIGKILL, and the reason is told', async () => {
  const wait = "spawnSync('sleep', ['15']);";
  const { signal, said } = await run(`setTimeout(() => { ${wait} }, 50);`, 1);
  expect(signal).toBe('SIGKILL');
  expect(said).toContain('this program has hung for 1 s and was ended');
});

test('a main thread that works for longer than that is left alone, and ends when it is done', async () => {
  const { code, said } = await run('setTimeout(() => { off(); console.log("done"); }, 4500);', 2);
  expect(said).toContain('done');
  expect(said).not.toContain('hung');
  expect(code).toBe(0);
});

test.skipIf(whyNoStandIn() !== '')(
  'a run whose program hangs in its second scenario leaves its reports and exit code 3',
  async (context) => {
    const bundle = await plantHost('hangs', 'bin/commands/hil/run.ts', [
      { file: 'hil/run/stuck-watch.ts', from: 'mostSeconds = 60', to: 'mostSeconds = 2' },
      {
        file: 'hil/run/attempt.ts',
        from: 'const target = new WatchedTarget(session.target());',
        to: "while (scenario.title === 'Second'); const target = new WatchedTarget(session.target());",
      },
    ]);
    const stories = ['First', 'Second', 'Third'].map((name) => {
      const path = join(folder, `${name}.scenario`);
      writeFileSync(path, `scenario ${name}\nafter 1 s\n`);
      return path;
    });
    const out = join(folder, 'out');
    const root = pathToFileURL(`${process.cwd()}/`).href;
    const call = { retries: '0', repeat: '1', out };
    const file = join(folder, 'run.mjs');
    const words = [root, stories, call].map((word) => JSON.stringify(word)).join(', ');
    const program = [
      `import { hilRun } from ${JSON.stringify(pathToFileURL(bundle).href)};`,
      `process.exitCode = await hilRun(${words}, console.log);`,
    ];
    writeFileSync(file, program.join('\n'));
    const { code, said } = await runFile(file);
    rmSync(dirname(bundle), { recursive: true });
    if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
    expect(said).toMatch(/PASSED +First/);
    expect(said).toContain('this program has hung for 2 s and was ended');
    expect(code).toBe(3);
    const path = join(out, readdirSync(out)[0] ?? '');
    const results = JSON.parse(readFileSync(join(path, 'results.json'), 'utf8'));
    const told = results.entries.map(
      ({ title, outcome }: Record<string, string>) => `${title} ${outcome}`,
    );
    expect(told).toEqual(['First passed', 'Second error']);
    expect(results.entries[1].message).toContain('this program has hung for 2 s');
    expect(results.exitCode).toBe(3);
    const junit = readFileSync(join(path, 'junit.xml'), 'utf8');
    expect(junit).toContain('tests="2" failures="0" errors="1"');
    expect(readFileSync(join(path, 'summary.md'), 'utf8')).toContain('hung');
  },
);
