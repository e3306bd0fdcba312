/**
 * Search sources: worked out once over the same sources, and anew as soon as one of them is another.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { searchSources } from '../../bin/commands/sim/search-sources.ts';
import { sourcesOf } from '../../sim/verify/campaign/build-hash.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
const root = pathToFileURL(`${folder}/`).href;
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

test('they are worked out anew where firmware, simulator or recipe has changed, and only there', () => {
  const files = ['firmware/control/step.ts', 'sim/world.ts', 'build/questions.mjs'];
  for (const name of files) write(name, '1');
  let worked = 0;
  const ask = () => searchSources(root, () => ({ base: `${++worked}` }));
  expect([ask(), ask()]).toEqual([{ base: '1' }, { base: '1' }]);
  for (const [i, name] of files.entries()) {
    write(name, '2');
    expect([name, ask(), ask()]).toEqual([name, { base: `${i + 2}` }, { base: `${i + 2}` }]);
  }
  write('README.md', '2');
  expect(ask()).toEqual({ base: '4' });
});

test('whatever a search is made of is a source of firmware or simulator', () => {
  const here = pathToFileURL(`${process.cwd()}/`).href;
  const sources = sourcesOf(here, 'sim/verify/search/search-worker.ts');
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((name) => !/^(firmware|sim)\/.*\.ts$/.test(name))).toEqual([]);
});
