/**
 * A link that is cut at every message, before and after its answer: nothing is lost, nothing is there twice.
 */

import { expect, test } from 'vitest';
import { OcppSession } from '../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp16 } from '../../../bridge/ocpp/v16/ocpp16.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { StrictServer } from '../../support/strict-server.ts';

/** What a back-end has that recognises a message that is sent again. */
async function hear(isCut: boolean): Promise<{ told: string[]; cuts: number; wrong: string[] }> {
  const server = await StrictServer.open('1.6');
  const seen = new Map<string, number>();
  let cuts = 0;
  const comes = ({ id, method }: { id: string; method: string }): number => {
    const isQueued = isCut && method !== 'BootNotification' && method !== 'Heartbeat';
    return isQueued ? (seen.get(id) ?? 0) : 99;
  };
  server.cutsBefore = (call) => {
    const times = comes(call);
    seen.set(call.id, times + 1);
    if (times === 0) cuts++;
    return times === 0;
  };
  server.cutsAfter = (call) => {
    const isSecond = comes(call) === 2;
    if (isSecond) cuts++;
    return isSecond;
  };
  const bench = await new BridgeBench().begin();
  bench.turns = 5;
  const session = new OcppSession(
    bench.charger,
    (reach) => new Ocpp16(bench.charger, reach),
    { url: server.url, id: 'CP1', version: '1.6', password: null, ca: null },
    { said: () => undefined, refused: () => undefined },
  );
  void session.begin();
  await server.connected;
  const isHeard = (): boolean => bench.journal.next === null;
  await bench.until(() => server.heard.length > 1 && isHeard(), 120000);
  await bench.pass(10000, 100);
  bench.do('plug in', 'car in');
  await bench.pass(8000);
  bench.do('car out');
  await bench.pass(3000);
  bench.do('pull');
  await bench.pass(2000);
  await bench.until(isHeard, 300000);
  await session.close();
  bench.close();
  await server.close();
  const once = new Map(server.heard.map((call) => [call.id, call]));
  const lines = [...once.values()]
    .filter(({ method }) => method !== 'BootNotification' && method !== 'Heartbeat')
    .map(({ method, params }) =>
      [method, params['status'], params['reason']].filter(Boolean).join(' '),
    );
  // A back-end that has just been greeted is told the status again.
  const told = lines.filter((line, i) => line !== lines[i - 1]);
  return { told, cuts, wrong: server.wrong };
}

test('what arrives is what arrives over a link that holds', async () => {
  const whole = await hear(false);
  const cut = await hear(true);
  expect(whole.told.at(-1)).toBe('StatusNotification Available');
  expect(whole.told).toContain('StopTransaction EVDisconnected');
  expect(cut.cuts).toBeGreaterThanOrEqual(2 * whole.told.length);
  const transactions = (lines: readonly string[]): string[] =>
    lines.filter((line) => line.includes('Transaction'));
  expect(transactions(cut.told)).toEqual(transactions(whole.told));
  expect(cut.told.filter((line) => line.startsWith('Status'))).toEqual(
    whole.told.filter((line) => line.startsWith('Status')),
  );
  expect([...whole.wrong, ...cut.wrong]).toEqual([]);
});
