/**
 * Back-end: the server of the package ocpp-ts, which others wrote, on this computer alone: for the demonstration and
 * for tests. It answers every message that a charger sends, and asks what it is told to ask.
 */

import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { OcppClientConnection } from 'ocpp-ts';
import { loadPackage } from '../core/optional-package.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface BackEndOptions {
  /** Takes every message before it is answered; what it returns is answered instead. */
  readonly heard?: (method: string, fields: Fields) => Fields | null;
  /** The whole header of the authorization that is asked for. */
  readonly authorization?: string;
  /** PEM: then it speaks TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

const methods = [
  'BootNotification',
  'Heartbeat',
  'StartTransaction',
  'StopTransaction',
  'StatusNotification',
  'MeterValues',
] as const;

export class BackEnd {
  private client: OcppClientConnection | null = null;
  private transactions = 0;

  private constructor(
    private readonly server: Server,
    private readonly options: BackEndOptions,
  ) {}

  /** @throws EnvironmentError where the package is not installed */
  static async open(options: BackEndOptions = {}): Promise<BackEnd> {
    const { OcppServer } = await loadPackage('ocpp-ts', () => import('ocpp-ts'));
    const ocpp = new OcppServer();
    const server = listenHere(options.certificate === undefined ? 'http' : 'https', () =>
      ocpp.listen(0, options.certificate),
    );
    const backEnd = new BackEnd(server, options);
    ocpp.on('connection', (client: OcppClientConnection) => backEnd.serve(client));
    if (options.authorization !== undefined) {
      ocpp.on('authorization', (_id, request, reply) => {
        const isRight = request.headers.authorization === options.authorization;
        reply(isRight ? undefined : new Error('not authorised'));
      });
    }
    await once(server, 'listening');
    return backEnd;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.options.certificate === undefined ? 'ws' : 'wss'}://localhost:${port}`;
  }

  get isConnected(): boolean {
    return this.client !== null;
  }

  private serve(client: OcppClientConnection): void {
    this.client = client;
    client.on('close', () => {
      if (this.client === client) this.client = null;
    });
    client.on('error', () => undefined);
    for (const method of methods) {
      client.on(method as 'Heartbeat', (fields: object, reply: (answer: never) => void) => {
        reply(this.answer(method, fields as Fields) as never);
      });
    }
  }

  private answer(method: (typeof methods)[number], fields: Fields): Fields {
    const own = this.options.heard?.(method, fields) ?? null;
    if (own !== null) return own;
    const currentTime = new Date().toISOString();
    if (method === 'BootNotification') return { status: 'Accepted', currentTime, interval: 300 };
    if (method === 'Heartbeat') return { currentTime };
    if (method !== 'StartTransaction') return {};
    return { transactionId: ++this.transactions, idTagInfo: { status: 'Accepted' } };
  }

  /** Asks the charger. @throws where it answers with an error, or is not connected */
  async call(method: string, fields: Fields): Promise<Fields> {
    const { client } = this;
    if (client === null) throw new Error('no charger is connected');
    return (await client.callRequest(
      method as 'UnlockConnector',
      fields as never,
    )) as unknown as Fields;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The package listens on every interface and keeps its server to itself: here it listens for this computer alone. */
function listenHere(kind: 'http' | 'https', listen: () => void): Server {
  const module = createRequire(import.meta.url)(kind) as { createServer(...args: never[]): Server };
  const { createServer } = module;
  let made: Server | null = null;
  module.createServer = (...args) => {
    const server = createServer(...args);
    const open = server.listen.bind(server);
    server.listen = ((port: number) => open(port, 'localhost')) as Server['listen'];
    made = server;
    return server;
  };
  try {
    listen();
  } finally {
    module.createServer = createServer;
  }
  if (made === null) throw new Error('ocpp-ts made no server');
  return made;
}
