/**
 * What a back-end asks for by TriggerMessage comes, and says that it was asked for; and whose token a start was is told
 * in both of its words.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields, Message } from '../../../bridge/ocpp/dialect.ts';
import { DialectBench } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const trigger = (requestedMessage: string): Promise<Fields> =>
  at.ask('TriggerMessage', { requestedMessage });
const accepted = { status: 'Accepted' };

/** What waits in the journal, in the words of the version. */
const waiting = (kind: string): Message[] =>
  at.bench.journal.waiting
    .filter((event) => event.kind === kind)
    .map((event) => at.dialect.messageOf(event))
    .filter((message) => message !== null);

test('1.6: meter values come also where nobody charges', async () => {
  at = await DialectBench.open('1.6');
  expect(await trigger('MeterValues')).toEqual(accepted);
  await at.bench.pass(100);
  const [message] = at.sent;
  expect(message).toMatchObject({
    method: 'MeterValues',
    params: {
      connectorId: 1,
      meterValue: [{ sampledValue: [{ value: '0', context: 'Trigger' }, {}] }],
    },
  });
  expect(message?.params).not.toHaveProperty('transactionId');
  await at.charge();
  const begun = at.bench.journal.waiting.find(({ kind }) => kind === 'begun');
  if (begun === undefined) throw new Error('nothing has begun');
  at.bench.journal.keep(at.dialect.learn(begun, { transactionId: 7, idTagInfo: accepted }));
  expect(await trigger('MeterValues')).toEqual(accepted);
  await at.bench.pass(100);
  expect(at.sent.length).toBe(1);
  expect(waiting('metered').at(-1)?.params).toMatchObject({
    transactionId: 7,
    meterValue: [{ sampledValue: [{ context: 'Trigger' }, {}] }],
  });
});

test('2.0.1: meter values are meter values, and an event of the transaction says that it was asked for', async () => {
  at = await DialectBench.open('2.0.1');
  expect(await trigger('TransactionEvent')).toEqual({ status: 'Rejected' });
  await at.charge();
  expect(await trigger('MeterValues')).toEqual(accepted);
  expect(await trigger('TransactionEvent')).toEqual(accepted);
  await at.bench.pass(100);
  expect(at.sent).toMatchObject([{ method: 'MeterValues', params: { evseId: 1 } }]);
  expect(waiting('metered').at(-1)?.params).toMatchObject({
    eventType: 'Updated',
    triggerReason: 'Trigger',
  });
});

test('2.0.1: a token is told with the kind that it had in the request, over the end of the bridge as well', async () => {
  at = await DialectBench.open('2.0.1');
  at.bench.do('type set authorization on');
  await at.bench.pass(10000);
  const idToken = { idToken: '04A2B3', type: 'ISO14443' };
  const start = { evseId: 1, remoteStartId: 7, idToken };
  expect(await at.ask('RequestStartTransaction', start)).toEqual(accepted);
  await at.charge();
  await at.restart();
  expect(waiting('begun')[0]?.params).toMatchObject({ idToken, triggerReason: 'RemoteStart' });
  at.bench.do('car out');
  await at.bench.until(() => at.bench.charger.ledger.transaction === null, 10000);
  expect(waiting('ended')[0]?.params).toMatchObject({
    transactionInfo: { stoppedReason: 'EVDisconnected', chargingState: 'Idle' },
  });
});

test('2.0.1: a place that is not here is refused', async () => {
  at = await DialectBench.open('2.0.1');
  const evse = { id: 1, connectorId: 2 };
  const rejected = { status: 'Rejected' };
  expect(await at.ask('Reset', { type: 'Immediate', evseId: 2 })).toEqual(rejected);
  const change = { operationalStatus: 'Inoperative', evse };
  expect(await at.ask('ChangeAvailability', change)).toEqual(rejected);
  expect(at.bench.charger.status).toBe('available');
});
