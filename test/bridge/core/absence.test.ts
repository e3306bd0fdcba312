/**
 * What a bridge that was not there is told by the charger's own events: which transactions have ended meanwhile, when
 * and why, and which have begun.
 */

import { afterEach, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../bridge/core/transaction.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
afterEach(() => bench.close());

async function charge(): Promise<void> {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.world.trace.valueOf('phase') === 'energized', 30000);
  await bench.pass(1000);
}

async function leave(): Promise<void> {
  bench.do('car out');
  await bench.pass(4000, 100);
  bench.do('pull');
  await bench.pass(2000, 100);
}

async function charging(...given: ConstructorParameters<typeof BridgeBench>): Promise<void> {
  bench = await new BridgeBench(...given).begin();
  await charge();
}

/** Nobody looks, as where the process has ended. */
async function away(happen: () => Promise<void>): Promise<void> {
  bench.charger.close();
  bench.isWhole = false;
  await happen();
  bench.isWhole = true;
}

const turns = (): string[] => bench.events.filter((one) => /^begun|^ended/.test(one));
const data = (kind: string, i: number): Record<string, unknown> =>
  bench.journal.waiting.filter((one) => one.kind === kind).at(i)?.data ?? {};
const begun = (i: number): Transaction => data('begun', i)['transaction'] as Transaction;

describe('the process has ended', () => {
  test('two sessions are two transactions, each with its time', async () => {
    await charging();
    const leftMs = bench.time.dateMs();
    await away(async () => {
      await bench.pass(60000, 100);
      await leave();
      await bench.pass(60000, 100);
      await charge();
      await bench.pass(60000, 100);
    });
    bench.restart();
    await bench.pass(8000);
    expect(turns()).toEqual(['begun', 'ended car-gone', 'begun']);
    expect(bench.charger.ledger.transaction?.id).toBe(begun(-1).id);
    const ended = bench.journal.waiting.find(({ kind }) => kind === 'ended');
    expect(Math.abs((ended?.dateMs ?? 0) - leftMs - 61000)).toBeLessThan(4000);
    expect(Math.abs(begun(-1).beganMs - leftMs - 131000)).toBeLessThan(8000);
    // And it is not told once more.
    bench.restart();
    await bench.pass(8000);
    expect(turns().length).toBe(3);
    await leave();
    expect(turns().at(-1)).toBe('ended car-gone');
  });

  test('a session that goes on stays one transaction, however often it was paused', async () => {
    await charging();
    await away(async () => {
      for (let i = 0; i < 20; i++) {
        bench.do('limit 0 A');
        await bench.until(() => bench.world.trace.valueOf('contacts') === 'open', 30000, 100);
        bench.do('limit off');
        await bench.until(() => bench.world.trace.valueOf('contacts') === 'closed', 60000, 100);
      }
    });
    bench.restart();
    await bench.pass(10000);
    expect(turns()).toEqual(['begun']);
  });

  test('sessions that nobody saw are told with their times, in order', async () => {
    await charging();
    await leave();
    await bench.pass(2000);
    await away(async () => {
      await charge();
      bench.do('press stop');
      await bench.pass(5000, 100);
      await leave();
      await charge();
      await leave();
    });
    bench.restart();
    await bench.pass(10000);
    const ends = ['begun', 'ended car-gone', 'begun', 'ended local', 'begun', 'ended car-gone'];
    expect(turns()).toEqual(ends);
    const dates = bench.journal.waiting.map(({ dateMs }) => dateMs);
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
    expect(bench.charger.ledger.transaction).toBe(null);
  });

  test('a session that outlived a power cut of the charger ends where it has ended', async () => {
    await charging();
    await away(async () => {
      bench.do('rail off');
      await bench.pass(5000, 100);
      bench.do('rail on');
      await bench.pass(60000, 100);
      await leave();
      await charge();
    });
    bench.restart();
    await bench.pass(10000);
    expect(turns()).toEqual(['begun', 'ended car-gone', 'begun']);
  });

  test('where the charger does not say, what its trace tells counts', async () => {
    await charging();
    await away(leave);
    const { type } = bench.world;
    bench.world.type = (line) => {
      if (!line.startsWith('events')) type.call(bench.world, line);
    };
    bench.restart();
    await bench.pass(30000, 100);
    expect(turns()[0]).toBe('begun');
    expect(bench.charger.ledger.transaction).toBe(null);
  });
});

describe('the charger was not heard', () => {
  test('two sessions are two transactions', async () => {
    await charging();
    bench.isWhole = false;
    await bench.pass(12000, 100);
    await leave();
    await charge();
    bench.isWhole = true;
    await bench.until(() => turns().length === 3, 20000);
    expect(turns()).toEqual(['begun', 'ended car-gone', 'begun']);
  });
});

describe('with a meter', () => {
  const metered = { ...bridgeOptions, energy: { kind: 'metered', phases: 1, volts: 230 } } as const;

  test('what one session took alone is its own', async () => {
    await charging(metered);
    bench.charger.energy.add(100);
    await away(leave);
    bench.restart();
    const before = bench.charger.energy.wh;
    bench.charger.energy.add(50);
    await bench.pass(5000);
    expect(data('ended', -1)['wh']).toBe(before + 50);
  });

  test('what two sessions took together is charged to neither', async () => {
    await charging(metered);
    bench.charger.energy.add(100);
    await away(async () => {
      await leave();
      await charge();
    });
    bench.restart();
    const before = bench.charger.energy.wh;
    bench.charger.energy.add(50);
    await bench.pass(8000);
    expect([data('ended', -1)['wh'], begun(-1).beganWh]).toEqual([before, before + 50]);
  });
});
