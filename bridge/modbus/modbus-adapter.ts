/**
 * Modbus adapter: a server of Modbus TCP, on the package modbus-serial, for energy managers such as evcc.
 */

import { once } from 'node:events';
import type { ServerTCP } from 'modbus-serial';
import type { Adapter } from '../adapter.ts';
import type { Charger } from '../core/charger.ts';
import { loadPackage } from '../core/optional-package.ts';
import { ILLEGAL_ADDRESS, ModbusDesk } from './modbus-desk.ts';

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
    const read = (address: number): number => desk.read(address) ?? refuse(ILLEGAL_ADDRESS);
    const vector = {
      getInputRegister: async (address: number) => read(address),
      getHoldingRegister: async (address: number) => read(address),
      setRegister: async (address: number, value: number) => {
        const code = desk.write(address, value);
        if (code !== 0) refuse(code);
      },
    };
    const server = new Server(vector, { ...options, debug: false });
    server.on('socketError', () => undefined);
    const failed = new Promise<never>((_, reject) => {
      server.on('serverError', (error) => reject(error));
    });
    await Promise.race([once(server, 'initialized'), failed]);
    const inner = (server as unknown as { _server: { address(): { port: number } } })._server;
    const { port } = inner.address();
    return new ModbusAdapter(server, port, `listens at ${options.host}:${port}`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
