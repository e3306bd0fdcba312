/**
 * Modbus adapter: a server of Modbus TCP, on the package modbus-serial, for energy managers such as evcc.
 */

import { once } from 'node:events';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { ServerTCP } from 'modbus-serial';
import type { Adapter } from '../adapter.ts';
import type { Charger } from '../core/charger.ts';
import { loadPackage } from '../core/optional-package.ts';
import { ILLEGAL_ADDRESS, ILLEGAL_FUNCTION, ILLEGAL_VALUE } from './exceptions.ts';
import { answerMisfits } from './misfit-requests.ts';
import { ModbusDesk } from './modbus-desk.ts';

/** In one answer, says Modbus. */
const MOST_REGISTERS = 125;

export interface ModbusOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
}

function refuse(code: number): never {
  throw Object.assign(new Error('refused'), { modbusErrorCode: code });
}

export class ModbusAdapter implements Adapter {
  readonly name = 'Modbus TCP';

  private constructor(
    private readonly server: ServerTCP,
    /** Where it listens. */
    readonly port: number,
    readonly state: string,
  ) {}

  /** @throws EnvironmentError where the package is not installed, or the port is taken */
  static async open(charger: Charger, options: ModbusOptions): Promise<ModbusAdapter> {
    const { ServerTCP: Server } = await loadPackage('modbus-serial', () => import('modbus-serial'));
    const desk = new ModbusDesk(charger);
    const read = async (address: number): Promise<number> =>
      desk.read(address) ?? refuse(ILLEGAL_ADDRESS);
    // The package asks for these at once, and no promise of them.
    const readAll = (address: number, count: number): number[] => {
      if (count > MOST_REGISTERS) refuse(ILLEGAL_VALUE);
      return desk.readAll(address, count) ?? refuse(ILLEGAL_ADDRESS);
    };
    const writeAll = async (address: number, values: readonly number[]): Promise<void> => {
      const code = await desk.writeAll(address, values);
      if (code !== 0) refuse(code);
    };
    // There is no single bit to read or to write.
    const refuseBit = async (): Promise<never> => refuse(ILLEGAL_FUNCTION);
    const vector = {
      getCoil: refuseBit,
      getDiscreteInput: refuseBit,
      setCoil: refuseBit,
      getInputRegister: read,
      getHoldingRegister: read,
      getMultipleInputRegisters: readAll,
      getMultipleHoldingRegisters: readAll,
      setRegister: (address: number, value: number) => writeAll(address, [value]),
      // Where there are none the package has answered already, and would answer again.
      setRegisterArray: (address: number, values: readonly number[]) =>
        values.length === 0 ? new Promise<never>(() => undefined) : writeAll(address, values),
    };
    // The package takes the number 0 for none that was given, but not the word.
    const port = String(options.port) as unknown as number;
    const server = new Server(vector, { ...options, port, debug: false });
    server.on('socketError', () => undefined);
    const failed = new Promise<never>((_, reject) => {
      server.on('serverError', (error) => reject(error));
    });
    await Promise.race([once(server, 'initialized'), failed]);
    const inner = (server as unknown as { _server: NetServer })._server;
    inner.on('connection', answerMisfits);
    const { port: opened } = inner.address() as AddressInfo;
    return new ModbusAdapter(server, opened, `listens at ${options.host}:${opened}`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
