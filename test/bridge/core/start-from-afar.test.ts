/**
 * A start from afar clears nothing that waits for a person: whoever asks, over whatever protocol, is refused and told why,
 * and the socket stays dead until somebody at the charger has acted.
 */

import { afterEach, describe, expect, test } from 'vitest';
import { barredBy } from '../../../bridge/core/start.ts';
import { ModbusDesk } from '../../../bridge/modbus/modbus-desk.ts';
import { MqttTopics } from '../../../bridge/mqtt/mqtt-topics.ts';
import { Ocpp16 } from '../../../bridge/ocpp/v16/ocpp16.ts';
import { Ocpp201 } from '../../../bridge/ocpp/v201/ocpp201.ts';
import { Action, Clears, faultRows } from '../../../firmware/control/faults.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.reverse()) end();
  ends = [];
});

const reach = {
  send: () => undefined,
  restart: () => undefined,
  beat: () => undefined,
  greet: () => undefined,
};
const socket = (): string | undefined => bench.world.trace.valueOf('socket');
const started = (): string[] => bench.typed.filter((line) => line === 'start');

async function charging(adjust?: (setup: Setup) => void): Promise<void> {
  bench = await new BridgeBench(bridgeOptions, adjust).begin();
  ends.push(() => bench.close());
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 8000);
  await bench.pass(5000);
}

/** Everybody who can ask for a start, and what each of them is answered. */
async function askAll(): Promise<Record<string, unknown>> {
  const { charger } = bench;
  const v16 = new Ocpp16(charger, reach);
  const v201 = new Ocpp201(charger, reach);
  const desk = new ModbusDesk(charger);
  const told: string[] = [];
  const options = { name: 'garage', discovery: 'homeassistant' };
  const topics = new MqttTopics(charger, options, ({ topic, payload }) => {
    if (topic === 'garage/answer') told.push(payload);
  });
  ends.push(
    () => v16.close(),
    () => v201.close(),
    () => topics.close(),
  );
  const settle = async (asked: unknown): Promise<unknown> =>
    (await bench.settle(Promise.resolve(asked))).value;
  const idToken = { idToken: 'A', type: 'Central' };
  const remote = await settle(v16.answers['RemoteStartTransaction']?.({ idTag: 'A' }));
  const requested = { evseId: 1, remoteStartId: 7, idToken };
  const request = await settle(v201.answers['RequestStartTransaction']?.(requested));
  await settle(topics.obey('garage/start/set', 'press', false));
  desk.writeAll(103, [1]);
  await bench.pass(1000);
  const mqtt = JSON.parse(told[0] ?? '{}') as unknown;
  return { remote, request, mqtt, modbus: desk.readAll(16, 2) };
}

for (const [name, lines, fault] of [
  ['the emergency stop is pressed', ['emergency-stop press'], 'emergency-stop'],
  ['it was pressed', ['emergency-stop press', 'emergency-stop release'], 'emergency-stop'],
  ['current has leaked', ['leak on', 'leak off'], 'residual-current'],
  ['the latch was lost', ['latch wire cut', 'latch wire whole'], 'latch-lost'],
] as const) {
  test(`behind ${fault}, where ${name}`, async () => {
    await charging();
    for (const line of lines) {
      bench.do(line);
      await bench.pass(3000);
    }
    expect(bench.charger.said('fault')).toBe(fault);
    const why = `${fault} waits for a person: press Stop or Start at the charger`;
    expect(await askAll()).toEqual({
      remote: { status: 'Rejected' },
      request: {
        status: 'Rejected',
        statusInfo: { reasonCode: 'NotStarted', additionalInfo: why },
      },
      mqtt: { order: 'start', isDone: false, why },
      modbus: [1, 3],
    });
    await bench.pass(20000, 100);
    expect([started(), socket(), bench.charger.said('fault')]).toEqual([[], 'dead', fault]);
  });
}

test('somebody at the charger clears it, and then a start from afar is taken again', async () => {
  await charging();
  bench.do('emergency-stop press');
  await bench.pass(3000);
  bench.do('emergency-stop release');
  await bench.pass(3000);
  await askAll();
  bench.do('press stop');
  await bench.pass(3000);
  expect(bench.charger.said('fault')).toBe('none');
  const { value } = await bench.settle(bench.charger.start());
  expect(value).toEqual({ isTaken: true, why: '' });
  expect(await bench.until(() => socket() === 'live', 30000)).toBe(true);
});

