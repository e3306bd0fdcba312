/**
 * Strict server: a back-end on the server of ocpp-rpc, which checks every message against the schemas of its version.
 */

import type { AddressInfo } from 'node:net';
import { createRPCError, createValidator, RPCServer } from 'ocpp-rpc';
import type { Version } from '../../bridge/ocpp/ocpp-link.ts';
import { schemasOf } from '../../bridge/ocpp/schemas.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Heard {
  readonly id: string;
  readonly method: string;
  readonly params: Fields;
}

interface Client {
  handle(handler: (call: { messageId: string; method: string; params: Fields }) => unknown): void;
  call(method: string, params: Fields): Promise<Fields>;
  close(options: object): Promise<unknown>;
  on(name: string, act: (event: never) => void): void;
  /** Sends text as it is. */
  sendRaw(text: string): void;
}

/** What is wrong with a message is listed here: nothing may be. */
export class StrictServer {
  readonly heard: Heard[] = [];
  readonly wrong: string[] = [];
  client: Client | null = null;
  /** Between two heartbeats, as the greeting is answered. */
  intervalSeconds = 300;
  /** How a greeting is answered. */
  greeting: 'Accepted' | 'Pending' | 'Rejected' = 'Accepted';
  /** The code of an error that is the answer instead; empty for none. */
  failsBy: (call: Heard) => string = () => '';
  url = '';
  /** Called before an answer is given; true ends the connection instead. */
  cutsBefore: (call: Heard) => boolean = () => false;
  /** Called when an answer is given; true ends the connection right after it. */
  cutsAfter: (call: Heard) => boolean = () => false;
  /** What is never answered, over a link that stays. */
  isSilentTo: (call: Heard) => boolean = () => false;
  /**
   * Settles when the charger is connected. Virtual time stands still meanwhile: a busy computer may take as long for a
   * handshake as for a minute of it.
   */
  readonly connected: Promise<void>;
  private tellConnected: () => void = () => undefined;
  private readonly server: RPCServer;
  private transactions = 0;

  private constructor(version: Version, validators: never[]) {
    this.server = new RPCServer({
      protocols: [`ocpp${version}`],
      strictMode: true,
      strictModeValidators: validators,
    });
    this.connected = new Promise((resolve) => {
      this.tellConnected = resolve;
    });
    this.server.on('client', (client: Client) => this.serve(client));
  }

  static async open(version: Version): Promise<StrictServer> {
    const schemas = version === '2.1' ? await schemasOf('2.1') : null;
    const validators = schemas === null ? [] : [createValidator('ocpp2.1', schemas)];
    const server = new StrictServer(version, validators as never[]);
    const http = await server.server.listen(0, '127.0.0.1');
    server.url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
    return server;
  }

  private serve(client: Client): void {
    this.client = client;
    this.tellConnected();
    client.on('strictValidationFailure', (event: { method: string; error: Error }) => {
      this.wrong.push(`${event.method}: ${event.error.message}`);
    });
    client.on('socketError', () => undefined);
    client.on('close', () => undefined);
    client.handle(({ messageId: id, method, params }) => {
      const call = { id, method, params };
      this.heard.push(call);
      if (this.cutsBefore(call)) {
        void client.close({ force: true });
        return new Promise(() => undefined);
      }
      if (this.isSilentTo(call)) return new Promise(() => undefined);
      const code = this.failsBy(call);
      if (code !== '') throw createRPCError(code, 'no such luck', {});
      if (this.cutsAfter(call)) setImmediate(() => void client.close({ force: true }));
      return this.answer(method);
    });
  }

  private answer(method: string): Fields {
    const currentTime = new Date().toISOString();
    if (method === 'BootNotification') {
      return { status: this.greeting, currentTime, interval: this.intervalSeconds };
    }
    if (method === 'Heartbeat') return { currentTime };
    if (method !== 'StartTransaction') return {};
    return { transactionId: ++this.transactions, idTagInfo: { status: 'Accepted' } };
  }

  async call(method: string, params: Fields): Promise<Fields> {
    if (this.client === null) throw new Error('no charger is connected');
    return this.client.call(method, params);
  }

  async close(): Promise<void> {
    await this.server.close({ force: true });
  }
}
