/**
 * Modbus TCP on a simulated charger: the map over a real socket, and the watchdog of a limit in virtual time.
 */

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import ModbusRTU from 'modbus-serial';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ModbusAdapter } from '../../../bridge/modbus/modbus-adapter.ts';
import { ModbusDesk } from '../../../bridge/modbus/modbus-desk.ts';
import { registers } from '../../../bridge/modbus/registers.ts';
import { Role } from '../../../firmware/storage/access.ts';
import { BridgeBench, bridgeOptions } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
beforeEach(async () => {
  bench = await new BridgeBench().begin();
});
afterEach(() => bench.close());

/** While virtual time passes. */
async function written(answer: Promise<number>): Promise<number> {
  return (await bench.settle(answer)).value;
}

async function charging(): Promise<void> {
  bench.do('plug in', 'car in');
  await bench.until(() => bench.charger.status === 'charging', 10000);
  await bench.pass(5000, 100);
}

describe('the registers', () => {
  test('are in the order of their addresses, none twice', () => {
    const addresses = registers.map(({ address }) => address);
    expect(addresses).toEqual([...new Set(addresses)].sort((a, b) => a - b));
  });

  test('stand in docs/bridge.md, each with what it means', () => {
    const page = readFileSync('docs/bridge.md', 'utf8');
    const rows = registers.map(
      ({ address, meaning, write }) =>
        `| ${address} | ${write === undefined ? '' : 'written: '}${meaning} |`,
    );
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  test('say what the charger is, and what it was told', async () => {
    const desk = new ModbusDesk(bench.charger);
    const read = (address: number): number | null => desk.read(address);
    expect([1, 2, 3, 5, 7, 8].map(read)).toEqual([1, 1, 1, 0, 0, 0]);
    await charging();
    expect([2, 3, 6, 7, 8, 9, 10].map(read)).toEqual([3, 2, 2, 1, 1, 320, 65535]);
    expect(read(50)).toBe(null);
    expect(await written(desk.write(2, 1))).toBe(2);
    expect(await written(desk.write(100, 801))).toBe(3);
    expect(await written(desk.write(103, 4))).toBe(3);
    bench.isWhole = false;
    await bench.pass(12000);
    expect([1, 2, 3, 7, 8, 9].map(read)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('several are written all or none, and in one step', async () => {
    const desk = new ModbusDesk(bench.charger);
    await charging();
    expect(await written(desk.writeAll(100, [100, 20, 2]))).toBe(3);
    expect(await written(desk.writeAll(102, [1, 3, 1]))).toBe(2);
    expect(desk.readAll(100, 4)).toEqual([65535, 0, 1, 0]);
    expect(await written(desk.writeAll(100, [100, 20, 1]))).toBe(0);
    await bench.pass(500);
    // Never without its term: who dies in between would leave a limit for ever.
    const sent = bench.typed.filter((line) => line.startsWith('limit '));
    expect(sent).toEqual(['limit 10 A for 25 s']);
  });

  test('both words of the energy belong to one instant', () => {
    const desk = new ModbusDesk(bench.charger);
    let wh = 65535;
    Object.defineProperty(bench.charger.energy, 'wh', { get: () => wh++ });
    expect(desk.readAll(11, 2)).toEqual([0, 65535]);
    expect(desk.readAll(11, 2)).toEqual([1, 0]);
    expect(desk.readAll(12, 5)?.length).toBe(5);
    expect(desk.readAll(17, 3)).toBe(null);
  });

  test('a limit ends where nobody writes again in its term', async () => {
    const desk = new ModbusDesk(bench.charger);
    await charging();
    expect(await written(desk.write(101, 20))).toBe(0);
    expect(await written(desk.write(100, 100))).toBe(0);
    await bench.pass(8000);
    expect(bench.charger.said('offer')).toBe('10000 mA');
    expect(await written(desk.write(100, 100))).toBe(0);
    await bench.pass(15000);
    expect(bench.charger.said('offer')).toBe('10000 mA');
    await bench.pass(12000);
    expect(bench.charger.said('offer')).toBe('32000 mA');
  });

  test('a stop is a manager’s, and the charger remembers it as such', async () => {
    const desk = new ModbusDesk(bench.charger);
    await charging();
    expect(await written(desk.write(103, 2))).toBe(0);
    await bench.pass(2000);
    expect([16, 17, 18].map((at) => desk.read(at))).toEqual([2, 2, 4]);
    expect(bench.events).toContain('ended manager');
    const said: string[] = [];
    bench.charger.emitter.on('spoken', (line) => said.push(line));
    await bench.settle(bench.charger.console.type('events 3'));
    expect(said.join('\n')).toMatch(/^ok event 1 \d+ stopped manager$/m);
  });

  test('an unlock is free only where the pin is', async () => {
    const desk = new ModbusDesk(bench.charger);
    await charging();
    bench.do('lock jammed');
    desk.write(103, 3);
    await bench.pass(200);
    expect([14, 15, 16, 17].map((at) => desk.read(at))).toEqual([1, 1, 3, 1]);
    await bench.pass(8000);
    expect([14, 15, 16, 17, 18].map((at) => desk.read(at))).toEqual([3, 2, 3, 3, 5]);
    bench.do('lock freed');
    await bench.pass(70000, 100);
    desk.write(103, 3);
    await bench.pass(3000);
    expect(desk.read(14)).toBe(2);
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
  });
});

describe('over a socket', () => {
  let adapter: ModbusAdapter;
  beforeEach(async () => {
    adapter = await ModbusAdapter.open(bench.charger, { port: 0, host: '127.0.0.1' });
    bench.turns = 5;
  });
  afterEach(() => adapter.close());

  test('reads, writes, and exceptions by their numbers', async () => {
    const client = new ModbusRTU();
    await client.connectTCP('127.0.0.1', { port: adapter.port });
    expect((await client.readInputRegisters(0, 4)).data).toEqual([2, 1, 1, 1]);
    expect((await client.readHoldingRegisters(100, 4)).data).toEqual([65535, 0, 1, 0]);
    await bench.settle(client.writeRegister(100, 160));
    await expect(client.writeRegisters(100, [100, 20, 2])).rejects.toMatchObject({ modbusCode: 3 });
    expect((await client.readHoldingRegisters(100, 4)).data).toEqual([160, 0, 1, 0]);
    await expect(client.readInputRegisters(17, 3)).rejects.toMatchObject({ modbusCode: 2 });
    expect((await client.readInputRegisters(10, 1)).data).toEqual([160]);
    await expect(client.writeRegister(7, 1)).rejects.toMatchObject({ modbusCode: 2 });
    await expect(client.readInputRegisters(50, 1)).rejects.toMatchObject({ modbusCode: 2 });
    await new Promise<void>((resolve) => client.close(() => resolve()));
  });

  for (const [what, fields, exception] of [
    ['a bit to read', '010000 0001', '8101'],
    ['a bit to read, of inputs', '020000 0001', '8201'],
    ['a bit to write', '050000 ff00', '8501'],
    ['bits to write', '0f0000 0001 01 01', '8f01'],
    ['a function that nobody knows', '16 0064 0000 0000', '9601'],
    ['a function alone', '11', '9101'],
    ['a read without a count', '030000', '8303'],
    ['a read with too much behind it', '030000 0001 00', '8303'],
    ['a write without a value', '060064', '8603'],
    ['a write of three registers with the bytes of one', '100064 0003 02 00a0', '9003'],
    ['a write of one register with the bytes of three', '100064 0001 06 00a000140001', '9003'],
    ['a write of no registers', '100064 0000 00', '9002'],
    ['a read of none', '030000 0000', '8302'],
    ['a read of 126', '030000 007e', '8303'],
    // So many have no place in the package's answer: it fails, and says so.
    ['a read of 128', '030000 0080', '8304'],
    ['a read of 65535', '040000 ffff', '8404'],
    ['bits with a wrong count of bytes', '0f0000 0009 01 01', '8f03'],
  ] as const) {
    test(`${what} is answered with exception ${exception.slice(2)}`, async () => {
      const socket = connect(adapter.port, '127.0.0.1');
      const rest = Buffer.from(`07${fields.replaceAll(' ', '')}`, 'hex');
      const request = Buffer.concat([Buffer.from([0x12, 0x34, 0, 0, 0, rest.length]), rest]);
      // In two pieces, and another one behind it: each has one answer.
      socket.write(request.subarray(0, 7));
      socket.write(request.subarray(7));
      socket.write(Buffer.from('56780000000607030000 0001'.replace(' ', ''), 'hex'));
      const expected = [`12340000000307${exception}`, '5678000000050703020002'];
      let answers = '';
      socket.on('data', (data: Buffer) => {
        answers += data.toString('hex');
      });
      await bench.until(() => answers.length >= expected.join('').length, 20000);
      await bench.pass(1000);
      socket.destroy();
      expect(expected.map((one) => answers.includes(one))).toEqual([true, true]);
      expect(answers.length).toBe(expected.join('').length);
      expect(bench.charger.limits.amps).toBe(null);
    });
  }
});

test('a start that was written with a limit is none where the limit is not confirmed', async () => {
  await charging();
  bench.do('press stop');
  await bench.pass(5000);
  const desk = new ModbusDesk(bench.charger);
  bench.arrives = (line) => !line.startsWith('ok limit');
  expect(await written(desk.writeAll(100, [60, 0, 1, 1]))).toBe(0);
  await bench.pass(10000);
  expect(bench.typed).not.toContain('start');
  expect([16, 17].map((address) => desk.read(address))).toEqual([1, 3]);
  bench.arrives = () => true;
  await bench.pass(10000);
  expect(await written(desk.writeAll(100, [60, 0, 1, 1]))).toBe(0);
  await bench.until(() => bench.charger.status === 'charging', 20000);
  expect(desk.read(9)).toBe(60);
});

describe('what is read of a limit is what holds', () => {
  test('a pause that its watchdog has ended is none', async () => {
    const desk = new ModbusDesk(bench.charger);
    await charging();
    expect(await written(desk.writeAll(101, [5, 0]))).toBe(0);
    expect(desk.readAll(100, 3)).toEqual([65535, 5, 0]);
    await bench.pass(12000);
    expect([...(desk.readAll(100, 3) ?? []), desk.read(10)]).toEqual([65535, 5, 1, 65535]);
    // What has ended does not come back with the next write.
    expect(await written(desk.write(100, 100))).toBe(0);
    expect([desk.read(100), desk.read(102), desk.read(10)]).toEqual([100, 1, 100]);
    await bench.pass(6000);
    expect([desk.read(100), desk.read(102)]).toEqual([65535, 1]);
  });

  test('a pause without a watchdog outlives the bridge, and is read as one', async () => {
    await charging();
    expect(await written(new ModbusDesk(bench.charger).write(102, 0))).toBe(0);
    bench.restart();
    const desk = new ModbusDesk(bench.charger);
    await bench.pass(9000);
    expect([desk.read(102), desk.read(10), bench.charger.said('offer')]).toEqual([0, 0, '0 mA']);
    expect(await written(desk.write(102, 1))).toBe(0);
    expect(desk.read(10)).toBe(65535);
  });

  test('a watchdog outlives the bridge; what it watched ends, and is read until then', async () => {
    await charging();
    expect(await written(new ModbusDesk(bench.charger).writeAll(100, [100, 20]))).toBe(0);
    bench.restart();
    const desk = new ModbusDesk(bench.charger);
    await bench.pass(1000);
    expect([desk.read(10), desk.read(100), desk.read(101)]).toEqual([100, 65535, 20]);
    await bench.pass(26000);
    expect(desk.read(10)).toBe(65535);
  });
});

describe('on a charger that asks for a key that this bridge does not have', () => {
  beforeEach(async () => {
    bench.close();
    bench = await new BridgeBench(bridgeOptions, (setup) => {
      setup.role = Role.Driver;
    }).begin();
  });

  test('a limit and a pause are refused, and not read back', async () => {
    const desk = new ModbusDesk(bench.charger);
    for (const [address, value] of [
      [100, 60],
      [102, 0],
    ] as const) {
      expect(await written(desk.write(address, value))).toBe(4);
      expect(desk.readAll(100, 3)).toEqual([65535, 0, 1]);
    }
    expect([desk.read(10), bench.charger.limits.amps]).toEqual([65535, null]);
  });

  test('one that was kept while it was away is not read back once it has refused', async () => {
    const desk = new ModbusDesk(bench.charger);
    bench.isWhole = false;
    await bench.pass(12000);
    expect(await written(desk.write(100, 60))).toBe(0);
    expect(desk.read(100)).toBe(60);
    bench.isWhole = true;
    await bench.pass(15000);
    expect([desk.read(100), desk.read(10)]).toEqual([65535, 65535]);
  });

  test('a start that was written with a limit is none where the limit is refused; an unlock is one', async () => {
    await bench.pass(10000, 100);
    const desk = new ModbusDesk(bench.charger);
    const write = (order: number): Promise<number> =>
      written(desk.writeAll(100, [60, 0, 1, order]));
    expect(await write(1)).toBe(4);
    await bench.pass(1000);
    expect([bench.typed.includes('start'), desk.read(16)]).toEqual([false, 0]);
    expect(await write(3)).toBe(4);
    await bench.until(() => desk.read(14) === 2, 9000);
    expect(desk.read(14)).toBe(2);
  });
});
