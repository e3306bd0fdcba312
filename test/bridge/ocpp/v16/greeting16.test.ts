/**
 * The greeting of OCPP 1.6 and what hangs on it: the version is in it, and who is rejected carries nothing out. Both kinds
 * of reset end a transaction by their own reason.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { OcppSession } from '../../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp16 } from '../../../../bridge/ocpp/v16/ocpp16.ts';
import { BackEnd } from '../../../../bridge/simulated/back-end.ts';
import { BridgeBench } from '../../../support/bridge-bench.ts';

type Fields = Readonly<Record<string, unknown>>;
let bench: BridgeBench;
let backEnd: BackEnd;
let session: OcppSession;
let greeting: 'Accepted' | 'Rejected';
let heard: [string, Fields][];

beforeEach(async () => {
  heard = [];
  greeting = 'Accepted';
  backEnd = await BackEnd.open({
    heard: (method, fields) => {
      heard.push([method, fields]);
      if (method !== 'BootNotification' || greeting === 'Accepted') return null;
      return { status: greeting, currentTime: new Date().toISOString(), interval: 20 };
    },
  });
  bench = new BridgeBench();
  bench.turns = 5;
  bench.do('plug in', 'car in');
  await bench.pass(8000);
});

afterEach(async () => {
  await session.close();
  bench.close();
  await backEnd.close();
});

async function open(): Promise<void> {
  session = new OcppSession(
    bench.charger,
    (reach) => new Ocpp16(bench.charger, reach),
    { url: backEnd.url, id: 'CP1', version: '1.6', password: null, ca: null },
    { said: () => undefined, refused: () => undefined },
  );
  void session.begin();
  await bench.opened(() => session.link.isOpen);
  await bench.begin();
  await bench.until(() => heard.length > 0, 20000);
}

const fieldsOf = (method: string): Fields | undefined => heard.find(([one]) => one === method)?.[1];

test('it waits until the charger has said who it is', async () => {
  let lost = 0;
  bench.arrives = (line) => !line.startsWith('ok holdfast') || ++lost > 1;
  await open();
  expect([bench.charger.status, lost]).toEqual(['charging', 2]);
  expect(fieldsOf('BootNotification')?.['firmwareVersion']).toMatch(/^\d+\.\d+\.\d+$/);
});

test('who is rejected answers nothing and carries nothing out, until it is accepted', async () => {
  greeting = 'Rejected';
  await open();
  await bench.pass(1000);
  const answers: unknown[] = [];
  // What is not answered the back-end gives up after ten seconds of the wall's clock, when this test is long over.
  const ask = (): void =>
    void backEnd.call('UnlockConnector', { connectorId: 1 }).then(
      (one) => answers.push(one),
      () => undefined,
    );
  ask();
  await bench.pass(10000);
  expect([answers, bench.typed.includes('unlock')]).toEqual([[], false]);
  greeting = 'Accepted';
  await bench.until(() => session.isAccepted, 40000, 100);
  ask();
  await bench.until(() => answers.length > 0, 10000);
  expect(answers).toEqual([{ status: 'Unlocked' }]);
});

for (const [type, reason] of [
  ['Hard', 'HardReset'],
  ['Soft', 'SoftReset'],
] as const) {
  test(`a reset that is ${type} ends a transaction by ${reason}`, async () => {
    await open();
    await bench.until(() => fieldsOf('StartTransaction') !== undefined, 20000);
    await bench.pass(1000);
    const reset = backEnd.call('Reset', { type });
    expect((await bench.settle(reset)).value).toEqual({ status: 'Accepted' });
    await bench.until(() => fieldsOf('StopTransaction') !== undefined, 20000);
    expect(fieldsOf('StopTransaction')?.['reason']).toBe(reason);
    expect(await bench.until(() => heard.at(-1)?.[0] === 'StatusNotification', 20000)).toBe(true);
    const keys = ['ocpp16', 'ocpp16 hard reset'];
    const id = bench.charger.ledger.transaction?.id ?? '';
    expect(keys.map((key) => bench.journal.note(`${key} ${id}`))).toEqual([null, null]);
  });
}
