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
  await bench.settle(bench.charger.limits.set('one', 16, { ms: 30000 }));
  await bench.settle(bench.charger.limits.set('other', 10, { ms: 10000 }));
  await bench.pass(7000);
  expect(offer()).toBe('10000 mA');
  await bench.pass(10000);
  expect(offer()).toBe('16000 mA');
  await bench.pass(25000);
  expect(offer()).toBe('32000 mA');
  expect(bench.typed.filter((line) => line.startsWith('limit '))).toEqual([
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
  expect((await bench.settle(bench.charger.limits.set('one', 10))).value).toBe('taken');
  await bench.pass(15000);
  expect(offer()).toBe('10000 mA');
  await bench.pass(150000, 100);
  expect(offer()).toBe('10000 mA');
});

test('a charger that requires a master, and a bridge that ends and begins again while it charges', async () => {
  await charging(bridgeOptions, ['set master required', 'set safe-limit 8 A']);
  await bench.settle(bench.charger.limits.order('one', 10));
  await bench.pass(7000);
  bench.restart();
  await bench.pass(5000);
  expect(offer()).toBe('10000 mA');
  // Nobody renews it: it ends with its term.
  await bench.pass(75000, 100);
  expect(offer()).toBe('8000 mA');
  expect((await bench.settle(bench.charger.limits.order('one', 12))).value).toBe('taken');
  await bench.pass(7000);
  expect(offer()).toBe('12000 mA');
  expect(bench.charger.status).toBe('charging');
});

describe('what the charger holds when a bridge begins', () => {
  const ours = async (): Promise<void> => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 10));
    await bench.pass(61000, 100);
  };

  test('is taken back where this bridge has told it before, and nobody wants it any more', async () => {
    await ours();
    bench.restart();
    await bench.pass(9000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['32000 mA', null]);
  });

  test('is left alone until everybody has said what they want', async () => {
    await ours();
    const before = bench.typed.length;
    bench.restart();
    void bench.charger.limits.set('two', 10);
    await bench.pass(9000);
    expect(bench.typed.slice(before).filter((line) => line.startsWith('limit '))).toEqual([]);
    expect(offer()).toBe('10000 mA');
  });

  test('is left alone and told where a person has set it, and is replaced by an order', async () => {
    await charging();
    bench.do('type limit 10 A');
    await bench.pass(7000);
    bench.restart();
    await bench.settle(bench.charger.limits.set('link', null));
    await bench.pass(7000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['10000 mA', 10]);
    expect((await bench.settle(bench.charger.limits.order('one', null))).value).toBe('taken');
    await bench.pass(7000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['32000 mA', null]);
  });

  test('is ours still where an answer has come late', async () => {
    await ours();
    bench.charger.limits.hear('ok limit 10 A');
    await bench.pass(1000);
    bench.restart();
    await bench.pass(9000);
    expect(offer()).toBe('32000 mA');
  });

  test('with a term is left its term, and what stood before it stands again', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 6, { ms: 20000 }));
    const before = bench.typed.length;
    bench.restart();
    await bench.pass(9000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['6000 mA', 6]);
    await bench.pass(20000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['32000 mA', null]);
    expect(bench.typed.slice(before).filter((line) => line.startsWith('limit '))).toEqual([]);
  });

  test('is asked for again where the charger was away meanwhile', async () => {
    await ours();
    bench.isWhole = false;
    await bench.pass(12000);
    expect((await bench.settle(bench.charger.limits.set('one', null))).value).toBe('away');
    bench.isWhole = true;
    await bench.pass(15000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['32000 mA', null]);
  });

  test('and what a power cut has brought back of ours is replaced', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 6));
    await bench.pass(3000);
    await bench.settle(bench.charger.limits.order('one', null));
    bench.do('rail off');
    await bench.pass(500);
    bench.do('rail on');
    bench.restart();
    await bench.until(() => bench.charger.status === 'charging', 60000);
    await bench.pass(10000);
    expect(bench.world.trace.valueOf('offer')).toBe('32000 mA');
  });
});

