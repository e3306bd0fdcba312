/**
 * Limits with terms on a simulated charger: who wants the least is sent, and the charger falls to its own safe limit when
 * the bridge, or its back-end, is gone. And the key that a commissioned charger asks for.
 */

import { afterEach, describe, expect, test } from 'vitest';
import { Role } from '../../../firmware/storage/access.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
afterEach(() => bench.close());

const watched = {
  ...bridgeOptions,
  limits: { whenLost: 'safe-limit', safeAmps: 6, termSeconds: 30 },
} as const;

async function charging(
  options = bridgeOptions as ConstructorParameters<typeof BridgeBench>[0],
  settings: readonly string[] = [],
  adjust: (setup: Setup) => void = () => undefined,
): Promise<void> {
  bench = await new BridgeBench(options, adjust).begin();
  bench.do(...settings);
  await bench.pass(3000);
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(8000);
}

const offer = (): string | undefined => bench.charger.said('offer');

test('the least of all limits counts, each to its own end', async () => {
  await charging();
  await bench.settle(bench.charger.limits.set('one', 16, 30000));
  await bench.settle(bench.charger.limits.set('other', 10, 10000));
  await bench.pass(7000);
  expect(offer()).toBe('10000 mA');
  await bench.pass(10000);
  expect(offer()).toBe('16000 mA');
  await bench.pass(25000);
  expect(offer()).toBe('32000 mA');
  expect(bench.typed.filter((line) => line.startsWith('limit'))).toEqual([
    'limit 16 A for 35 s',
    'limit 10 A for 15 s',
    'limit 16 A for 25 s',
    'limit off',
  ]);
});

describe('the owner wants the safe limit', () => {
  test('the bridge is gone: the charger falls to its own', async () => {
    await charging(watched, ['set master optional', 'set safe-limit 8 A']);
    expect(offer()).toBe('32000 mA');
    await bench.pass(120000, 100);
    expect(offer()).toBe('32000 mA');
    bench.charger.close();
    bench.isWhole = false;
    await bench.pass(50000, 100);
    bench.isWhole = true;
    bench.charger.console.reader.begin();
    await bench.pass(1000);
    expect(offer()).toBe('8000 mA');
  });

  test('the back-end is gone: the bridge sends the safe limit after the term', async () => {
    await charging(watched);
    bench.charger.limits.setLinked(true);
    bench.charger.limits.setLinked(false);
    await bench.pass(25000, 100);
    expect(offer()).toBe('32000 mA');
    await bench.pass(15000, 100);
    expect(offer()).toBe('6000 mA');
    bench.charger.limits.setLinked(true);
    await bench.pass(10000, 100);
    expect(offer()).toBe('32000 mA');
  });
});

test('a charger that requires a master gets a term with every limit, and a renewal in time', async () => {
  await charging(bridgeOptions, ['set master required']);
  expect((await bench.settle(bench.charger.limits.set('one', 10))).value).toBe(false);
  await bench.pass(15000);
  expect(offer()).toBe('10000 mA');
  await bench.pass(150000, 100);
  expect(offer()).toBe('10000 mA');
});

describe('a charger whose commissioning has ended', () => {
  const driver = (setup: Setup): void => {
    setup.role = Role.Driver;
  };

  test('takes a limit from a bridge with the key of its owner', async () => {
    const keys = new Map([['owner', '000102030405060708090a0b0c0d0e0f']] as const);
    await charging({ ...bridgeOptions, keys }, [], driver);
    const { value } = await bench.settle(bench.charger.limits.set('one', 10));
    expect(value).toBe(true);
    await bench.pass(7000);
    expect(offer()).toBe('10000 mA');
    expect(bench.typed.filter((line) => line.includes('000102'))).toEqual([]);
  });

  test("lets a driver's plug go without any", async () => {
    await charging(bridgeOptions, [], driver);
    const { value } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: true, why: 'free' });
  });
});
