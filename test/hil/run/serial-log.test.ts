/**
 * Serial log: every line is kept, in order, the oldest compressed and the newest plain.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { SerialLog } from '../../../hil/run/serial-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textOf(name: string): string {
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

test('the oldest parts are compressed, the newest lines stay plain, and none is lost', async () => {
  const log = new SerialLog(folder, 1000);
  for (let i = 0; i < 200; i++) {
    log.record(i % 2 === 0 ? 'out' : 'in', `line ${i}\n`);
  }
  await log.end();
  log.record('in', 'too late\n');
  const names = readdirSync(folder).sort();
  const packed = names.filter((name) => name.endsWith('.gz'));
  expect(packed.length).toBeGreaterThanOrEqual(3);
  expect(names.filter((name) => !name.endsWith('.gz'))).toHaveLength(2);
  const parts = names.filter((name) => name !== 'serial.log');
  const all = [...parts, 'serial.log'].map(textOf).join('');
  const lines = all.trimEnd().split('\n');
  expect(lines.map((line) => Number(/line (\d+)$/.exec(line)?.[1]))).toEqual(
    Array.from({ length: 200 }, (_, i) => i),
  );
  expect(lines[0]).toMatch(/^ +\d+\.\d{4} > line 0$/);
  expect(lines[1]).toMatch(/ < line 1$/);
});
