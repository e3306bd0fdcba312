/**
 * The core of the bridge on a simulated charger: what is told and in which order, why transactions end, what the
 * sensed answers are, and what survives the end of the process.
 */

import { afterEach, describe, expect, test } from 'vitest';
import { NotDone } from '../../../bridge/core/charger-console.ts';
import { pictureOf } from '../../../bridge/core/picture.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
afterEach(() => bench.close());

async function charging(...given: ConstructorParameters<typeof BridgeBench>): Promise<void> {
  bench = await new BridgeBench(...given).begin();
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 8000);
  await bench.pass(500);
}

describe('a session is told', () => {
  test('from free to free, and the transaction within it', async () => {
    await charging();
    bench.do('car out');
    await bench.pass(3000);
    bench.do('pull');
    await bench.pass(1000);
    expect(bench.events).toEqual([
      'available',
      'preparing',
      'begun',
      'suspended-by-charger',
      'changed',
      'suspended-by-car',
      'changed',
      'charging',
      'changed',
      'ended car-gone',
      'finishing',
      'available',
    ]);
  });

  test('only after every value was heard, and never from what was said before a restart', async () => {
    bench = new BridgeBench();
    bench.do('plug in', 'car in');
    await bench.pass(100);
    expect(bench.events).toEqual([]);
    expect(bench.charger.status).toBe(null);
    await bench.begin();
    bench.do('rail off');
    await bench.pass(100);
    bench.do('rail on');
    await bench.until(() => bench.charger.said('phase') === undefined, 1000);
    expect(bench.charger.status).toBe(null);
  });

  for (const [how, lines, reason] of [
    ['the button', ['press stop'], 'local'],
    ['an unplugged car', ['car out'], 'car-gone'],
    ['the emergency stop', ['emergency-stop press'], 'emergency-stop'],
    ['residual current', ['leak on'], 'ground-fault'],
    ['a fault without a word of its own', ['latch wire cut'], 'fault'],
  ] as const) {
    test(`with its reason: ${how} is ${reason}`, async () => {
      await charging();
      bench.do(...lines);
      await bench.pass(7000);
      expect(bench.events).toContain(`ended ${reason}`);
      expect(bench.charger.ledger.transaction).toBe(null);
    });
  }

  test('with its reason: who has stopped it is said by the charger, and not guessed', async () => {
    await charging();
    // A service person, on the same line.
    bench.do('stop');
    await bench.pass(1500);
    expect(bench.events).toContain('ended remote');
    expect(bench.typed).toContain('events 4');
  });

  test('with its reason: a manager on the line says that it is one', async () => {
    await charging();
    bench.do('type stop manager');
    await bench.pass(1500);
    expect(bench.events).toContain('ended manager');
    expect(bench.charger.ledger.endedBy).toBe('manager');
  });

  for (const [first, second] of [
    ['remote', 'manager'],
    ['manager', 'remote'],
  ] as const) {
    test(`with its reason: of two orders in one instant the first counts, ${first}`, async () => {
      await charging();
      const both = [bench.charger.stop(first), bench.charger.stop(second)];
      await bench.settle(Promise.all(both));
      await bench.pass(1500);
      expect(bench.events.filter((one) => one.startsWith('ended'))).toEqual([`ended ${first}`]);
    });
  }

  test('with its reason: a button that was faster than the order', async () => {
    await charging();
    bench.do('press stop');
    await bench.pass(50);
    bench.charger.ledger.expectEnd('remote');
    await bench.pass(1500);
    expect(bench.events).toContain('ended local');
  });

  test('with its reason, as far as the trace tells, where the charger does not say who', async () => {
    await charging();
    bench.do('press stop');
    bench.charger.console.ask = () => Promise.reject(new NotDone('not now'));
    await bench.pass(3000);
    expect(bench.events).toContain('ended local');
  });

  for (const [reason, order] of [
    ['remote', () => bench.charger.stop()],
    ['manager', () => bench.charger.stop('manager')],
    ['unlock', () => bench.charger.unlock()],
    ['not-authorised', () => bench.charger.stop('not-authorised')],
  ] as const) {
    test(`with its reason: an order is ${reason}`, async () => {
      await charging();
      await bench.settle<unknown>(order());
      await bench.pass(1000);
      expect(bench.events).toContain(`ended ${reason}`);
    });
  }

  test('and goes on after a reset that it survives', async () => {
    await charging();
    const begun = bench.charger.ledger.transaction;
    bench.do('rail off');
    await bench.pass(500);
    bench.do('rail on');
    await bench.until(() => bench.charger.status === 'charging', 40000);
    expect(bench.charger.ledger.transaction).toEqual(begun);
    expect(bench.events.filter((one) => one.startsWith('ended'))).toEqual([]);
  });

  test('and ends as power was lost where the car has gone meanwhile', async () => {
    await charging();
    bench.do('rail off');
    await bench.pass(500);
    bench.do('car out', 'rail on');
    await bench.pass(15000);
    expect(bench.events).toContain('ended power-loss');
  });
});

