/**
 * Limits and availability over OCPP, answered from what the charger has confirmed: on a charger that asks for a key that
 * this bridge does not have, on one that is away, and over the end of the bridge.
 */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { Role } from '../../../firmware/storage/access.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { type BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';
import { DialectBench, profile16 } from '../../support/dialect-bench.ts';

let on: DialectBench;
let bench: BridgeBench;
afterEach(() => on.close());

const driver = (setup: Setup): void => {
  setup.role = Role.Driver;
};

async function open(
  version: '1.6' | '2.0.1' = '1.6',
  ...given: ConstructorParameters<typeof BridgeBench>
): Promise<void> {
  on = await DialectBench.open(version, ...given);
  bench = on.bench;
}

function wire(isWhole: boolean): void {
  bench.isWhole = isWhole;
}

const begin = (): Promise<void> => on.restart();

const charging = (): Promise<void> => on.charge();
const ask = (method: string, params: Fields): Promise<Fields> => on.ask(method, params);

function profileOf(limit: number, more: Fields = {}, duration?: number): Fields {
  return profile16(limit, more, duration === undefined ? {} : { duration });
}

const set = (csChargingProfiles: Fields): Promise<Fields> =>
  ask('SetChargingProfile', { connectorId: 0, csChargingProfiles });

async function composite(): Promise<number[]> {
  const { chargingSchedule } = await ask('GetCompositeSchedule', { connectorId: 0, duration: 600 });
  const periods = (chargingSchedule as Fields)['chargingSchedulePeriod'] as { limit: number }[];
  return periods.map(({ limit }) => limit);
}

const offer = (): string | undefined => bench.world.trace.valueOf('offer');
const limitAmps = (): number | null => bench.charger.limits.confirmedAmps;

describe('a charger that asks for a key that this bridge does not have', () => {
  test('is said to at once, and no more once it does not ask', async () => {
    await open('1.6', bridgeOptions, driver);
    expect(bench.charger.missing).toMatch(/no owner's key.*"keyFile"/);
    await open();
    expect(bench.charger.missing).toBe('');
  });

  test('refuses a profile, and the schedule says what it holds', async () => {
    await open('1.6', bridgeOptions, driver);
    await charging();
    expect(await set(profileOf(6))).toEqual({ status: 'Rejected' });
    await bench.pass(7000);
    expect([await composite(), offer(), limitAmps()]).toEqual([[80], '32000 mA', null]);
  });

  test('refuses one in the words of 2.0.1, and a start that brings one', async () => {
    await open('2.0.1', bridgeOptions, driver);
    const schedule = { id: 1, chargingRateUnit: 'A' };
    const chargingProfile = {
      id: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: [{ ...schedule, chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] }],
    };
    expect(await ask('SetChargingProfile', { evseId: 1, chargingProfile })).toEqual({
      status: 'Rejected',
    });
    const own = { ...chargingProfile, chargingProfilePurpose: 'TxProfile' };
    const idToken = { idToken: 'A', type: 'Central' };
    const start = { evseId: 1, remoteStartId: 7, idToken, chargingProfile: own };
    expect(await ask('RequestStartTransaction', start)).toMatchObject({ status: 'Rejected' });
    expect(bench.charger.said('session')).not.toBe('permitted');
  });

  test('refuses to go out of service, now or after a transaction, and stays available', async () => {
    await open('1.6', bridgeOptions, driver);
    const out = { connectorId: 0, type: 'Inoperative' };
    expect(await ask('ChangeAvailability', out)).toEqual({ status: 'Rejected' });
    expect(bench.charger.status).toBe('available');
    await charging();
    expect(await ask('ChangeAvailability', out)).toEqual({ status: 'Rejected' });
    bench.do('car out');
    await bench.pass(3000);
    bench.do('pull');
    await bench.pass(3000);
    expect(bench.charger.status).toBe('available');
  });

  test('refuses what was accepted while it was away, and that is told', async () => {
    await open('1.6', bridgeOptions, driver);
    bench.journal.keep({ operative: false });
    bench.isWhole = false;
    await begin();
    await bench.pass(12000);
    expect(await set(profileOf(6))).toEqual({ status: 'Accepted' });
    bench.isWhole = true;
    await bench.pass(15000);
    expect([await composite(), limitAmps()]).toEqual([[80], null]);
    expect([bench.charger.ledger.isOperative, bench.charger.status]).toEqual([true, 'available']);
  });

  test('does not take a limit back that it has taken before: it is an error, and still there', async () => {
    await open();
    await charging();
    expect(await set(profileOf(6))).toEqual({ status: 'Accepted' });
    bench.do('type commission end');
    await expect(ask('ClearChargingProfile', {})).rejects.toThrow(/still has the limit: .*keyFile/);
    expect(bench.charger.missing).not.toBe('');
    await bench.pass(70000, 100);
    expect([await composite(), offer(), limitAmps()]).toEqual([[6], '6000 mA', 6]);
  });
});

