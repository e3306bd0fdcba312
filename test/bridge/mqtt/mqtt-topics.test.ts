/**
 * What MQTT and Home Assistant are told about a simulated charger, and what they may order.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Message, MqttTopics, readLimit } from '../../../bridge/mqtt/mqtt-topics.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
let topics: MqttTopics;
let told: Message[];
const options = { name: 'garage', discovery: 'homeassistant' };

beforeEach(async () => {
  told = [];
  bench = new BridgeBench();
  topics = new MqttTopics(bench.charger, options, (message) => told.push(message));
  topics.begin();
  expect(told).toEqual([]);
  await bench.begin();
});

afterEach(() => {
  topics.close();
  bench.close();
});

const last = (topic: string): string =>
  told.filter((one) => one.topic === topic).at(-1)?.payload ?? '';
const state = (): Record<string, unknown> => JSON.parse(last('garage/state'));

test('nothing is told before the charger is known; then everything, retained', async () => {
  expect(last('garage/availability')).toBe('online');
  expect(state()).toMatchObject({
    status: 'available',
    lock: 'unlocked',
    why: 'free',
    fault: 'none',
  });
  expect(told.every(({ isRetained }) => isRetained)).toBe(true);
});

test('every entity of Home Assistant reads a field that is told, and orders where orders are heard', () => {
  const configs = told.filter(({ topic }) => topic.startsWith('homeassistant/'));
  expect(configs.length).toBe(18);
  for (const { topic, payload } of configs) {
    const config = JSON.parse(payload) as Record<string, string>;
    const field = /value_json\.(\w+)/.exec(config['value_template'] ?? '')?.[1];
    if (field !== undefined) expect(state(), topic).toHaveProperty(field);
    const order = config['command_topic']?.replace('~', 'garage');
    if (order !== undefined) expect(order).toMatch(/^garage\/(start|stop|unlock|limit)\/set$/);
    expect(config['unique_id']).toMatch(/^garage_\w+$/);
  }
  expect(configs.find(({ topic }) => topic.includes('energy'))?.payload).toContain('estimate');
});

test('a fault is told with its words, and how to leave', async () => {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(5000, 100);
  bench.do('lock jammed', 'press stop');
  await bench.until(() => bench.charger.said('fault') === 'release-jam', 15000);
  await bench.pass(200);
  expect(state()).toMatchObject({
    status: 'faulted',
    fault: 'release-jam',
    code: 'CX001',
    lock: 'locked',
  });
  // A driver's steps behind a jam are all about leaving: Home Assistant reads them where they are told.
  expect(last('homeassistant/sensor/garage/leaving/config')).toContain('value_json.leaving | join');
  expect(String((state()['leaving'] as string[])[0])).toMatch(/push/i);
});

test('an unlock is answered from the sensed pin, and a retained order is none', async () => {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(5000, 100);
  await bench.settle(topics.obey('garage/unlock/set', 'press', true));
  expect(bench.typed).not.toContain('unlock');
  expect(state()).toMatchObject({ lock: 'locked', lockCommand: 'lock', lastOrder: 'none' });
  await bench.settle(topics.obey('garage/unlock/set', 'press', false));
  expect(JSON.parse(last('garage/answer'))).toEqual({ order: 'unlock', isDone: true, why: 'free' });
  expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
  await bench.pass(1500);
  expect(state()).toMatchObject({
    lock: 'unlocked',
    lockCommand: 'unlock',
    lastOrder: 'unlock',
    lastAnswer: 'free',
    endedBy: 'unlock',
  });
});

test('a plug that jams was told to be let go, and is locked', async () => {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(5000, 100);
  bench.do('lock jammed');
  await bench.settle(topics.obey('garage/unlock/set', 'press', false));
  await bench.pass(200);
  const said = { lock: 'locked', lockCommand: 'unlock', lastOrder: 'unlock', lastAnswer: 'stuck' };
  expect(state()).toMatchObject(said);
});

test('a limit with a term ends by itself', async () => {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.settle(topics.obey('garage/limit/set', '{"amps": 8, "seconds": 20}', false));
  await bench.pass(7000);
  expect(bench.charger.said('offer')).toBe('8000 mA');
  expect(state()['limitAmps']).toBe(8);
  await bench.pass(20000);
  expect(bench.charger.said('offer')).toBe('32000 mA');
  await bench.settle(topics.obey('garage/limit/set', 'much', false));
  expect(JSON.parse(last('garage/answer'))).toMatchObject({ isDone: false });
});

test('a limit without an end outlives the bridge, and one that was lifted does not', async () => {
  const again = (): MqttTopics => {
    topics.close();
    bench.restart();
    topics = new MqttTopics(bench.charger, options, (message) => told.push(message));
    return topics;
  };
  await bench.settle(topics.obey('garage/limit/set', '10', false));
  again();
  await bench.pass(2000);
  expect(bench.charger.limits.confirmedAmps).toBe(10);
  await bench.settle(topics.obey('garage/limit/set', 'off', false));
  again();
  await bench.pass(2000);
  expect([bench.charger.limits.amps, bench.typed.at(-1)?.startsWith('limit')]).toEqual([
    null,
    false,
  ]);
});

test('who deletes a retained order gives none', async () => {
  for (const order of ['start', 'stop', 'unlock', 'limit']) {
    await bench.settle(topics.obey(`garage/${order}/set`, '', false));
  }
  expect(bench.typed.filter((line) => /^(start|stop|unlock|limit .*)$/.test(line))).toEqual([]);
  expect(last('garage/answer')).toBe('');
});

test('what a limit may be', () => {
  expect(readLimit('16')).toEqual({ amps: 16, seconds: null });
  expect(readLimit('off')).toEqual({ amps: null, seconds: null });
  for (const wrong of ['', '-1', '81', '{"amps": 6, "seconds": 0}', '{}', 'null', '"6"']) {
    expect([wrong, readLimit(wrong)]).toEqual([wrong, null]);
  }
});

test('a charger that does not answer is told to be away', async () => {
  bench.isWhole = false;
  await bench.pass(12000);
  expect(last('garage/availability')).toBe('offline');
  expect(state()).toMatchObject({ status: 'unknown', phase: 'unknown', lock: 'unknown' });
  bench.isWhole = true;
  await bench.pass(5000, 100);
  expect(last('garage/availability')).toBe('online');
  expect(state()['status']).toBe('available');
});

test('what is retained never says that the charger is there beside an availability that says it is not', async () => {
  bench.isWhole = false;
  await bench.pass(12000);
  const states = told.filter(({ topic }) => topic === 'garage/state');
  expect(states.filter(({ payload }) => payload.includes('isThere'))).toEqual([]);
  expect(states.length).toBeGreaterThan(1);
});
