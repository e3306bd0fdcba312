/**
 * A transaction that the back-end does not permit: it ends, also where the charger does not hear in that moment, or the
 * bridge ends meanwhile. The next one is somebody else's.
 */

import { afterEach, expect, test } from 'vitest';
import type { Event } from '../../../bridge/core/journal.ts';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { DialectBench } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const answers: Readonly<Record<string, Fields>> = {
  '1.6': { transactionId: 5, idTagInfo: { status: 'Invalid' } },
  '2.0.1': { idTokenInfo: { status: 'Invalid' } },
};

const ended = (): string[] => at.bench.events.filter((one) => one.startsWith('ended'));

/** The back-end's answer to the start comes while the wire is cut. */
async function refuseUnheard(version: '1.6' | '2.0.1'): Promise<void> {
  at = await DialectBench.open(version);
  await at.charge();
  const begun = at.bench.journal.waiting.find(({ kind }) => kind === 'begun') as Event;
  at.bench.isWhole = false;
  at.bench.journal.settle(begun, at.dialect.learn(begun, answers[version] as Fields));
  await at.bench.pass(4000);
  expect(at.bench.world.trace.valueOf('contacts')).toBe('closed');
}

for (const version of ['1.6', '2.0.1'] as const) {
  test(`OCPP ${version}: is stopped once the charger hears again`, async () => {
    await refuseUnheard(version);
    at.bench.isWhole = true;
    await at.bench.pass(20000);
    expect(ended()).toEqual(['ended not-authorised']);
    at.bench.do('car out');
    await at.bench.pass(5000);
    at.bench.do('pull');
    await at.bench.pass(2000);
    await at.charge();
    await at.bench.pass(30000, 100);
    expect([at.bench.charger.status, ended().length]).toEqual(['charging', 1]);
  });
}

test('is stopped by the next bridge where this one has ended', async () => {
  await refuseUnheard('1.6');
  await at.restart(async () => {
    at.bench.isWhole = true;
  });
  await at.bench.pass(30000);
  expect(ended()).toEqual(['ended not-authorised']);
});
