/**
 * Search threads: a search finds the same in a thread that has done others, and a thread that fails takes no other search
 * with it.
 */

import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshCommands } from '../../../../build/commands.mjs';
import type { Exploration } from '../../../../sim/verify/search/explore.ts';
import { StatesFull } from '../../../../sim/verify/search/reached.ts';
import { SearchThreads } from '../../../../sim/verify/search/search-threads.ts';
import { findUnit, type Unit } from '../../../../sim/verify/search/unit.ts';

const root = new URL('../../../..', import.meta.url);
const script = new URL('dist/search-worker.mjs', root);
const limits = findUnit('base', 'limits');
const short = findUnit('solenoid', 'short');
/** With drivers and a model plant, of which no smaller one is published. */
const drivers = findUnit('solenoid-voltage-authorization', 'drivers-false-mirror');

let started: Worker[] = [];
const note = (worker: Worker): void => {
  started.push(worker);
};

beforeAll(() => freshCommands(fileURLToPath(root), () => undefined), 120000);

beforeEach(() => {
  started = [];
  process.on('worker', note);
});

afterEach(async () => {
  process.off('worker', note);
  await Promise.all(started.map((worker) => worker.terminate()));
});

/** What a search has found, but for its time. */
async function found(threads: SearchThreads, unit: Unit): Promise<Partial<Exploration>> {
  const { seconds, ...rest } = await threads.explore(unit, 100000, () => undefined);
  expect(seconds).toBeGreaterThan(0);
  return rest;
}

test('searches that share a thread find what each finds in a thread of its own', async () => {
  const apart = [limits, short, drivers].map((unit) => found(new SearchThreads(script), unit));
  const alone = await Promise.all(apart);
  expect(started).toHaveLength(3);
  const threads = new SearchThreads(script);
  const after: Partial<Exploration>[] = [];
  for (const unit of [limits, short, drivers]) after.push(await found(threads, unit));
  expect(after).toEqual(alone);
  expect(started).toHaveLength(4);
});

test('searches side by side have a thread each, and the next take those', async () => {
  const threads = new SearchThreads(script);
  const pair = (): Promise<unknown> => Promise.all([found(threads, limits), found(threads, short)]);
  await pair();
  await pair();
  expect(started).toHaveLength(2);
});

test('after a search without room, and after one that throws, a fresh thread goes on', async () => {
  const threads = new SearchThreads(script);
  const first = await found(threads, limits);
  const full = threads.explore(limits, 100, () => undefined);
  await expect(full).rejects.toThrow(StatesFull);
  expect(started).toHaveLength(1);
  const stray: Unit = { ...limits, set: { ...limits.set, name: 'nowhere' } };
  const thrown = threads.explore(stray, 100000, () => undefined);
  await expect(thrown).rejects.toThrow('no set of limits "nowhere"');
  expect(await found(threads, limits)).toEqual(first);
  expect(started).toHaveLength(3);
});

test('a thread that ends by itself fails its search alone', async () => {
  const threads = new SearchThreads(script);
  const lost = threads.explore(findUnit('base', 'lock'), 100000, () => started[0]?.terminate());
  await expect(lost).rejects.toThrow("the search's thread has ended with code 1");
  await found(threads, limits);
  expect(started).toHaveLength(2);
});