describe('with a term and without one at once', () => {
  const killed = async (): Promise<void> => {
    bench.charger.close();
    bench.isWhole = false;
    await bench.pass(27000, 100);
  };
  const held = (): string | undefined => bench.world.trace.valueOf('offer');

  test('what stands outlives a bridge that ends under a lower limit with a term', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('mqtt', 6, { ms: 20000 }));
    await bench.settle(bench.charger.limits.order('profile', 10));
    await bench.pass(7000);
    expect(offer()).toBe('6000 mA');
    await killed();
    expect(held()).toBe('10000 mA');
  });

  test('what follows a term of the same source stands after it', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 16, { ms: 10000, thenAmps: 10 }));
    await bench.pass(7000);
    expect(offer()).toBe('16000 mA');
    await killed();
    expect(held()).toBe('10000 mA');
  });

  test('what follows a term of the same source that limits nothing stands after it', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 10));
    await bench.settle(bench.charger.limits.order('one', 80, { ms: 10000, thenAmps: 10 }));
    await bench.pass(7000);
    expect(offer()).toBe('32000 mA');
    await killed();
    expect(held()).toBe('10000 mA');
  });

  test('a pause with a term goes on while what stands is lowered', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('other', 0, { ms: 60000 }));
    await bench.pass(20000);
    let isClosed = false;
    bench.watch = () => {
      isClosed ||= bench.world.trace.valueOf('contacts') !== 'open';
    };
    await bench.settle(bench.charger.limits.order('one', 10));
    await bench.pass(20000);
    expect([isClosed, offer(), bench.charger.limits.confirmedAmps]).toEqual([false, '0 mA', 0]);
    await bench.pass(30000);
    expect(offer()).toBe('10000 mA');
  });

  test('what stands is not raised for a moment under a lower limit with a term', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 10));
    await bench.settle(bench.charger.limits.order('other', 6, { ms: 60000 }));
    await bench.pass(8000);
    await bench.settle(bench.charger.limits.order('one', null));
    let most = 0;
    bench.watch = () => {
      most = Math.max(most, Number.parseInt(held() ?? '', 10));
    };
    await bench.pass(30000);
    expect(most).toBe(6000);
    await bench.pass(30000);
    expect([offer(), bench.charger.limits.confirmedAmps]).toEqual(['32000 mA', null]);
  });

  test('a term that is longer than the charger takes is renewed', async () => {
    await charging();
    await bench.settle(bench.charger.limits.order('one', 6, { ms: 172800000 }));
    await bench.pass(7300000, 1000);
    const terms = bench.typed.filter((line) => line === 'limit 6 A for 86400 s');
    expect(terms.length).toBe(3);
  });
});

test('a thousand orders in one instant are one line for the charger', async () => {
  await charging();
  const before = bench.typed.length;
  const all = Array.from({ length: 1000 }, (_, i) =>
    bench.charger.limits.order('one', 6 + (i % 20), { ms: 60000 }),
  );
  const { value } = await bench.settle(Promise.all(all));
  expect(value.every((come) => come === 'taken')).toBe(true);
  const sent = bench.typed.slice(before).filter((line) => line.startsWith('limit '));
  expect(sent).toEqual(['limit 25 A for 65 s']);
  expect(bench.charger.limits.confirmedAmps).toBe(25);
});

for (const [seconds, line] of [
  [0.2, 'limit 10 A for 6 s'],
  [1.5, 'limit 10 A for 7 s'],
  [1e9, 'limit 10 A for 86400 s'],
] as const) {
  test(`a term of ${seconds} s is one that the charger takes`, async () => {
    bench = await new BridgeBench().begin();
    const { value } = await bench.settle(
      bench.charger.limits.order('one', 10, { ms: seconds * 1000 }),
    );
    expect([value, bench.typed.at(-1)]).toEqual(['taken', line]);
  });
}

test('a term that is over already limits nothing', async () => {
  bench = await new BridgeBench().begin();
  for (const termMs of [0, -5000]) {
    await bench.settle(bench.charger.limits.order('one', 0, { ms: termMs }));
    expect([bench.charger.limits.amps, bench.typed.at(-1)]).toEqual([null, 'limit off']);
  }
});

describe('a charger whose commissioning has ended', () => {
  const driver = (setup: Setup): void => {
    setup.role = Role.Driver;
  };

  test('takes a limit from a bridge with the key of its owner', async () => {
    const keys = new Map([['owner', '000102030405060708090a0b0c0d0e0f']] as const);
    await charging({ ...bridgeOptions, keys }, [], driver);
    const { value } = await bench.settle(bench.charger.limits.set('one', 10));
    expect(value).toBe('taken');
    await bench.pass(7000);
    expect(offer()).toBe('10000 mA');
    expect(bench.typed.filter((line) => line.includes('000102'))).toEqual([]);
  });

  test('is not asked again and again with a key that it does not know', async () => {
    const keys = new Map([['owner', 'f00102030405060708090a0b0c0d0e0f']] as const);
    await charging({ ...bridgeOptions, keys }, [], driver);
    void bench.charger.limits.set('one', 10);
    await bench.pass(600000, 100);
    expect(bench.typed.filter((line) => line.startsWith('answer ')).length).toBe(2);
    expect(bench.charger.missing).toMatch(/does not know this bridge's owner's key/);
    const { value } = await bench.settle(bench.charger.limits.order('one', 8));
    expect([value, bench.charger.limits.confirmedAmps]).toEqual(['refused', null]);
  });

  test("lets a driver's plug go without any", async () => {
    await charging(bridgeOptions, [], driver);
    const { value } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: true, why: 'free' });
  });
});
