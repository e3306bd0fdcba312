/**
 * Meters beside the bridge: pulses of a program, and a register behind Modbus TCP.
 */

import { once } from 'node:events';
import { ServerTCP } from 'modbus-serial';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askMeter } from '../../../bridge/meter/modbus-meter.ts';
import { countPulses } from '../../../bridge/meter/pulse-meter.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

const metered = { ...bridgeOptions, energy: { kind: 'metered', phases: 1, volts: 230 } } as const;
let bench: BridgeBench;
beforeEach(() => {
  bench = new BridgeBench(metered);
});
afterEach(() => bench.close());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !isSo(); i++) await pause(10);
}

test('every line of a program is a pulse, and one that ends is said to have ended', async () => {
  const command = [process.execPath, '-e', 'console.log("a\\nb\\nc")'];
  const said: string[] = [];
  const meter = { command, perKilowattHour: 500 };
  const end = countPulses(meter, bench.charger.energy, bench.time, (line) => said.push(line));
  await until(() => said.length > 0);
  expect(bench.charger.energy.wh).toBe(6);
  expect(said[0]).toMatch(/^meter: .* has ended \(0\)/);
  end();
});

test('what a register has grown by is added, and one that goes back adds nothing', async () => {
  let wattHours = 5000;
  const server = new ServerTCP(
    {
      getInputRegister: async (address: number) =>
        address === 40 ? Math.floor(wattHours / 65536) : wattHours % 65536,
    },
    { host: '127.0.0.1', port: 0 },
  );
  await once(server, 'initialized');
  const inner = (server as unknown as { _server: { address(): { port: number } } })._server;
  const meter = {
    host: '127.0.0.1',
    port: inner.address().port,
    unit: 1,
    register: 40,
    kind: 'input',
    type: 'uint32',
    wattHours: 1,
  } as const;
  const said: string[] = [];
  const end = await askMeter(meter, bench.charger.energy, bench.time, (line) => said.push(line));
  await until(() => said.length > 0);
  expect([said, bench.charger.energy.wh]).toEqual([['meter: answers'], 0]);
  const asked = async (): Promise<void> => {
    await bench.pass(10100, 100);
    await pause(200);
  };
  wattHours = 5250;
  await asked();
  expect(bench.charger.energy.wh).toBe(250);
  wattHours = 10;
  await asked();
  wattHours = 30;
  await asked();
  expect(bench.charger.energy.wh).toBe(270);
  end();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