describe('a limit that was taken back or has ended', () => {
  for (const [how, away, back] of [
    ['did not answer', () => wire(false), () => wire(true)],
    ['had no power', () => bench.do('rail off'), () => bench.do('rail on')],
  ] as const) {
    test(`is none where the charger ${how} meanwhile`, async () => {
      await open();
      await charging();
      expect(await set(profileOf(6))).toEqual({ status: 'Accepted' });
      await bench.pass(7000);
      away();
      await bench.pass(12000);
      expect(await ask('ClearChargingProfile', {})).toEqual({ status: 'Accepted' });
      back();
      await bench.until(() => bench.charger.status === 'charging', 60000);
      await bench.pass(15000);
      expect([await composite(), offer(), limitAmps()]).toEqual([[80], '32000 mA', null]);
    });
  }

  test('has a term of the charger, however long it was meant for, so that it ends without this bridge', async () => {
    await open();
    await charging();
    const startSchedule = new Date(bench.time.dateMs()).toISOString();
    const profile = profileOf(6, {}, 90000);
    const chargingSchedule = { ...(profile['chargingSchedule'] as Fields), startSchedule };
    expect(await set({ ...profile, chargingSchedule })).toEqual({ status: 'Accepted' });
    expect(bench.typed.at(-1)).toBe('limit 6 A for 86400 s');
    // Renewed once an hour, as long as it is wanted.
    await bench.pass(3700000, 1000);
    expect(bench.typed.filter((line) => line === 'limit 6 A for 86400 s').length).toBe(2);
    await begin();
    await bench.pass(9000);
    expect([await composite(), offer(), limitAmps()]).toEqual([[6], '6000 mA', 6]);
    expect(await ask('ClearChargingProfile', {})).toEqual({ status: 'Accepted' });
    await bench.pass(9000);
    expect([await composite(), offer(), limitAmps()]).toEqual([[80], '32000 mA', null]);
  });

  test('is none where the bridge has ended before it, and begins again without it', async () => {
    await open();
    await charging();
    expect(await set(profileOf(6))).toEqual({ status: 'Accepted' });
    await bench.pass(7000);
    bench.journal.keep({ profiles: null });
    await begin();
    await bench.pass(9000);
    expect([await composite(), offer(), limitAmps()]).toEqual([[80], '32000 mA', null]);
  });

  test('leaves what stands, where the bridge has ended before a profile of a transaction', async () => {
    await open();
    await charging();
    const own = { chargingProfileId: 2, chargingProfilePurpose: 'TxProfile' };
    const relative = { ...own, chargingProfileKind: 'Relative' };
    const profile = profileOf(10, relative, 600);
    const answer = await ask('SetChargingProfile', { connectorId: 1, csChargingProfiles: profile });
    expect(answer).toEqual({ status: 'Accepted' });
    expect(await set(profileOf(16))).toEqual({ status: 'Accepted' });
    await bench.pass(7000);
    expect(offer()).toBe('10000 mA');
    bench.charger.close();
    bench.isWhole = false;
    await bench.pass(610000, 1000);
    expect(offer()).toBe('16000 mA');
  });
});

describe('a profile that came with a start', () => {
  const own = { chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' };
  const start = (): Promise<Fields> =>
    ask('RemoteStartTransaction', { idTag: 'ALICE', chargingProfile: profileOf(6, own) });
  const kept = (): number => bench.journal.note<unknown[]>('profiles')?.length ?? 0;
  const policy = ['set authorization on'];

  test('limits the transaction of that start, and ends with it', async () => {
    await open();
    bench.do(...policy);
    await bench.pass(3000);
    expect(await start()).toEqual({ status: 'Accepted' });
    await charging();
    expect([bench.charger.ledger.transaction?.tag, offer(), kept()]).toEqual([
      'ALICE',
      '6000 mA',
      1,
    ]);
    bench.do('car out');
    await bench.pass(3000);
    expect(kept()).toBe(0);
  });

  test('ends with a start for which nobody came', async () => {
    await open();
    bench.do(...policy);
    await bench.pass(3000);
    expect(await start()).toEqual({ status: 'Accepted' });
    await bench.pass(20000);
    expect(kept()).toBe(1);
    await bench.pass(100000, 100);
    expect([bench.charger.said('session'), kept()]).toEqual(['none', 0]);
    bench.do('plug in', 'car in', 'press start');
    await bench.until(() => bench.charger.status === 'charging', 60000);
    await bench.pass(8000);
    expect(offer()).toBe('32000 mA');
  });

  test('is not for a transaction of somebody else', async () => {
    await open();
    bench.do(...policy);
    await bench.pass(3000);
    expect(await start()).toEqual({ status: 'Accepted' });
    bench.charger.ledger.permission.expect('BOB', null, bench.charger.said);
    await charging();
    expect([bench.charger.ledger.transaction?.tag, offer(), kept()]).toEqual([
      'BOB',
      '32000 mA',
      0,
    ]);
  });

  test('ends over the end of the bridge as well', async () => {
    await open();
    bench.do(...policy);
    await bench.pass(3000);
    expect(await start()).toEqual({ status: 'Accepted' });
    on.dialect.close();
    bench.charger.close();
    await bench.pass(100000, 100);
    expect(kept()).toBe(1);
    await begin();
    await bench.pass(5000);
    expect(kept()).toBe(0);
  });
});
