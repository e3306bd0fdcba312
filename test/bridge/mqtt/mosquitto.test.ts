/**
 * MQTT against the broker mosquitto: retained state, an order with its sensed answer, and the last will of a bridge that
 * has died.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MqttAdapter } from '../../../bridge/mqtt/mqtt-adapter.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { endTool, missing } from '../../support/foreign-tool.ts';
import { freePort } from '../../support/free-port.ts';

const reason = missing('mosquitto', '-h');

describe.skipIf(reason !== '')(`mosquitto${reason}`, () => {
  let folder: string;
  let broker: ChildProcess;
  let url: string;
  let person: MqttClient;
  const heard = new Map<string, string>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-mqtt-'));
    const port = await freePort();
    url = `mqtt://127.0.0.1:${port}`;
    const config = join(folder, 'mosquitto.conf');
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
    broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
    person = mqtt.connect(url, { reconnectPeriod: 100 });
    person.on('error', () => undefined);
    person.on('message', (topic, payload) => heard.set(topic, payload.toString()));
    await new Promise<void>((resolve) => person.once('connect', () => resolve()));
    await person.subscribeAsync('#');
  });

  afterAll(async () => {
    await person.endAsync(true);
    await endTool(broker);
    rmSync(folder, { recursive: true });
  });

  test('state, an unlock from the sensed pin, and the last will', async () => {
    const bench = await new BridgeBench().begin();
    bench.turns = 5;
    const options = { url, name: 'garage', discovery: 'homeassistant', password: null, ca: null };
    const adapter = await MqttAdapter.open(bench.charger, options, () => undefined);
    const until = (isSo: () => boolean): Promise<boolean> => bench.until(isSo, 600000);
    expect(await until(() => heard.get('garage/availability') === 'online')).toBe(true);
    expect(await until(() => heard.has('homeassistant/button/garage/unlock/config'))).toBe(true);
    bench.do('plug in', 'car in');
    expect(await until(() => heard.get('garage/state')?.includes('"charging"') === true)).toBe(
      true,
    );
    await bench.pass(5000);
    person.publish('garage/unlock/set', 'press');
    expect(await until(() => heard.has('garage/answer'))).toBe(true);
    expect(JSON.parse(heard.get('garage/answer') ?? '')).toEqual({
      order: 'unlock',
      isDone: true,
      why: 'free',
    });
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
    // The process dies: its socket is gone, without a farewell.
    const { client } = adapter as unknown as { client: MqttClient };
    client.options.reconnectPeriod = 0;
    client.stream.destroy();
    expect(await until(() => heard.get('garage/availability') === 'offline')).toBe(true);
    await adapter.close();
    bench.close();
  });
});
