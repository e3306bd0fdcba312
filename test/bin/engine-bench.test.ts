/**
 * The bench of the engines: what has not been measured is a failure with a reason, never a figure.
 */

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { benchEngines } from '../../bin/commands/sim/engine-bench.ts';
import { benches, type EngineBench, measureCost } from '../../sim/bench/cost.ts';

const root = new URL('../../', import.meta.url).href;
const before = { PATH: process.env['PATH'], JERRY: process.env['JERRY'] };
const espruino = process.env['ESPRUINO'];
const folder = mkdtempSync(join(tmpdir(), 'holdfast-engines-'));

function program(name: string, lines: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
  return path;
}

beforeAll(() => {
  // A profiler that runs the engine, and sees as much of it as the engine in its last argument shows.
  program('valgrind', 'while [ $# -gt 2 ]; do shift; done\n[ $# -lt 2 ] || exec "$@"');
  process.env['PATH'] = `${folder}:${before.PATH}`;
  delete process.env['ESPRUINO'];
});

afterEach(() => {
  if (before.JERRY === undefined) delete process.env['JERRY'];
  else process.env['JERRY'] = before.JERRY;
});

afterAll(() => {
  process.env['PATH'] = before.PATH;
  if (espruino !== undefined) process.env['ESPRUINO'] = espruino;
  rmSync(folder, { recursive: true });
});

async function benched(engine: string): Promise<[number, string]> {
  process.env['JERRY'] = engine;
  const lines: string[] = [];
  const code = await benchEngines({ ticks: '0' }, root, (line) => lines.push(line));
  return [code, lines.join('\n')];
}

/** Writes a part of the profile for every mark, as valgrind does. */
const parts = (total: number): string =>
  `i=1; while [ $i -le 2000 ]; do echo 'totals: ${total}' > out.$i; i=$((i+1)); done`;

test('an engine without symbols was not measured', async () => {
  const [code, said] = await benched(program('stripped', "echo 'heap 0 0'"));
  expect(code).toBe(3);
  expect(said).toMatch(
    /jerry was not measured: callgrind saw 0 of \d+ parts: .*stripped shows it no function jerryx_handler_print\. Build the engine with its symbols \(JerryScript: tools\/build\.py --strip=OFF\)/,
  );
  expect(said).not.toContain('kept');
}, 180000);

const bench = benches[0] as EngineBench;

test('an engine that ends early was not measured', () => {
  const path = program('early', "echo 'out of memory'");
  expect(() => measureCost(bench, path, '', 0)).toThrow(
    'has not finished the session; the last it said: out of memory',
  );
}, 60000);

test('figures of zero are none', () => {
  const path = program('zero', `${parts(7)}\necho 'heap 0 0'`);
  expect(() => measureCost(bench, path, '', 0)).toThrow(
    /zero was measured with 0 instructions as reflex/,
  );
}, 60000);
