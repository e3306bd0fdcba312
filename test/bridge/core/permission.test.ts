/**
 * Whom a remote start serves: who was asked for while the charger's permission stands, and nobody after it.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
beforeEach(async () => {
  bench = await new BridgeBench().begin();
  await bench.pass(10000, 100);
});
afterEach(() => bench.close());

async function startAlice(): Promise<void> {
  const { value } = await bench.settle(bench.charger.start('ALICE', 7));
  expect(value.isTaken).toBe(true);
  await bench.pass(1000);
}

/** @returns who is told to charge */
async function plugIn(): Promise<string | undefined> {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.ledger.transaction !== null, 15000);
  return bench.charger.ledger.transaction?.tag;
}

async function away(happen: () => Promise<unknown>): Promise<void> {
  bench.charger.close();
  bench.isWhole = false;
  await happen();
  bench.isWhole = true;
  bench.restart();
}

test('it serves who was asked for', async () => {
  await startAlice();
  expect(await plugIn()).toBe('ALICE');
});

test('of two starts in one instant the first is taken, and serves who was asked for with it', async () => {
  const starts = Promise.all([bench.charger.start('ALICE', 7), bench.charger.start('BOB', 8)]);
  const { value } = await bench.settle(starts);
  expect(value.map(({ isTaken }) => isTaken)).toEqual([true, false]);
  expect(await plugIn()).toBe('ALICE');
});

type End = readonly [how: string, end: () => Promise<unknown>];
const byItself: readonly End[] = [
  ['a stop at the button', async () => bench.do('press stop')],
  ['its own time', () => bench.pass(61000, 100)],
];
const byOrder: readonly End[] = [
  ['an unlock', () => bench.settle(bench.charger.unlock())],
  ['a stop from afar', () => bench.settle(bench.charger.stop())],
];

for (const [how, end] of [...byItself, ...byOrder]) {
  test(`it ends by ${how}, and a stranger is not charged to anybody else`, async () => {
    await startAlice();
    await end();
    await bench.pass(6000, 100);
    expect(await plugIn()).not.toBe('ALICE');
    // A stop before the plug comes may stand for that plug: the next one begins a session of its own.
    bench.do('car out');
    await bench.pass(4000, 100);
    bench.do('pull');
    await bench.pass(4000, 100);
    expect(await plugIn()).toBe('driver');
  });
}

for (const [how, end] of byItself) {
  test(`it ends by ${how} while the bridge is away`, async () => {
    await startAlice();
    await away(async () => {
      await end();
      await bench.pass(6000, 100);
      bench.do('plug in', 'car in');
      await bench.pass(4000, 100);
      bench.do('car out');
      await bench.pass(4000, 100);
      bench.do('pull');
      await bench.pass(4000, 100);
    });
    expect(await plugIn()).toBe('driver');
    const tags = bench.journal.waiting.map(({ data }) => JSON.stringify(data)).join();
    expect(tags).not.toContain('ALICE');
  });
}

test('it stands for as long as the charger lets it stand, over the end of the bridge as well', async () => {
  bench.do('type set authorization-time 300 s');
  await bench.pass(3000);
  await startAlice();
  await bench.pass(100000, 100);
  await away(() => bench.pass(60000, 100));
  await bench.pass(3000);
  expect(await plugIn()).toBe('ALICE');
});

test('it serves who came while the bridge was away, and nobody after', async () => {
  expect(await plugIn()).toBe('driver');
  bench.do('car out');
  await bench.pass(4000, 100);
  bench.do('pull');
  await bench.pass(4000, 100);
  await startAlice();
  await away(async () => {
    bench.do('plug in', 'car in');
    await bench.pass(12000, 100);
  });
  await bench.until(() => bench.charger.ledger.transaction !== null, 15000);
  expect(bench.charger.ledger.transaction?.tag).toBe('ALICE');
});
