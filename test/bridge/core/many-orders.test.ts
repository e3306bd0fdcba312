/**
 * Several who command at once, and a calendar that jumps: the plug comes free, whoever asks for something else meanwhile.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Time } from '../../../bridge/core/time.ts';
import { ModbusDesk } from '../../../bridge/modbus/modbus-desk.ts';
import { MqttTopics } from '../../../bridge/mqtt/mqtt-topics.ts';
import { ProfileStore } from '../../../bridge/ocpp/profile-store.ts';
import { Ocpp16 } from '../../../bridge/ocpp/v16/ocpp16.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
beforeEach(async () => {
  bench = await new BridgeBench().begin();
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(5000, 100);
});
afterEach(() => bench.close());

const reach = {
  send: () => undefined,
  restart: () => undefined,
  beat: () => undefined,
  greet: () => undefined,
};

/** Sets the clock of the calendar, and no other. */
function jump(byMs: number): void {
  const time = bench.time as { dateMs: Time['dateMs'] };
  const { dateMs } = time;
  time.dateMs = () => dateMs() + byMs;
}

const orders = ['unlock', 'pause', 'stop', 'start'] as const;

for (const [i] of orders.entries()) {
  const turned = [...orders.slice(i), ...orders.slice(0, i)];
  test(`an unlock over OCPP, 0 A over Modbus, a stop and a start over MQTT: ${turned.join(', ')}`, async () => {
    const ocpp = new Ocpp16(bench.charger, reach);
    const desk = new ModbusDesk(bench.charger);
    const options = { name: 'garage', discovery: 'homeassistant' };
    const topics = new MqttTopics(bench.charger, options, () => undefined);
    const give = {
      unlock: () => ocpp.answers['UnlockConnector']?.({ connectorId: 1 }),
      pause: () => desk.writeAll(100, [0]),
      stop: () => topics.obey('garage/stop/set', 'press', false),
      start: () => topics.obey('garage/start/set', 'press', false),
    };
    const given = turned.map((order) => Promise.resolve(give[order]()));
    const { value, tookMs } = await bench.settle(Promise.all(given));
    expect(value[turned.indexOf('unlock')]).toEqual({ status: 'Unlocked' });
    expect(tookMs).toBeLessThanOrEqual(8000);
    await bench.pass(1000);
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
    expect(bench.world.trace.valueOf('socket')).toBe('dead');
    expect(bench.events.filter((one) => one.startsWith('ended')).length).toBe(1);
    topics.close();
    ocpp.close();
  });
}

test('whose start it was is not lost where the calendar is set, nor kept for somebody else', async () => {
  bench.do('press stop');
  await bench.pass(3000);
  bench.do('car out', 'pull');
  await bench.pass(3000);
  await bench.settle(bench.charger.start('anna', 7));
  jump(86400000);
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.ledger.transaction !== null, 10000);
  expect(bench.charger.ledger.transaction?.tag).toBe('anna');
  bench.do('car out', 'pull');
  await bench.pass(5000);
  await bench.settle(bench.charger.start('bert', 8));
  await bench.pass(70000, 100);
  jump(-2 * 86400000);
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.ledger.transaction !== null, 10000);
  expect(bench.charger.ledger.transaction?.tag).toBe('driver');
});

test('a profile by the calendar follows it within a minute where it is set', async () => {
  const store = new ProfileStore(bench.charger);
  const nowMs = bench.time.dateMs();
  store.add({
    id: 1,
    stack: 0,
    purpose: 'default',
    kind: 'absolute',
    recurrence: null,
    validFromMs: null,
    validToMs: null,
    startMs: nowMs,
    durationSeconds: null,
    unit: 'A',
    periods: [
      { fromSeconds: 0, limit: 16 },
      { fromSeconds: 36000, limit: 8 },
    ],
  });
  await bench.pass(8000);
  expect(bench.charger.said('offer')).toBe('16000 mA');
  jump(37000 * 1000);
  await bench.pass(70000, 100);
  expect(bench.charger.said('offer')).toBe('8000 mA');
  jump(-37000 * 1000);
  await bench.pass(70000, 100);
  expect(bench.charger.said('offer')).toBe('16000 mA');
  store.close();
});