describe('an unlock is answered from the sensed pin', () => {
  const pin = (): string | undefined => bench.world.trace.valueOf('pin');

  test('within 1.2 s while it charges', async () => {
    await charging();
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: true, why: 'free' });
    expect(pin()).toBe('withdrawn');
    expect(tookMs).toBeLessThanOrEqual(1200);
  });

  test('by 8 s at a jam, and the fault is told within a second', async () => {
    await charging();
    bench.do('lock jammed');
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: false, why: 'stuck' });
    expect(tookMs).toBeLessThanOrEqual(8000);
    await bench.pass(1000);
    expect(bench.events).toContain('fault release-jam');
  });

  test('within 0.2 s at a weld, and never as free', async () => {
    await charging();
    bench.do('contactor welds', 'press stop');
    await bench.until(() => bench.charger.said('fault') === 'welded', 10000);
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: false, why: 'welded' });
    expect(tookMs).toBeLessThanOrEqual(200);
    expect(pin()).not.toBe('withdrawn');
  });

  test('as not free where the charger does not answer', async () => {
    await charging();
    bench.isWhole = false;
    const { value, tookMs } = await bench.settle(bench.charger.unlock());
    expect(value).toEqual({ isFree: false, why: 'silent' });
    expect(tookMs).toBeLessThanOrEqual(8000);
    expect(pin()).not.toBe('withdrawn');
  });

  test('once for everybody who asks meanwhile', async () => {
    await charging();
    const asked = Array.from({ length: 50 }, () => bench.charger.unlock());
    const { value } = await bench.settle(Promise.all(asked));
    expect(value.every(({ isFree }) => isFree)).toBe(true);
    expect(bench.typed.filter((line) => line === 'unlock')).toEqual(['unlock']);
  });
});

describe('the end of the process', () => {
  test('loses no event, repeats none, and keeps the transaction', async () => {
    await charging();
    const before = bench.journal.waiting;
    const { transaction } = bench.charger.ledger;
    bench.restart();
    await bench.pass(2000);
    expect(bench.journal.waiting).toEqual(before);
    expect(bench.charger.ledger.transaction).toEqual(transaction);
    bench.do('car out');
    await bench.pass(3000);
    const numbers = bench.journal.waiting.map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(bench.events.filter((one) => /^begun|^ended/.test(one))).toEqual([
      'begun',
      'ended car-gone',
    ]);
  });

  test('what happened while it was away is told afterwards', async () => {
    await charging();
    bench.charger.close();
    bench.isWhole = false;
    bench.do('press stop');
    await bench.pass(5000);
    bench.isWhole = true;
    bench.restart();
    await bench.pass(2000);
    expect(bench.events.slice(-2)).toEqual(['ended local', 'finishing']);
  });
});

