/**
 * Meters beside the bridge: pulses of a program, and a register behind Modbus TCP.
 */

import { once } from 'node:events';
import { ServerTCP } from 'modbus-serial';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Event } from '../../../bridge/core/journal.ts';
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

interface Meter {
  wattHours: number;
  /** It answers so long after it was asked. */
  lateMs: number;
  readonly said: string[];
  /** The bridge opens it, as after a start. */
  open(): Promise<void>;
  asked(): Promise<void>;
}

/** A register behind Modbus TCP, which counts whoever listens. */
async function withMeter(wattHours: number, use: (meter: Meter) => Promise<void>): Promise<void> {
  const high = (): number => Math.floor(meter.wattHours / 65536);
  const low = (): number => meter.wattHours % 65536;
  const getInputRegister = async (at: number): Promise<number> => {
    await pause(meter.lateMs);
    return at === 40 ? high() : low();
  };
  const server = new ServerTCP({ getInputRegister }, { host: '127.0.0.1', port: 0 });
  await once(server, 'initialized');
  const inner = (server as unknown as { _server: { address(): { port: number } } })._server;
  const place = { host: '127.0.0.1', port: inner.address().port, unit: 1, register: 40 };
  const config = { ...place, kind: 'input', type: 'uint32', wattHours: 1 } as const;
  let end = (): void => undefined;
  const meter: Meter = {
    wattHours,
    lateMs: 0,
    said: [],
    open: async () => {
      end();
      const { charger, time } = bench;
      end = await askMeter(config, charger.energy, time, (line) => meter.said.push(line));
    },
    asked: async () => {
      await bench.pass(10100, 100);
      await pause(200);
    },
  };
  try {
    await use(meter);
  } finally {
    end();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

test('what a register has grown by is added, and one that goes back adds nothing', () =>
  withMeter(5000, async (meter) => {
    await meter.open();
    expect([meter.said, bench.charger.energy.wh]).toEqual([['meter: answers'], 0]);
    meter.wattHours = 5250;
    await meter.asked();
    expect(bench.charger.energy.wh).toBe(250);
    meter.wattHours = 10;
    await meter.asked();
    meter.wattHours = 30;
    await meter.asked();
    expect(bench.charger.energy.wh).toBe(270);
    const news = 'counts 10 Wh after 5250 Wh: it was exchanged or reset';
    expect(meter.said.slice(1)).toEqual([expect.stringContaining(news)]);
  }));

test('what a meter has counted while the bridge was away is not lost, and is there at once', () =>
  withMeter(100000, async (meter) => {
    await bench.begin();
    await meter.open();
    meter.wattHours = 100089;
    await meter.asked();
    bench.do('plug in', 'car in');
    await bench.until(() => bench.charger.ledger.transaction !== null, 10000);
    expect(bench.charger.ledger.transaction?.beganWh).toBe(89);
    for (const wattHours of [100189, 100289]) {
      meter.wattHours = wattHours;
      await meter.asked();
    }
    expect(bench.charger.energy.wh).toBe(289);
    bench.restart();
    meter.wattHours = 100509;
    await meter.open();
    expect(bench.charger.energy.wh).toBe(509);
    await bench.pass(2000);
    // Up to the moment of the stop, and not to the last time it was asked.
    meter.wattHours = 100511;
    await bench.settle(bench.charger.stop());
    const ended = (): Event | undefined =>
      bench.journal.waiting.find(({ kind }) => kind === 'ended');
    for (let i = 0; i < 100 && ended() === undefined; i++) {
      await bench.pass(20);
      await pause(5);
    }
    expect(ended()?.data['wh']).toBe(511);
    // Nothing is counted twice either.
    bench.restart();
    await meter.open();
    expect(bench.charger.energy.wh).toBe(511);
  }));

test('whoever asks a slow meter that is being asked hears what it answers', () =>
  withMeter(5000, async (meter) => {
    await meter.open();
    meter.wattHours = 5250;
    meter.lateMs = 100;
    const { energy } = bench.charger;
    const first = energy.refresh();
    await energy.refresh();
    expect(energy.wh).toBe(250);
    await first;
  }));

test('a meter that was exchanged while the bridge was away adds nothing, whichever of the two counts more', () =>
  withMeter(100000, async (meter) => {
    await bench.begin();
    await meter.open();
    await meter.asked();
    for (const wattHours of [50, 2000000]) {
      bench.restart();
      meter.wattHours = wattHours;
      await meter.open();
      expect(bench.charger.energy.wh).toBe(0);
      expect(meter.said.at(-1)).toContain('it was exchanged or reset');
      await meter.asked();
    }
    meter.wattHours += 40;
    await meter.asked();
    expect(bench.charger.energy.wh).toBe(40);
  }));

test('without a count of its own a few seconds are lost over the end of the process, and no more', async () => {
  await bench.begin();
  for (let i = 0; i < 40; i++) {
    await bench.pass(1000, 100);
    bench.charger.energy.add(1);
  }
  bench.restart();
  expect(bench.charger.energy.wh).toBeGreaterThanOrEqual(40 - 8);
  // The last pulses before a pause are kept as well.
  bench.charger.energy.add(7);
  const before = bench.charger.energy.wh;
  await bench.pass(10000, 100);
  bench.restart();
  expect(bench.charger.energy.wh).toBe(before);
});