test('who was not authorised in time may still be, from afar', async () => {
  bench = await new BridgeBench().begin();
  ends.push(() => bench.close());
  bench.do('set authorization on');
  await bench.pass(3000);
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.said('fault') === 'authorization-timeout', 120000, 100);
  expect((await bench.settle(bench.charger.start())).value.isTaken).toBe(true);
  expect(await bench.until(() => socket() === 'live', 20000)).toBe(true);
});

test('a service person on the console clears it as before', async () => {
  await charging();
  bench.do('emergency-stop press');
  await bench.pass(3000);
  bench.do('emergency-stop release');
  await bench.pass(3000);
  await bench.settle(bench.charger.console.type('start'));
  await bench.pass(1000);
  expect(bench.charger.said('fault')).toBe('none');
});

test('behind a weld, which may hide an emergency stop', async () => {
  await charging((setup) => {
    setup.trip = false;
  });
  bench.do('contactor welds', 'emergency-stop press');
  await bench.until(() => bench.charger.said('fault') === 'welded', 10000);
  bench.do('emergency-stop release');
  await bench.pass(1000);
  const { value } = await bench.settle(bench.charger.start());
  expect(value.why).toBe('welded stands, and may hide what waits for a person: see to it first');
  bench.do('contactor gives-way');
  await bench.until(() => bench.charger.said('fault') !== 'welded', 30000);
  expect([started(), bench.charger.said('fault')]).toEqual([[], 'emergency-stop']);
});

describe('the last moment', () => {
  test('counts: what the trace has not told yet is asked for', async () => {
    await charging();
    bench.arrives = (line) => !line.includes(' fault ') || line.startsWith('ok');
    bench.do('emergency-stop press');
    await bench.pass(3000);
    expect(bench.charger.said('fault')).toBe('none');
    const { value } = await bench.settle(bench.charger.start());
    expect([value.isTaken, started()]).toEqual([false, []]);
  });

  test('is not over when a stop comes: the start is not sent behind it', async () => {
    await charging();
    bench.do('press stop');
    await bench.pass(5000);
    const start = bench.charger.start();
    const stop = bench.charger.stop();
    const { value } = await bench.settle(Promise.all([start, stop]));
    expect(value).toEqual([{ isTaken: false, why: 'it was stopped meanwhile' }, true]);
    expect(started()).toEqual([]);
  });

  test('is not over when no answer comes: what may have begun by it is stopped', async () => {
    await charging();
    bench.do('press stop');
    await bench.pass(5000);
    bench.arrives = (line) => line !== 'ok start';
    const { value } = await bench.settle(bench.charger.start('A'));
    expect(value).toEqual({ isTaken: false, why: 'the charger has not answered "start"' });
    await bench.pass(20000);
    expect([socket(), bench.charger.ledger.transaction]).toEqual(['dead', null]);
  });

  test('is not over when the wire breaks: what has begun is stopped when it is whole again', async () => {
    await charging();
    bench.do('press stop');
    await bench.pass(5000);
    const start = bench.charger.start('A');
    await bench.until(() => bench.typed.at(-1) === 'start', 2000, 1);
    bench.isWhole = false;
    expect((await bench.settle(start)).value.isTaken).toBe(false);
    bench.isWhole = true;
    await bench.pass(30000);
    expect([socket(), bench.charger.ledger.transaction]).toEqual(['dead', null]);
    const { value } = await bench.settle(bench.charger.start('B'));
    expect(value.isTaken).toBe(true);
    await bench.until(() => bench.charger.ledger.transaction !== null, 20000);
    await bench.pass(20000);
    expect([socket(), bench.charger.ledger.transaction?.tag]).toEqual(['live', 'B']);
  });
});

test('every fault that waits for a person bars it, and every one that can hide such a fault', () => {
  const waiting = [Clears.Person, Clears.SelfTest, Clears.Leaving, Clears.Act];
  const last = faultRows.map(({ clears }) => waiting.includes(clears)).lastIndexOf(true);
  const open = faultRows.filter(({ name }) => barredBy(name) === '').map(({ name }) => name);
  for (const [i, { name, clears }] of faultRows.entries()) {
    const isOpen = i === 0 || i > last || name === 'authorization-timeout';
    expect([name, open.includes(name)]).toEqual([name, isOpen]);
    if (isOpen && name !== 'authorization-timeout') expect(waiting).not.toContain(clears);
  }
  // What only shows something bars nothing.
  for (const { name, action } of faultRows) {
    if (action === Action.Notice) expect(open).toContain(name);
  }
  expect(barredBy('of-tomorrow')).toContain('not known here');
});
