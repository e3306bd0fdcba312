/**
 * Modbus TCP against mbpoll: what it reads and writes is what the charger says and takes.
 */

import { describe, expect, test } from 'vitest';
import { ModbusAdapter } from '../../../bridge/modbus/modbus-adapter.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { missing, runTool } from '../../support/foreign-tool.ts';

const reason = missing('mbpoll', '-h');

describe.skipIf(reason !== '')(`mbpoll${reason}`, () => {
  test('reads the pin and the status, and writes a limit', async () => {
    const bench = await new BridgeBench().begin();
    const adapter = await ModbusAdapter.open(bench.charger, { port: 0, host: '127.0.0.1' });
    const poll = (...args: string[]): ReturnType<typeof runTool> => {
      const usual = ['-0', '-1', '-q', '-m', 'tcp', '-p', String(adapter.port), '-a', '1'];
      return runTool('mbpoll', [...usual, ...args]);
    };
    bench.do('plug in', 'car in');
    await bench.until(() => bench.charger.status === 'charging', 10000);
    const read = await poll('-t', '3', '-r', '2', '-c', '2', '127.0.0.1');
    expect(read.text).toMatch(/\[2\]:\s+3\s+\[3\]:\s+2/);
    // The answer waits for the charger's.
    const write = poll('-t', '4', '-r', '100', '127.0.0.1', '100');
    const { value: written } = await bench.settle(write, 600000);
    expect([written.code, written.text]).toEqual([0, expect.stringContaining('Written')]);
    await bench.pass(7000);
    expect(bench.charger.said('offer')).toBe('10000 mA');
    const refused = await poll('-t', '4', '-r', '7', '127.0.0.1', '1');
    expect(refused.text).toMatch(/Illegal data address/);
    await adapter.close();
    bench.close();
  });
});
