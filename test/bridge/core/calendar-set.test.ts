/**
 * The calendar of this computer is set by hours while somebody charges: no transaction ends before it has begun, and
 * a limit that counts from its beginning stays.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { BEGAN_MS } from '../../support/bridge-bench.ts';
import { DialectBench, profile16 } from '../../support/dialect-bench.ts';

let at: DialectBench;
let setMs: number;
afterEach(() => at.close());

async function charging(): Promise<void> {
  at = await DialectBench.open('1.6');
  setMs = 0;
  const { clock } = at.bench.world;
  at.bench.time.dateMs = () => BEGAN_MS + setMs + Math.floor(clock.nowUs / 1000);
  await at.charge();
}

const own: Fields = { chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Relative' };
const chargingSchedulePeriod = [
  { startPeriod: 0, limit: 6 },
  { startPeriod: 3600, limit: 16 },
];

for (const hours of [-5, 5]) {
  test(`by ${hours} h: a limit that counts from the beginning stays where it was`, async () => {
    await charging();
    const csChargingProfiles = profile16(6, own, { chargingSchedulePeriod });
    const set = { connectorId: 1, csChargingProfiles };
    expect(await at.ask('SetChargingProfile', set)).toEqual({ status: 'Accepted' });
    await at.bench.pass(7000);
    setMs = hours * 3600000;
    await at.bench.pass(70000, 100);
    expect(at.bench.world.trace.valueOf('offer')).toBe('6000 mA');
  });
}

test('back by 5 h: what belongs to the transaction is not dated before its beginning', async () => {
  await charging();
  setMs = -5 * 3600000;
  await at.bench.pass(65000, 100);
  at.bench.do('car out');
  await at.bench.until(() => at.bench.charger.ledger.transaction === null, 10000);
  const of = at.bench.journal.waiting.filter(({ data }) => data['transaction'] !== undefined);
  const dates = of.map(({ dateMs }) => dateMs);
  expect(of.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['begun', 'metered', 'ended']));
  expect(Math.min(...dates)).toBe(dates[0]);
});

test('back by 5 h over the end of the bridge: the limit stays as well', async () => {
  await charging();
  const set = { connectorId: 1, csChargingProfiles: profile16(6, own, { chargingSchedulePeriod }) };
  expect(await at.ask('SetChargingProfile', set)).toEqual({ status: 'Accepted' });
  setMs = -5 * 3600000;
  await at.restart();
  await at.bench.pass(20000, 100);
  expect(at.bench.world.trace.valueOf('offer')).toBe('6000 mA');
});
