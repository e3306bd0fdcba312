/**
 * Build hash: a figure belongs to the sources that it depends on, whatever changes beside them.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHash, sourcesOf, workHash } from '../../../../sim/verify/campaign/build-hash.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
const root = pathToFileURL(`${folder}/`).href;
interface Hashes {
  readonly build: string;
  readonly work: string;
}

const hashesOf = (address: string): Hashes => ({
  build: buildHash(address),
  work: workHash(address),
});

beforeAll(() => {
  for (const name of ['firmware', 'sim']) cpSync(name, join(folder, name), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Which hashes are others while a file has one line more. */
function changedBy(name: string): string[] {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const before = hashesOf(root);
  writeFileSync(path, `${text}// Changed.\n`);
  const after = hashesOf(root);
  writeFileSync(path, text);
  return Object.keys(before).filter(
    (key) => before[key as keyof Hashes] !== after[key as keyof Hashes],
  );
}

test('the same sources have the same hashes wherever they lie', () => {
  expect(hashesOf(root)).toEqual(hashesOf(pathToFileURL('./').href));
});

test.each([
  ['firmware/control/step.ts', ['build', 'work']],
  ['firmware/guard/rules.ts', ['build', 'work']],
  ['sim/verify/search/forget-pilot.ts', ['build', 'work']],
  ['sim/verify/search/roots.ts', ['build']],
  ['sim/plant/car.ts', ['build', 'work']],
  ['sim/verify/fmea/modes.ts', ['build', 'work']],
  ['sim/verify/fmea/explained-pairs.ts', ['build']],
  ['sim/verify/search/search-figures.ts', ['build']],
  ['sim/chip/loss.ts', ['build']],
  ['sim/live/plots.ts', ['build']],
])('a change of %s is a change of: %s', (name, wanted) => {
  expect(changedBy(name)).toEqual(wanted);
});

test.each(['sim/verify/search/search-worker.ts', 'sim/verify/campaign/campaign-worker.ts'])(
  'the sources of %s are all that it is bundled from',
  async (entry) => {
    const { build } = await import('esbuild');
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      metafile: true,
      write: false,
      outdir: 'dist',
    });
    const sources = sourcesOf(pathToFileURL('./').href, entry);
    expect(sources).toEqual(expect.arrayContaining(Object.keys(metafile.inputs)));
    expect(sources.length).toBeLessThan(2 * Object.keys(metafile.inputs).length);
  },
);
