/**
 * The lock policy is told for the asking only: where its answer is lost, the charger is known all the same.
 */

import { afterEach, expect, test } from 'vitest';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
afterEach(() => bench.close());

const isPolicy = (line: string): boolean => line.startsWith('ok lock-policy');

test('at the start of the bridge', async () => {
  bench = new BridgeBench();
  let lost = 0;
  bench.arrives = (line) => !isPolicy(line) || ++lost > 2;
  await bench.begin();
  await bench.pass(15000, 100);
  expect([lost, bench.charger.isKnown, bench.charger.status]).toEqual([3, true, 'available']);
});

test('at a start of the charger', async () => {
  bench = await new BridgeBench().begin();
  await bench.pass(10000, 100);
  let lost = 0;
  bench.arrives = (line) => !isPolicy(line) || ++lost > 1;
  bench.do('rail off');
  await bench.pass(3000, 100);
  bench.do('rail on');
  await bench.pass(30000, 100);
  expect([lost > 1, bench.charger.isKnown, bench.charger.status]).toEqual([
    true,
    true,
    'available',
  ]);
});

test('a wire that comes back while it is asked for', async () => {
  bench = new BridgeBench();
  bench.isWhole = false;
  await bench.begin();
  await bench.pass(4500);
  bench.isWhole = true;
  await bench.pass(15000, 100);
  expect(bench.charger.isKnown).toBe(true);
});
