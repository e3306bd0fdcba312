/**
 * OCPP link: the connection to a back-end, on the package ocpp-rpc. One call at a time, each with an id of ours, so
 * that one that is sent again after a cut can be recognised; a new connection after a pause that grows, with jitter.
 */

import { randomUUID } from 'node:crypto';
import type { RPCClient } from 'ocpp-rpc';
import { loadPackage } from '../core/optional-package.ts';
import { pause, type Time } from '../core/time.ts';
import { CallCut, CallRefused } from './call-errors.ts';
import type { Answer, Fields } from './dialect.ts';
import { validatorOf } from './schemas.ts';

export type Version = '1.6' | '2.0.1' | '2.1';

export interface OcppOptions {
  readonly url: string;
  /** The charger's name at the back-end. */
  readonly id: string;
  readonly version: Version;
  /** Basic authentication; null without. */
  readonly password: string | null;
  /** Certificates that are trusted instead of the system's, as PEM. */
  readonly ca: string | null;
}

const CONNECT_MS = 30000;
const CALL_MS = 30000;
/** The charger's answers are there within 8 s: no call is held back for one for longer. */
const HELD_MS = 10000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 120000;
const PING_MS = 30000;
const FAREWELL_MS = 2000;
/** In bytes: nothing that a charger is asked needs more, and a longer one keeps this computer busy. */
const LONGEST_MESSAGE = 2 ** 20;

interface Pending {
  resolve(answer: Fields): void;
  reject(error: Error): void;
}

export interface LinkEvents {
  opened(): void;
  closed(why: string): void;
}

export class OcppLink {
  private client: RPCClient | null = null;
  private readonly pending = new Map<string, Pending>();
  private last: Promise<unknown> = Promise.resolve();
  /** What the back-end has asked and is not answered yet. */
  private readonly asked = new Set<symbol>();
  private release: () => void = () => undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private cancelPause: () => void = () => undefined;
  private isEnded = false;
  isOpen = false;
  /** The back-end wants to hear nothing of this charger: what it asks is neither answered nor carried out. */
  isRejected = false;

  constructor(
    private readonly options: OcppOptions,
    private readonly answers: Readonly<Record<string, Answer>>,
    private readonly time: Time,
    private readonly events: LinkEvents,
  ) {}

  /** @throws EnvironmentError where the package is not installed */
  async open(): Promise<void> {
    const rpc = await loadPackage('ocpp-rpc', () => import('ocpp-rpc'));
    if (this.isEnded) return;
    const { options } = this;
    const validator = await validatorOf(rpc as never, options.version);
    if (this.isEnded) return;
    const client = new rpc.RPCClient({
      endpoint: options.url.replace(/\/$/, ''),
      identity: options.id,
      protocols: [validator.subprotocol],
      password: options.password,
      strictMode: true,
      strictModeValidators: [validator],
      reconnect: false,
      pingIntervalMs: PING_MS,
      wsOpts: { maxPayload: LONGEST_MESSAGE, ...(options.ca === null ? {} : { ca: options.ca }) },
    } as ConstructorParameters<typeof RPCClient>[0]);
    this.client = client;
    client.handle((async ({ method = '', params = {} }: { method?: string; params?: Fields }) => {
      if (this.isRejected) return noReply(rpc);
      const answer = Object.hasOwn(this.answers, method) ? this.answers[method] : undefined;
      if (answer === undefined) throw rpc.createRPCError('NotImplemented');
      return this.reply(answer, params);
    }) as never);
    client.on('response', ({ outbound, payload }) => {
      if (outbound !== true) this.hear(payload);
    });
    client.on('close', () => {
      // While it is being opened the reason comes below.
      if (this.isOpen) this.shut('the connection was closed');
    });
    const why = await this.connect(client);
    if (why !== '') {
      this.shut(why);
      return;
    }
    if (this.isEnded || this.client !== client) return;
    this.isOpen = true;
    this.events.opened();
  }

