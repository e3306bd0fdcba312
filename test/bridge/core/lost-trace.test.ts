/**
 * A trace that stops, a line that is broken and a charger that says something else than its trace: the bridge believes
 * nothing that is not told any more, and sends whatever frees a plug.
 */

import { afterEach, describe, expect, test } from 'vitest';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
afterEach(() => bench.close());

const pin = (): string | undefined => bench.world.trace.valueOf('pin');
const sent = (line: string): number => bench.typed.filter((one) => one === line).length;
/** What the trace tells, and the acknowledgement of its end, is lost on the way. */
const untraced = (line: string): boolean => !line.startsWith('~ ') && line !== 'ok trace off';

async function charging(): Promise<void> {
  bench = await new BridgeBench().begin();
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 8000);
  await bench.pass(5000);
}

describe('a trace that has stopped', () => {
  test('is asked for at once where that is heard, and until then nothing is known', async () => {
    bench = await new BridgeBench().begin();
    bench.do('type trace off');
    await bench.until(() => bench.charger.said('latch') === undefined, 1000);
    expect(bench.charger.isKnown).toBe(false);
    bench.do('plug in', 'car in');
    expect(await bench.until(() => bench.charger.status === 'charging', 10000)).toBe(true);
  });

  test('is noticed where nothing of it is heard: everything is told again within half a minute', async () => {
    bench = await new BridgeBench().begin();
    bench.arrives = (line) => line !== 'ok trace off';
    bench.do('type trace off');
    await bench.pass(1000);
    bench.do('plug in', 'car in');
    expect(await bench.until(() => bench.charger.status === 'charging', 35000, 100)).toBe(true);
  });

  test('and does not come back: what it told is forgotten', async () => {
    await charging();
    bench.arrives = (line) => untraced(line) && line !== 'ok trace on';
    expect(await bench.until(() => !bench.charger.isKnown, 45000, 100)).toBe(true);
    expect(bench.charger.said('latch')).toBe(undefined);
  });
});

describe('an unlock', () => {
  test('is never answered as free from what was told before it', async () => {
    bench = await new BridgeBench().begin();
    expect(bench.charger.said('why')).toBe('free');
    bench.arrives = untraced;
    bench.do('type trace off', 'plug in', 'car in');
    await bench.pass(8000);
    bench.do('lock jammed');
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    // The charger's own word, as long as nothing else is heard.
    expect(value).toEqual({ isFree: false, why: 'releasing' });
    expect(tookMs).toBeLessThanOrEqual(8000);
    expect(pin()).toBe('extended');
  });

  test('is not answered as free where the charger says so and no pin is seen', async () => {
    await charging();
    bench.arrives = untraced;
    const { value } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: false, why: 'silent' });
    expect(pin()).toBe('withdrawn');
  });

  test('is not answered as free where the trace says so and the charger does not', async () => {
    await charging();
    bench.arrives = (line) => !line.startsWith('unlock ');
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect([value.isFree, tookMs <= 8000]).toEqual([false, true]);
  });

  test('of a plug that is free already is answered from values told after it', async () => {
    bench = await new BridgeBench().begin();
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: true, why: 'free' });
    expect(tookMs).toBeLessThanOrEqual(1000);
  });
});

describe('half a line that somebody has left', () => {
  for (const half of ['abc', 'stop ', 'limit 6 A']) {
    test(`${JSON.stringify(half)} at the start is thrown away, and everything is known`, async () => {
      bench = new BridgeBench();
      bench.do('plug in', 'car in');
      await bench.pass(8000);
      bench.half = half;
      await bench.begin();
      expect([bench.charger.status, bench.charger.said('offer')]).toEqual(['charging', '32000 mA']);
    });
  }

  test('is got over later on: the order behind it is sent once more', async () => {
    await charging();
    bench.half = 'abc';
    const { value } = await bench.settle(bench.charger.unlock());
    expect([value.isFree, sent('unlock')]).toEqual([true, 2]);
    bench.half = 'abc';
    expect((await bench.settle(bench.charger.stop())).value).toBe(true);
  });
});

test('the trace is asked for until it is acknowledged', async () => {
  bench = new BridgeBench();
  let lost = 3;
  const world = bench as unknown as { type: (line: string) => void };
  const whole = world.type;
  world.type = (line) => {
    if (line !== 'trace on' || --lost < 0) whole(line);
  };
  await bench.begin();
  expect(bench.charger.isKnown).toBe(false);
  expect(await bench.until(() => bench.charger.isKnown, 15000)).toBe(true);
});

describe('a bridge that knows nothing', () => {
  test('sends an unlock, and a stop', async () => {
    bench = new BridgeBench();
    bench.do('plug in', 'car in');
    await bench.pass(8000);
    expect(bench.charger.isKnown).toBe(false);
    expect((await bench.settle(bench.charger.stop())).value).toBe(true);
    const { value } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: true, why: 'free' });
    expect(pin()).toBe('withdrawn');
  });

  test('sends them also to a charger that is not heard', async () => {
    await charging();
    bench.arrives = () => false;
    await bench.pass(10000, 100);
    await bench.settle(bench.charger.stop());
    await bench.pass(2000);
    expect(pin()).toBe('withdrawn');
    const before = sent('unlock');
    const { value } = await bench.settle(bench.charger.unlock());
    expect([value, sent('unlock') - before]).toEqual([{ isFree: false, why: 'silent' }, 1]);
  });
});
