/**
 * Profiles belong to the socket or to the whole charger: one of the two is cleared and replaced without the other.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { DialectBench, profile16 } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const usual = { chargingProfilePurpose: 'TxDefaultProfile' };
const set = (connectorId: number, csChargingProfiles: Fields): Promise<Fields> =>
  at.ask('SetChargingProfile', { connectorId, csChargingProfiles });
const accepted = { status: 'Accepted' };
const unknown = { status: 'Unknown' };

async function offer(): Promise<string | undefined> {
  await at.bench.pass(7000);
  return at.bench.world.trace.valueOf('offer');
}

test('who clears the profiles of the socket, or of a socket that is not there, does not lift the cap of the station', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(0, profile16(10))).toEqual(accepted);
  expect(await set(1, profile16(8, { ...usual, chargingProfileId: 2 }))).toEqual(accepted);
  expect(await at.ask('ClearChargingProfile', { connectorId: 2 })).toEqual(unknown);
  expect(await offer()).toBe('8000 mA');
  expect(await at.ask('ClearChargingProfile', { connectorId: 1 })).toEqual(accepted);
  expect(await offer()).toBe('10000 mA');
  expect(await at.ask('ClearChargingProfile', { connectorId: 1 })).toEqual(unknown);
  expect(await at.ask('ClearChargingProfile', { connectorId: 0 })).toEqual(accepted);
  expect(await offer()).toBe('32000 mA');
});

test('2.0.1 names the place in its criteria', async () => {
  at = await DialectBench.open('2.0.1');
  await at.charge();
  const schedule = { id: 1, startSchedule: '2026-01-01T00:00:00Z', chargingRateUnit: 'A' };
  const chargingProfile = {
    id: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'ChargingStationMaxProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: [{ ...schedule, chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] }],
  };
  const clear = (evseId: number): Promise<Fields> =>
    at.ask('ClearChargingProfile', { chargingProfileCriteria: { evseId } });
  expect(await at.ask('SetChargingProfile', { evseId: 0, chargingProfile })).toEqual(accepted);
  expect([await clear(1), await clear(2)]).toEqual([unknown, unknown]);
  expect(await offer()).toBe('10000 mA');
  expect(await clear(0)).toEqual(accepted);
});

test('of one level what was set for the socket counts, whichever came last', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(1, profile16(8, usual))).toEqual(accepted);
  expect(await set(0, profile16(16, { ...usual, chargingProfileId: 2 }))).toEqual(accepted);
  expect(await offer()).toBe('8000 mA');
  expect(await at.ask('ClearChargingProfile', { id: 1 })).toEqual(accepted);
  expect(await offer()).toBe('16000 mA');
});

test('one that an older journal has kept without its place is of the socket, and a cap of the station', async () => {
  at = await DialectBench.open('1.6');
  expect(await set(0, profile16(10))).toEqual(accepted);
  expect(await set(1, profile16(8, { ...usual, chargingProfileId: 2 }))).toEqual(accepted);
  const kept = at.bench.journal.note<{ place?: number }[]>('profiles') ?? [];
  at.bench.journal.keep({ profiles: kept.map(({ place: _, ...one }) => one) });
  await at.restart();
  await at.charge();
  expect(await at.ask('ClearChargingProfile', { connectorId: 1 })).toEqual(accepted);
  expect(await offer()).toBe('10000 mA');
});
