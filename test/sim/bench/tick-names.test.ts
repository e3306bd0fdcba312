/**
 * The list of names by which the build orders declarations: it may grow stale, which costs time and nothing
 * else, but not by much.
 */

import { expect, test } from 'vitest';
import tickNames from '../../../build/compiler/tick-names.json' with { type: 'json' };
import { flatReplay } from '../../../build.mjs';
import { countTickNames, orderOf } from '../../../sim/bench/tick-names.ts';

test('nearly all lookups of a session are of names in the list, and the list is in their order', async () => {
  const uses = countTickNames((await flatReplay()).code);
  const now = orderOf(uses);
  const all = now.reduce((sum, name) => sum + (uses.get(name) ?? 0), 0);
  const listed = now.filter((name) => tickNames.includes(name));
  const known = listed.reduce((sum, name) => sum + (uses.get(name) ?? 0), 0);
  expect(known / all, 'run holdfast bench names').toBeGreaterThan(0.95);
  const most = now.slice(-10);
  for (const name of most) {
    expect(tickNames.indexOf(name), name).toBeGreaterThanOrEqual(tickNames.length - 30);
  }
});

test('names that a session hardly uses are left out, and those that it uses most come last', () => {
  const uses = new Map([
    ['often', 90],
    ['never', 3],
    ['seldom', 4],
  ]);
  expect(orderOf(uses)).toEqual(['seldom', 'often']);
});
