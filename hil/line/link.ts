/**
 * Link: the host's end of a line: port, frames, heartbeat, and a named error for everything that can fail.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import {
  beginLine,
  createLine,
  type Line,
  sendLine,
  serveLine,
  Trouble,
  troubleOf,
} from '../../firmware/link/frames.ts';
import { receive } from '../../firmware/link/receive.ts';
import { BenchError, benchErrorOf } from './bench-error.ts';
import { whyNoMessage } from './board-messages.ts';
import { findPort, openPort, type Port } from './port.ts';
import type { RigBoardConnection, RigConnectionEvents } from './rig-connection.ts';

const SERVE_MS = 20;
const DRAIN_MS = 500;
/** The longest time that a restarted board takes to answer. */
const BEGIN_MS = 5000;
/** As much of a message as an error shows. */
const SHOWN = 60;

export class Link implements RigBoardConnection {
  readonly emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
  readonly line: Line;
  private port: Port | null = null;
  private timer: NodeJS.Timeout | null = null;
  private trouble: BenchError | null = null;

  /** @param name the port as the person named it: a path, or `id:…` */
  constructor(
    readonly name: string,
    private readonly baudRate = 115200,
  ) {
    const write = (text: string): boolean => {
      const taken = this.port?.write(text) ?? false;
      if (taken) this.emitter.emit('traffic', 'out', text);
      return taken;
    };
    this.line = createLine({ write, nowMs: () => performance.now() }, true, (message) =>
      this.take(message),
    );
  }

  /** The failure; null while the line is up. */
  get down(): BenchError | null {
    return this.trouble;
  }

  get isUp(): boolean {
    return this.trouble === null && this.line.synced;
  }

  /**
   * Opens the port and waits for the board's first answer. After a failure the same link can be opened again.
   *
   * @throws BenchError
   */
  async open(): Promise<void> {
    await this.close();
    this.trouble = null;
    const path = await findPort(this.name);
    this.port = await openPort(path, this.baudRate, {
      data: (text) => this.hear(text),
      gone: (error) => this.fail(error),
    });
    beginLine(this.line, `${Math.floor(Math.random() * 1000000)}`);
    this.timer = setInterval(() => this.serve(), SERVE_MS);
    await this.waitForBoard();
  }

  /** Opens again after the port has disappeared, as soon as it is back. */
  async reopen(withinMs: number): Promise<void> {
    const untilMs = performance.now() + withinMs;
    for (;;) {
      try {
        return await this.open();
      } catch (error) {
        if (!(error instanceof BenchError) || performance.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  private async waitForBoard(): Promise<void> {
    const untilMs = performance.now() + BEGIN_MS;
    while (!this.line.synced) {
      if (this.trouble !== null) throw this.trouble;
      if (performance.now() > untilMs) throw benchErrorOf(this.name, troubleOf(this.line));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /**
   * Sends a message; it arrives in order and exactly once.
   *
   * @throws BenchError while the line is down, or where too many messages wait already
   */
  send(message: string): void {
    if (this.trouble !== null) throw this.trouble;
    if (/[^ -~]/.test(message)) throw new Error(`not printable ASCII: ${JSON.stringify(message)}`);
    if (!sendLine(this.line, message)) {
      throw new BenchError(this.name, 'more than 256 lines wait', 'the board takes nothing');
    }
  }

  /** For tests of a host that stops reading. */
  pause(): void {
    this.port?.pause();
  }

  resume(): void {
    this.port?.resume();
  }

  /** Nothing that a board must not send goes further than this. */
  private take(message: string): void {
    if (this.trouble !== null) return;
    const why = whyNoMessage(message);
    if (why === '') {
      this.emitter.emit('message', message);
      return;
    }
    const what = `the board sent "${message.slice(0, SHOWN)}", which is no message: ${why}`;
    this.fail(new BenchError(this.name, what, 'is the same build on the board?'));
  }

  private hear(text: string): void {
    this.emitter.emit('traffic', 'in', text);
    const restarts = this.line.restarts;
    receive(this.line, text);
    if (this.line.restarts > restarts && this.trouble === null) {
      const what = 'the board has started again by itself, whatever ran on it is lost';
      this.fail(new BenchError(this.name, what, 'look at its supply and its watchdog'));
    }
  }

  private serve(): void {
    serveLine(this.line);
    const trouble = troubleOf(this.line);
    if (this.line.synced && trouble !== Trouble.None) this.fail(benchErrorOf(this.name, trouble));
  }

  /**
   * Ends the use of the line as if it had failed: nothing else can be sent any more, except this last
   * message.
   *
   * @param last is sent, and awaited until the board has it
   */
  async abort(error: BenchError, last: string): Promise<void> {
    if (this.trouble !== null) return;
    this.trouble = error;
    sendLine(this.line, last);
    this.emitter.emit('down', error);
    await this.drained();
    await this.close();
  }

  /** Waits until the board has everything, or half a second is over. */
  async drained(): Promise<void> {
    const untilMs = performance.now() + DRAIN_MS;
    while (this.line.queue.length > 0 && this.port !== null && performance.now() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Ends the use of the line; called by whoever finds that it cannot be used. */
  fail(error: BenchError): void {
    if (this.trouble !== null) return;
    this.trouble = error;
    this.emitter.emit('down', error);
    void this.close();
  }

  /** Ends the connection; a second call does nothing. */
  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    const port = this.port;
    this.port = null;
    await port?.close();
  }
}
