/**
 * Build hash: a figure belongs to the sources that it depends on, whatever changes beside them.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildHash,
  searchHash,
  sourcesOf,
  workHash,
} from '../../../../sim/verify/campaign/build-hash.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
const root = pathToFileURL(`${folder}/`).href;
const hashes = (): [build: string, search: string] => [buildHash(root), searchHash(root)];

beforeAll(() => {
  for (const name of ['firmware', 'sim']) cpSync(name, join(folder, name), { recursive: true });
  cpSync('build/questions.mjs', join(folder, 'build/questions.mjs'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What both hashes are while a file has one line more. */
function changed(name: string): [build: string, search: string] {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, `${before}// Changed.\n`);
  try {
    return hashes();
  } finally {
    writeFileSync(path, before);
  }
}

test('what a search runs changes its hash, what stands beside it that of the build alone', () => {
  const [build, search] = hashes();
  expect(hashes()).toEqual([
    buildHash(pathToFileURL('./').href),
    searchHash(pathToFileURL('./').href),
  ]);
  for (const name of [
    'firmware/control/step.ts',
    'firmware/guard/rules.ts',
    'sim/verify/search/forget-pilot.ts',
    'sim/verify/search/roots.ts',
  ]) {
    const [newBuild, newSearch] = changed(name);
    expect(newBuild, name).not.toBe(build);
    expect(newSearch, name).not.toBe(search);
  }
  for (const name of ['sim/plant/car.ts', 'sim/verify/search/search-figures.ts']) {
    const [newBuild, newSearch] = changed(name);
    expect(newBuild, name).not.toBe(build);
    expect(newSearch, name).toBe(search);
  }
  const [sameBuild, newSearch] = changed('build/questions.mjs');
  expect(sameBuild).toBe(build);
  expect(newSearch).not.toBe(search);
});

test('fuzzer, sweep and FMEA are made of the world as well, and not of what judges or shows them', () => {
  const before = workHash(root);
  const hashAfter = (name: string): string => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `${text}// Changed.\n`);
    const after = workHash(root);
    writeFileSync(path, text);
    return after;
  };
  for (const name of ['sim/plant/car.ts', 'firmware/control/step.ts', 'sim/verify/fmea/modes.ts'])
    expect(hashAfter(name), name).not.toBe(before);
  for (const name of [
    'sim/verify/fmea/explained-pairs.ts',
    'sim/chip/loss.ts',
    'sim/live/plots.ts',
  ])
    expect(hashAfter(name), name).toBe(before);
});

test('the sources of a search are all that its program is bundled from', async () => {
  const { build } = await import('esbuild');
  const entry = 'sim/verify/search/search-worker.ts';
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
});
