/** A changed program that ends the engine itself is one bit that counts as missed, and not the end of the bench. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { changeApart } from '../../bin/commands/sim/flip-process.ts';
import { MISSED } from '../../sim/chip/flips.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process whose outcome is the bit itself, and which dies at some bits. */
function scriptOf(name: string, dies: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `process.once('message', ({ bits }) => {
      for (const bit of bits) {
        if (${dies}) process.kill(process.pid, 'SIGABRT');
        process.send(bit % 3);
      }
      process.disconnect();
    });`,
  );
  return path;
}

test('every bit has its outcome, in turn, also behind one that ends the process', async () => {
  let steps = 0;
  const change = (script: string, bits: readonly number[]) =>
    changeApart(script, [], bits, () => steps++);
  expect(await change(scriptOf('lives.mjs', 'false'), [0, 1, 2, 4])).toEqual([0, 1, 2, 1]);
  const dies = scriptOf('dies.mjs', 'bit === 7 || bit === 8');
  expect(await change(dies, [1, 7, 8, 2])).toEqual([1, MISSED, MISSED, 2]);
  expect(await change(dies, [1, 7])).toEqual([1, MISSED]);
  expect(steps).toBe(10);
});

test('a process that tells nothing is an error, and not a list of misses', async () => {
  const script = scriptOf('silent.mjs', 'true');
  const bits = Array.from({ length: 40 }, (_, i) => i);
  await expect(changeApart(script, [], bits, () => undefined)).rejects.toThrow(/tells no outcome/);
});