  /** @returns why it has not come about; empty where it has */
  private async connect(client: RPCClient): Promise<string> {
    let late = '';
    // Whoever takes the connection and says nothing, as a stalled proxy does, would be waited for for ever.
    const cancel = this.time.after(CONNECT_MS, () => {
      late = `the connection was not answered within ${CONNECT_MS / 1000} s`;
      void client.close();
    });
    try {
      await client.connect();
      return '';
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      return late || message || `${code ?? 'it was refused'}`;
    } finally {
      cancel();
    }
  }

  private async reply(answer: Answer, params: Fields): Promise<Fields> {
    const request = Symbol();
    this.asked.add(request);
    try {
      return await answer(params);
    } finally {
      // The package sends what is returned here before anything that waits for the next turn.
      setImmediate(() => {
        this.asked.delete(request);
        if (this.asked.size === 0) this.release();
      });
    }
  }

  /**
   * Both sides may call at once, but a back-end that takes one call at a time refuses ours, or leaves it lying, while it
   * waits for our answer.
   */
  private whenAnswered(): Promise<void> {
    if (this.asked.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.time.after(HELD_MS, resolve);
      this.release = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Greeted: the next pause is a short one again. */
  settle(): void {
    this.pauseMs = FIRST_PAUSE_MS;
  }

  private hear(payload: readonly unknown[]): void {
    const [type, id, ...rest] = payload;
    const pending = this.pending.get(String(id));
    if (pending === undefined) return;
    this.pending.delete(String(id));
    if (type === 3) pending.resolve((rest[0] ?? {}) as Fields);
    else pending.reject(new CallRefused(String(rest[0] ?? ''), String(rest[1] ?? '')));
  }

  private shut(why: string): void {
    if (this.client === null) return;
    this.client = null;
    this.isOpen = false;
    for (const { reject } of this.pending.values()) reject(new CallCut(why));
    this.pending.clear();
    this.asked.clear();
    this.release();
    this.events.closed(why);
    if (this.isEnded) return;
    // Many chargers lose their back-end in one instant: they must not all come back in one.
    const pauseMs = this.pauseMs * (0.5 + Math.random() / 2);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    this.cancelPause = this.time.after(pauseMs, () => void this.open());
  }

  /**
   * Calls the back-end; one call at a time, in order.
   *
   * @param id the same when it is sent again
   * @throws CallRefused, CallCut
   */
  call(method: string, params: Fields, id: string = randomUUID()): Promise<Fields> {
    const call = this.last
      .then(() => this.whenAnswered())
      .then(() => this.callNow(method, params, id));
    this.last = call.catch(() => undefined);
    return call;
  }

  private callNow(method: string, params: Fields, id: string): Promise<Fields> {
    const { client } = this;
    if (client === null || !this.isOpen) return Promise.reject(new CallCut('no connection'));
    return new Promise((resolve, reject) => {
      const cancel = this.time.after(CALL_MS, () => {
        this.pending.delete(id);
        reject(new CallCut(`no answer to ${method} within ${CALL_MS / 1000} s`));
        this.cut();
      });
      this.pending.set(id, {
        resolve: (answer) => {
          cancel();
          resolve(answer);
        },
        reject: (error) => {
          cancel();
          reject(error);
        },
      });
      client.sendRaw(JSON.stringify([2, id, method, params]));
    });
  }

  /** Ends this connection; another one follows. */
  cut(): void {
    void this.client?.close({ force: true } as never)?.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.isEnded = true;
    this.cancelPause();
    const { client } = this;
    if (client === null) return;
    this.shut('the bridge ends');
    const farewell = client.close({ code: 1000 } as never).catch(() => undefined);
    // A back-end that has stalled must not keep this process from its end.
    await Promise.race([farewell, pause(this.time, FAREWELL_MS)]);
    (client as unknown as { _ws?: { terminate(): void } })._ws?.terminate();
  }
}

/** What the package sends nothing for. Node finds no name for it among those of the module, only in the whole of it. */
function noReply(rpc: object): unknown {
  return (rpc as { default: { NOREPLY: unknown } }).default.NOREPLY;
}