test('a charger that does not answer is not asked more and more', async () => {
  await charging();
  bench.isWhole = false;
  await bench.pass(60000, 100);
  const asked = bench.typed.length;
  await bench.pass(60000, 100);
  // A question every three seconds at most.
  expect(bench.typed.length - asked).toBeLessThanOrEqual(20);
  const { value, tookMs } = await bench.settle(bench.charger.limits.set('one', 10));
  expect([value, tookMs < 100]).toEqual(['away', true]);
  bench.isWhole = true;
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(12000);
  expect(bench.charger.said('offer')).toBe('10000 mA');
});

describe('out of service', () => {
  test('nothing is offered, nobody is served, and the plug comes free', async () => {
    await charging();
    await bench.settle(bench.charger.setOperative(false));
    await bench.until(() => bench.charger.said('contacts') === 'open', 15000);
    expect(bench.charger.said('offer')).toBe('0 mA');
    const { value } = await bench.settle(bench.charger.unlock());
    expect(value.isFree).toBe(true);
    bench.restart();
    await bench.pass(2000);
    expect(bench.charger.status).toBe('unavailable');
    expect((await bench.settle(bench.charger.start())).value).toEqual({
      isTaken: false,
      why: 'the charger is out of service',
    });
    await bench.settle(bench.charger.setOperative(true));
    expect(bench.typed.at(-1)).toBe('limit off');
  });

  test('whoever plugs in is not served, is told so, and has the plug back', async () => {
    bench = await new BridgeBench().begin();
    await bench.settle(bench.charger.setOperative(false));
    await bench.pass(1000);
    for (let i = 0; i < 2; i++) {
      bench.do('plug in', 'car in');
      await bench.pass(15000);
      expect(bench.charger.status).toBe('unavailable');
      expect(pictureOf(bench.charger)).toMatchObject({ headline: 'Out of service', steps: [] });
      expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
      bench.do('car out');
      await bench.pass(3000);
      bench.do('pull');
      await bench.pass(3000);
    }
    // The Start button asks for nothing either.
    bench.do('press start');
    await bench.pass(2000);
    bench.do('plug in', 'car in');
    await bench.pass(15000);
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
    expect(bench.events).toEqual(['available', 'unavailable']);
    bench.do('car out');
    await bench.pass(3000);
    bench.do('pull');
    await bench.settle(bench.charger.setOperative(true));
    await bench.pass(10000);
    bench.do('plug in', 'car in');
    await bench.until(() => bench.charger.status === 'charging', 20000);
    expect(bench.charger.ledger.transaction).not.toBe(null);
  });

  test('a plug that came while the bridge was away is let go as well', async () => {
    bench = await new BridgeBench().begin();
    await bench.settle(bench.charger.setOperative(false));
    bench.charger.close();
    bench.isWhole = false;
    bench.do('plug in', 'car in');
    await bench.pass(15000);
    expect(bench.world.trace.valueOf('pin')).toBe('extended');
    bench.isWhole = true;
    bench.restart();
    await bench.pass(6000);
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
    expect(bench.events.filter((one) => one === 'begun')).toEqual([]);
  });
});

test('an estimate of energy is what was offered at most, while the contacts were closed', async () => {
  await charging({ ...bridgeOptions, energy: { kind: 'estimate', phases: 1, volts: 230 } });
  const before = bench.charger.energy.wh;
  const offer = Number.parseInt(bench.charger.said('offer') ?? '', 10) / 1000;
  await bench.pass(360000, 500);
  const grown = bench.charger.energy.wh - before;
  expect(grown).toBeGreaterThan((offer * 230) / 10 - 2);
  expect(grown).toBeLessThan((offer * 230) / 10 + 2);
});

test('without a meter and without an estimate no energy is told', async () => {
  await charging({ ...bridgeOptions, energy: { kind: 'none', phases: 1, volts: 230 } });
  await bench.pass(60000, 500);
  expect(bench.charger.energy.wh).toBe(0);
});
