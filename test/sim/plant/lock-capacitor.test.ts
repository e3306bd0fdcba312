/**
 * Lock capacitor: its closed formula is the differential equation's, however often somebody looks or
 * something changes.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clock, ms } from '../../../sim/clock.ts';
import { LockCapacitor } from '../../../sim/plant/lock-capacitor.ts';

interface Case {
  readonly startVolts: number;
  readonly charging: boolean;
  readonly amps: number;
}

function create({ startVolts, charging, amps }: Case): { clock: Clock; capacitor: LockCapacitor } {
  const clock = new Clock();
  const capacitor = new LockCapacitor(clock);
  capacitor.fill(startVolts);
  capacitor.charge(charging);
  capacitor.drain(amps);
  return { clock, capacitor };
}

/** C dU/dt = (source − R I − U) / (R + r), in steps so small that their error does not matter. */
function integrate(capacitor: LockCapacitor, it: Case, forMs: number): number {
  const { capacitanceFarads, chargeOhms, leakOhms, seriesOhms, fullVolts } = capacitor;
  const stepUs = 20;
  const outer = it.charging ? chargeOhms : leakOhms;
  const source = it.charging ? fullVolts : 0;
  const current = (volts: number): number =>
    (source - outer * it.amps - volts) / (outer + seriesOhms);
  let volts = it.startVolts;
  for (let us = 0; us < ms(forMs); us += stepUs) {
    volts = Math.max(0, volts + (current(volts) * stepUs) / 1000000 / capacitanceFarads);
  }
  return Math.max(0, volts + current(volts) * seriesOhms);
}

const cases: [string, Case][] = [
  ['charging from empty', { startVolts: 0, charging: true, amps: 0 }],
  ['charging from half', { startVolts: 6, charging: true, amps: 0 }],
  ['leaking', { startVolts: 12, charging: false, amps: 0 }],
  ['driving without mains', { startVolts: 12, charging: false, amps: 0.25 }],
  ['stalled without mains', { startVolts: 12, charging: false, amps: 1 }],
  ['driving while charged', { startVolts: 12, charging: true, amps: 0.25 }],
  ['stalled while charged', { startVolts: 12, charging: true, amps: 1 }],
];

for (const [name, it] of cases) {
  test(`${name}: the formula is what small steps give`, () => {
    for (const forMs of [10, 100, 600, 2000]) {
      const { clock, capacitor } = create(it);
      clock.advanceTo(ms(forMs));
      const exact = integrate(capacitor, it, forMs);
      expect(Math.abs(capacitor.nowVolts - exact), `after ${forMs} ms`).toBeLessThan(0.01);
    }
  });

  test(`${name}: what is told again and again changes nothing`, () => {
    const once = create(it);
    const often = create(it);
    for (let i = 1; i <= 60; i++) {
      once.clock.advanceTo(ms(10 * i));
      often.clock.advanceTo(ms(10 * i));
      often.capacitor.drain(it.amps);
    }
    expect(Math.abs(often.capacitor.nowVolts - once.capacitor.nowVolts)).toBeLessThan(0.001);
  });
}

test('looking changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50000), { maxLength: 20 }), (laps) => {
      const watched = create({ startVolts: 3, charging: true, amps: 0 });
      let nowUs = 0;
      for (const lapUs of laps) {
        nowUs += lapUs;
        watched.clock.advanceTo(nowUs);
        expect(watched.capacitor.nowVolts).toBe(watched.capacitor.nowVolts);
      }
      const unwatched = create({ startVolts: 3, charging: true, amps: 0 });
      unwatched.clock.advanceTo(nowUs);
      expect(watched.capacitor.nowVolts).toBe(unwatched.capacitor.nowVolts);
    }),
  );
});

test('it charges to its source, but for the diode, by its time constant', () => {
  const { clock, capacitor } = create({ startVolts: 0, charging: true, amps: 0 });
  clock.advanceTo(capacitor.chargeTauUs);
  expect(capacitor.nowVolts).toBeCloseTo(11.7 * (1 - 6.8 / 7.22 / Math.E), 4);
  clock.advanceTo(ms(200000));
  expect(capacitor.nowVolts).toBeCloseTo(11.7, 6);
});

test('empty, it is ready for a stroke after eleven seconds', () => {
  const { clock, capacitor } = create({ startVolts: 0, charging: true, amps: 0 });
  clock.advanceTo(ms(10500));
  expect(capacitor.nowVolts).toBeLessThan(10);
  clock.advanceTo(ms(11500));
  expect(capacitor.nowVolts).toBeGreaterThan(10);
});

test('a current takes away at once what falls at its own resistance, and gives it back', () => {
  const { capacitor } = create({ startVolts: 11.4, charging: false, amps: 0.8 });
  expect(capacitor.nowVolts).toBeCloseTo(11.4 - 0.8 * 0.42, 3);
  capacitor.drain(0);
  expect(capacitor.nowVolts).toBeCloseTo(11.4, 3);
});

test('without mains a full capacitor is good for a stroke of 600 ms, and does not last for ever', () => {
  const { clock, capacitor } = create({ startVolts: 11.4, charging: false, amps: 0.25 });
  clock.advanceTo(ms(600));
  expect(capacitor.nowVolts).toBeGreaterThan(10);
  capacitor.drain(0);
  clock.advanceTo(ms(600000));
  expect(capacitor.nowVolts).toBeGreaterThan(10);
  clock.advanceTo(ms(48 * 3600000));
  expect(capacitor.nowVolts).toBeLessThan(0.1);
});

test('it is never below 0 V, however long it is drained', () => {
  const { clock, capacitor } = create({ startVolts: 1, charging: false, amps: 1 });
  clock.advanceTo(ms(60000));
  expect(capacitor.nowVolts).toBe(0);
});

test('it is restless while its voltage moves, and calm when it is full or empty', () => {
  const restless = (it: Case, afterMs: number): boolean => {
    const { clock, capacitor } = create(it);
    clock.advanceTo(ms(afterMs));
    return capacitor.isRestless;
  };
  expect(restless({ startVolts: 0, charging: true, amps: 0 }, 100)).toBe(true);
  expect(restless({ startVolts: 0, charging: true, amps: 0 }, 70000)).toBe(false);
  expect(restless({ startVolts: 12, charging: true, amps: 0.25 }, 0)).toBe(true);
  expect(restless({ startVolts: 12, charging: false, amps: 0 }, 0)).toBe(true);
  expect(restless({ startVolts: 0, charging: false, amps: 0 }, 0)).toBe(false);
});
