/**
 * Schedules that begin ages ago, last for ever, or have dates of no calendar: they are answered at once, or refused.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { bridgeOptions } from '../../support/bridge-bench.ts';
import { DialectBench, profile16 } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const DAY = 86400;
const set = (csChargingProfiles: Fields): Promise<Fields> =>
  at.ask('SetChargingProfile', { connectorId: 0, csChargingProfiles });
const hundred = Array.from({ length: 100 }, (_, i) => ({
  startPeriod: i * 60,
  limit: 6 + (i % 9),
}));
const daily = { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' };

async function composite(duration: number): Promise<Fields> {
  const answer = await at.ask('GetCompositeSchedule', { connectorId: 0, duration });
  return answer['chargingSchedule'] as Fields;
}

for (const seconds of [2 ** 31 - 1, 1e300]) {
  test(`a schedule is asked for ${seconds} s: it is told for as long as a message can hold`, async () => {
    at = await DialectBench.open('1.6');
    expect(await set(profile16(6, daily, { chargingSchedulePeriod: hundred }))).toEqual({
      status: 'Accepted',
    });
    const { duration, chargingSchedulePeriod } = await composite(seconds);
    const periods = chargingSchedulePeriod as { startPeriod: number; limit: number }[];
    expect(duration).toBeLessThanOrEqual(7 * DAY);
    expect(duration).toBeGreaterThan(DAY);
    expect(periods.length).toBeLessThanOrEqual(1000);
    expect(periods.at(-1)?.startPeriod).toBeLessThan(Number(duration));
    // What of it is told is what was asked for a shorter time.
    const short = (await composite(DAY))['chargingSchedulePeriod'] as unknown[];
    expect(periods.slice(0, short.length)).toEqual(short);
  });
}

test('one that recurs since the beginning of time, and is valid later on, is one like any other', async () => {
  at = await DialectBench.open('1.6');
  const validFrom = new Date(at.bench.time.dateMs() + 2000 * DAY).toISOString();
  const schedule = { startSchedule: '0001-01-01T00:00:00Z', chargingSchedulePeriod: hundred };
  const began = performance.now();
  expect(await set(profile16(6, { ...daily, validFrom }, schedule))).toEqual({
    status: 'Accepted',
  });
  expect((await composite(DAY))['chargingSchedulePeriod']).toEqual([{ startPeriod: 0, limit: 80 }]);
  expect(performance.now() - began).toBeLessThan(2000);
});

test.each([undefined, 0, 1, 3])(
  'a limit in W is for the phases that there are, also where numberPhases is %s',
  async (numberPhases) => {
    const energy = { kind: 'estimate', phases: 3, volts: 230 } as const;
    at = await DialectBench.open('1.6', { ...bridgeOptions, energy });
    const period = {
      startPeriod: 0,
      limit: 6900,
      ...(numberPhases === undefined ? {} : { numberPhases }),
    };
    const schedule = { chargingRateUnit: 'W', chargingSchedulePeriod: [period] };
    expect(await set(profile16(0, {}, schedule))).toEqual({ status: 'Accepted' });
    expect((await composite(60))['chargingSchedulePeriod']).toEqual([
      { startPeriod: 0, limit: 10 },
    ]);
  },
);

for (const [field, profile] of [
  ['validTo', profile16(6, { validTo: '2026-12-31T23:59:60Z' })],
  ['validFrom', profile16(6, { validFrom: '2025-12-31T23:59:60Z' })],
  ['startSchedule', profile16(6, {}, { startSchedule: '2025-12-31T23:59:60Z' })],
] as const) {
  test(`a date that no calendar has is refused: ${field}`, async () => {
    at = await DialectBench.open('1.6');
    expect(await set(profile)).toEqual({ status: 'Rejected' });
    expect(at.bench.journal.note('profiles')).toBe(null);
  });
}

test('a limit beyond any charger is told as what there is at most', async () => {
  at = await DialectBench.open('1.6');
  expect(await set(profile16(1e308))).toEqual({ status: 'Accepted' });
  expect((await composite(60))['chargingSchedulePeriod']).toEqual([{ startPeriod: 0, limit: 80 }]);
});

test('a change within the second in which it is asked for is one period, and none begins behind the end', async () => {
  at = await DialectBench.open('1.6');
  const { bench } = at;
  await bench.until(() => bench.time.dateMs() % 1000 >= 700, 2000);
  const nowMs = bench.time.dateMs();
  const startSchedule = new Date(nowMs - (nowMs % 1000)).toISOString();
  const chargingSchedulePeriod = [10, 9, 8, 7].map((limit, i) => ({ startPeriod: i, limit }));
  await set(profile16(0, {}, { startSchedule, chargingSchedulePeriod }));
  await bench.until(() => bench.time.dateMs() % 1000 >= 700, 2000);
  const told = await composite(2);
  const periods = told['chargingSchedulePeriod'] as { startPeriod: number }[];
  expect(periods.map(({ startPeriod }) => startPeriod)).toEqual([0, 1]);
  expect(String(told['startSchedule'])).toMatch(/\.000Z$/);
});
