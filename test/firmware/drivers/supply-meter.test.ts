/**
 * Supply meter: a bad supply is in doubt at once, believed after 3 s, and over after 5 s; a voltage to earth is
 * believed with the second reading.
 */

import { expect, test } from 'vitest';
import { createLimits } from '../../../firmware/control/limits.ts';
import { createSignals, Mains } from '../../../firmware/control/signals.ts';
import {
  createSupplySense,
  isSupplySettled,
  observeSupply,
} from '../../../firmware/drivers/supply-meter.ts';

class Meter {
  readonly sense = createSupplySense();
  readonly seen = createSignals();
  readonly limits = createLimits();

  /** The slow inputs' round of four: 320 ms at a tick of 10 ms, 640 ms at 20 ms. */
  constructor(readonly lapMs = 320) {
    this.seen.supply = true;
  }

  read(volts: number, earthVolts = 0): boolean {
    return observeSupply(
      this.sense,
      volts * 10,
      earthVolts * 10,
      this.lapMs,
      this.seen,
      this.limits,
    );
  }

  hold(volts: number, earthVolts = 0, forMs = 6400): Mains {
    for (let ms = 0; ms <= forMs; ms += this.lapMs) this.read(volts, earthVolts);
    return this.seen.mains;
  }

  timeTo(volts: number, earthVolts = 0): number {
    const before = this.seen.mains;
    for (let ms = 0; ms < 20000; ms += this.lapMs) {
      this.read(volts, earthVolts);
      if (this.seen.mains !== before) return ms;
    }
    throw new Error('never believed');
  }

  get isSettled(): boolean {
    return isSupplySettled(this.sense);
  }
}

test('207 to 253 V and 70 V to earth are good, and a tenth of a volt beyond is not', () => {
  for (const volts of [207, 230, 253]) expect(new Meter().hold(volts, 70)).toBe(Mains.Good);
  expect(new Meter().hold(206.9)).toBe(Mains.Low);
  expect(new Meter().hold(253.1)).toBe(Mains.High);
  expect(new Meter().hold(230, 70.1)).toBe(Mains.EarthFault);
});

test('a voltage on the earth is graver than a low or a high supply', () => {
  expect(new Meter().hold(180, 100)).toBe(Mains.EarthFault);
  expect(new Meter().hold(270, 100)).toBe(Mains.EarthFault);
});

test('a bad supply lasts 3 s and a good one 5 s to be believed, to the reading', () => {
  expect(new Meter(10).timeTo(180)).toBe(3000);
  const meter = new Meter(10);
  meter.hold(180);
  expect(meter.timeTo(230)).toBe(5000);
});

test('the same answer again is no news', () => {
  const meter = new Meter();
  expect(meter.read(230)).toBe(false);
  meter.hold(180);
  expect([meter.read(180), meter.read(180)]).toEqual([false, false]);
});

for (const lapMs of [320, 640]) {
  test(`read every ${lapMs} ms, a bad supply is in doubt at once, and believed within 4.5 s`, () => {
    for (const volts of [180, 270]) {
      const meter = new Meter(lapMs);
      expect(meter.read(volts)).toBe(true);
      expect(meter.seen).toMatchObject({ mainsDoubted: true, mains: Mains.Good });
      const ms = lapMs + meter.timeTo(volts);
      expect(ms).toBeGreaterThanOrEqual(3000);
      // The first reading may come a whole lap after the change.
      expect(ms + lapMs).toBeLessThan(4500 - 30);
    }
  });

  test(`read every ${lapMs} ms, a voltage to earth is believed with the second reading`, () => {
    const meter = new Meter(lapMs);
    meter.read(230, 100);
    expect(meter.seen).toMatchObject({ mainsDoubted: true, mains: Mains.Good });
    expect(meter.timeTo(230, 100)).toBe(0);
    expect(meter.seen.mains).toBe(Mains.EarthFault);
  });

  test(`read every ${lapMs} ms, a good supply is believed after 5 s`, () => {
    const meter = new Meter(lapMs);
    meter.hold(180);
    const ms = meter.timeTo(230);
    expect(ms).toBeGreaterThanOrEqual(5000);
    expect(ms).toBeLessThan(5000 + lapMs);
  });
}

test('a moment of good supply does not start the 3 s anew, one of bad supply does the 5 s', () => {
  const meter = new Meter();
  for (let i = 0; i < 2; i++) {
    meter.hold(180, 0, 2000);
    meter.read(230);
  }
  expect(meter.seen.mains).toBe(Mains.Low);
  for (let i = 0; i < 5; i++) {
    meter.hold(230, 0, 4500);
    meter.read(180);
  }
  expect(meter.seen.mains).toBe(Mains.Low);
});

