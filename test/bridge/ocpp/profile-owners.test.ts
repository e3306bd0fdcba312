/**
 * The profile of a transaction is for that transaction alone, whenever the bridge ends; and a start whose profile is
 * refused has started nothing.
 */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { Role } from '../../../firmware/storage/access.ts';
import { bridgeOptions } from '../../support/bridge-bench.ts';
import { DialectBench, profile16 } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const own = { chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' };
const kept = (): number => at.bench.journal.note<unknown[]>('profiles')?.length ?? 0;
const set = (profile: Fields): Promise<Fields> =>
  at.ask('SetChargingProfile', { connectorId: 1, csChargingProfiles: profile });
const offer = (): string | undefined => at.bench.world.trace.valueOf('offer');

async function leave(): Promise<void> {
  at.bench.do('car out');
  await at.bench.pass(4000, 100);
  at.bench.do('pull');
  await at.bench.pass(4000, 100);
}

test('it is not for the next one, where the bridge was away as the first one ended', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(profile16(6, own))).toEqual({ status: 'Accepted' });
  await at.bench.pass(7000);
  at.bench.charger.close();
  at.bench.isWhole = false;
  await leave();
  at.bench.do('plug in', 'car in');
  await at.bench.pass(15000, 100);
  at.bench.isWhole = true;
  // Both are known before the first of OCPP is there.
  await at.restart(() => at.bench.pass(10000));
  await at.bench.pass(15000);
  expect(at.bench.events.filter((one) => /^begun|^ended/.test(one)).length).toBe(3);
  // What the charger holds with a term is left its term; nothing here holds on to it.
  const ask = { connectorId: 1, duration: 600 };
  const { chargingSchedule } = await at.ask('GetCompositeSchedule', ask);
  expect(chargingSchedule).toMatchObject({
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 80 }],
  });
  expect([kept(), at.bench.charger.status]).toEqual([0, 'charging']);
});

test('it is not for the next one, where the bridge was killed between its end and that of its profile', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(profile16(6, own))).toEqual({ status: 'Accepted' });
  const profiles = at.bench.journal.note('profiles');
  await leave();
  expect(kept()).toBe(0);
  at.bench.journal.keep({ profiles });
  await at.restart();
  await at.charge();
  expect([kept(), offer()]).toEqual([0, '32000 mA']);
});

test('it outlives the bridge with its transaction, and one of an older journal does as well', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(profile16(6, own))).toEqual({ status: 'Accepted' });
  await at.restart();
  await at.bench.pass(10000);
  expect([kept(), offer()]).toEqual([1, '6000 mA']);
  const profiles = at.bench.journal.note<{ transactionId?: string }[]>('profiles') ?? [];
  at.bench.journal.keep({ profiles: profiles.map(({ transactionId: _, ...one }) => one) });
  await at.restart();
  await at.bench.pass(10000);
  expect([kept(), offer()]).toEqual([1, '6000 mA']);
});

test('a start whose profile the charger refuses is rejected, and nobody charges', async () => {
  at = await DialectBench.open('1.6', bridgeOptions, (setup) => {
    setup.role = Role.Driver;
  });
  await at.bench.pass(10000);
  const { charger } = at.bench;
  // The owner's role ends between the look at it and the limit.
  charger.mayLimit = () => Promise.resolve(true);
  const start = { connectorId: 1, idTag: 'ALICE', chargingProfile: profile16(6, own) };
  expect(await at.ask('RemoteStartTransaction', start)).toEqual({ status: 'Rejected' });
  await at.bench.pass(1000);
  expect(at.bench.typed).not.toContain('start');
  expect([charger.said('session'), kept()]).toEqual(['none', 0]);
});

test('a start that is refused leaves the profile of whoever charges', async () => {
  at = await DialectBench.open('1.6');
  await at.charge();
  expect(await set(profile16(10, own))).toEqual({ status: 'Accepted' });
  const profiles = at.bench.journal.note('profiles');
  const start = { connectorId: 1, idTag: 'ALICE', chargingProfile: profile16(6, own) };
  expect(await at.ask('RemoteStartTransaction', start)).toEqual({ status: 'Rejected' });
  await at.bench.pass(8000);
  expect([at.bench.journal.note('profiles'), offer()]).toEqual([profiles, '10000 mA']);
});

describe('a car that waits for its start is never offered more', () => {
  /** The most that was offered from now on, in mA. */
  async function mostOffered(start: () => unknown): Promise<number> {
    at.bench.do('set authorization on');
    await at.bench.pass(3000);
    at.bench.do('plug in', 'car in');
    await at.bench.pass(8000);
    expect(at.bench.charger.said('session')).toBe('waiting');
    let most = 0;
    at.bench.watch = () => {
      most = Math.max(most, Number.parseInt(offer() ?? '0', 10));
    };
    await start();
    await at.bench.until(() => at.bench.charger.status === 'charging', 20000);
    await at.bench.pass(10000);
    return most;
  }

  test('than the profile that came with the start', async () => {
    at = await DialectBench.open('1.6');
    const start = { idTag: 'ALICE', chargingProfile: profile16(6, own) };
    expect(await mostOffered(() => at.ask('RemoteStartTransaction', start))).toBe(6000);
  });

  test('than one for everybody that counts from the beginning of a transaction', async () => {
    at = await DialectBench.open('1.6');
    const every = { ...own, chargingProfilePurpose: 'TxDefaultProfile' };
    expect(await set(profile16(6, every))).toEqual({ status: 'Accepted' });
    expect(await mostOffered(() => at.bench.do('press start'))).toBe(6000);
  });
});
