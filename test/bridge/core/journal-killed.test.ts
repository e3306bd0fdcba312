/**
 * The journal in a process that is killed (`kill -9`) again and again, at any moment: while it opens its file and writes
 * it anew, makes an event, tells it, or notes that it has arrived. Whoever hears them has each event, in order, and
 * recognises what comes twice by its id.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../sim/random.ts';

const KILLS = 60;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-killed-'));
  program = join(folder, 'child.mjs');
  const entryPoints = ['test/support/journal-child.ts'];
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm' });
});
afterAll(() => rmSync(folder, { recursive: true }));

class Receiver {
  /** The ids of each event, in the order in which it came; one where it is recognised. */
  readonly heard = new Map<number, Set<string>>();
  made = 0;
  isOpen = false;

  serve(child: ChildProcess): void {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.isOpen = true;
      const [what, number, id = ''] = line.split(' ');
      if (what === 'made') this.made = Number(number);
      else {
        const ids = this.heard.get(Number(number)) ?? new Set();
        this.heard.set(Number(number), ids.add(id));
        child.stdin?.write('ok\n');
      }
    });
  }
}

test(`after ${KILLS} kills nothing is lost, nothing is there twice, and the order stays`, async () => {
  const random = createRandom(9);
  const receiver = new Receiver();
  const path = join(folder, 'journal');
  const start = (...more: string[]): ChildProcess => {
    const child = spawn(process.execPath, [program, path, ...more]);
    child.stdin?.on('error', () => undefined);
    receiver.serve(child);
    return child;
  };
  for (let i = 0; i < KILLS; i++) {
    const child = start();
    receiver.isOpen = false;
    // Every third one is killed somewhere on its way to the file, the others at work.
    const isEarly = i % 3 === 2;
    while (!isEarly && !receiver.isOpen) await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setTimeout(resolve, random() * (isEarly ? 150 : 40)));
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const last = start('drain');
  const [code] = await once(last, 'close');
  expect(code).toBe(0);
  const numbers = [...receiver.heard.keys()];
  expect(receiver.made).toBeGreaterThan(KILLS);
  // One may have been kept, and its process killed before it could say so.
  expect(numbers.length).toBeGreaterThanOrEqual(receiver.made);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect([...receiver.heard.values()].every((ids) => ids.size === 1)).toBe(true);
});
