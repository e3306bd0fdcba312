/**
 * A fault is told with the transaction that it came in, also where that is heard when another one goes on.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields, Message } from '../../../../bridge/ocpp/dialect.ts';
import { DialectBench } from '../../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

/** What would be told of the faults that wait: whether each is over, and its transaction. */
function faults(): unknown[][] {
  const waiting = at.bench.journal.waiting.filter(({ kind }) => kind === 'fault');
  return waiting.map((event) => {
    const { params } = at.dialect.messageOf(event) as Message;
    const [data] = params['eventData'] as Fields[];
    return [data?.['cleared'], data?.['transactionId']];
  });
}

test('a fault that has ended a transaction is told with it, and none with the next one', async () => {
  at = await DialectBench.open('2.0.1');
  const { bench } = at;
  await at.charge();
  const id = bench.charger.ledger.transaction?.id;
  bench.do('emergency-stop press');
  await bench.until(() => bench.charger.ledger.transaction === null, 20000);
  await bench.pass(2000);
  bench.do('emergency-stop release', 'car out');
  await bench.pass(5000);
  bench.do('press stop', 'pull');
  await bench.pass(5000);
  await at.charge();
  expect(bench.charger.ledger.transaction?.id).not.toBe(id);
  expect(faults()).toEqual([
    [false, id],
    [true, undefined],
  ]);
});