test('low and high in turn are one bad supply', () => {
  const meter = new Meter(320);
  const turns = [
    [180, 0],
    [270, 0],
    [180, 0],
  ] as const;
  let ms = 0;
  for (let i = 0; meter.seen.mains === Mains.Good; i++) {
    meter.read(...(turns[i % 3] as readonly [number, number]));
    ms += meter.lapMs;
    expect(ms).toBeLessThan(5000);
  }
  expect(ms).toBeGreaterThanOrEqual(3000);
});

test('from low to high counts every bad reading, a low one in between among them', () => {
  for (const lowAt of [320, 2560]) {
    const meter = new Meter();
    meter.hold(180);
    let ms = 0;
    for (; meter.seen.mains === Mains.Low; ms += meter.lapMs) meter.read(ms === lowAt ? 180 : 270);
    expect(ms - meter.lapMs, `low again after ${lowAt} ms`).toBe(3200);
  }
});

test('good readings take evidence away, and add none', () => {
  const meter = new Meter();
  for (let i = 0; i < 5; i++) {
    meter.read(180);
    meter.hold(230, 0, 3200);
    expect(meter.seen.mains).toBe(Mains.Good);
  }
});

test('it says that something has changed exactly when a signal has', () => {
  const meter = new Meter();
  const read = (times: number, volts: number): number[] => Array<number>(times).fill(volts);
  const doubted = [230, 180, 180, ...read(20, 230)];
  // From low towards high, and low again in the reading in which the evidence is enough.
  const believed = [...read(20, 180), ...read(10, 270), 180, ...read(20, 270), 180];
  for (const one of [...doubted, ...believed, ...read(20, 230)]) {
    const { mains, mainsDoubted } = meter.seen;
    const changed = meter.read(one);
    expect(changed).toBe(meter.seen.mains !== mains || meter.seen.mainsDoubted !== mainsDoubted);
  }
});

test('a voltage to earth lasts 300 ms to be believed', () => {
  expect(new Meter(10).timeTo(230, 100)).toBe(300);
});

test('a supply that has just been believed good is settled', () => {
  const meter = new Meter();
  meter.hold(180);
  meter.timeTo(230);
  expect(meter.isSettled).toBe(true);
});

test('one kind of bad supply can turn into another', () => {
  const meter = new Meter();
  meter.hold(180);
  expect(meter.timeTo(230, 100)).toBe(320);
  expect(meter.seen.mains).toBe(Mains.EarthFault);
});

test('without supply there is nothing to judge, and what was believed stands', () => {
  const meter = new Meter();
  meter.seen.supply = false;
  expect(meter.hold(0)).toBe(Mains.Good);
  const bad = new Meter();
  bad.hold(180);
  bad.seen.supply = false;
  expect(bad.hold(230)).toBe(Mains.Low);
});

test('a loss of supply in between starts the judgement anew', () => {
  const meter = new Meter();
  meter.hold(180, 0, 2500);
  meter.seen.supply = false;
  meter.read(0);
  meter.seen.supply = true;
  expect(meter.timeTo(180)).toBeGreaterThanOrEqual(3000);
});

test('a supply in doubt is good only well inside of its window', () => {
  const edges = [
    [209.9, 0, false],
    [210, 0, true],
    [250, 0, true],
    [250.1, 0, false],
    [230, 67, true],
    [230, 67.1, false],
  ] as const;
  for (const [volts, earth, isGood] of edges) {
    const meter = new Meter();
    meter.read(180);
    meter.hold(volts, earth);
    expect(meter.seen.mainsDoubted, `${volts} V, ${earth} V to earth`).toBe(!isGood);
  }
});

test('the doubt lasts until the supply has been good for 5 s, believed bad or not', () => {
  const meter = new Meter(10);
  meter.read(180);
  expect(meter.hold(230, 0, 4990)).toBe(Mains.Good);
  expect(meter.seen.mainsDoubted).toBe(true);
  expect(meter.read(230)).toBe(true);
  expect(meter.seen.mainsDoubted).toBe(false);
});

test('it is settled only while nothing is on its way to another belief', () => {
  const meter = new Meter();
  expect(meter.isSettled).toBe(true);
  meter.read(180);
  expect(meter.isSettled).toBe(false);
  meter.read(230);
  expect(meter.isSettled).toBe(false);
  meter.hold(230);
  expect(meter.isSettled).toBe(true);
  meter.hold(180);
  expect(meter.isSettled).toBe(true);
  meter.read(230);
  expect(meter.isSettled).toBe(false);
});
