/**
 * Link: the host's end of a line: port, frames, heartbeat, and a named error for everything that can fail.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import {
  beginLine,
  createLine,
  type Line,
  LineFault,
  lineFaultOf,
  sendLine,
  serveLine,
} from '../../firmware/link/frames.ts';
import { receive } from '../../firmware/link/receive.ts';
import { BenchError, badLineOf, benchErrorOf, echoOf } from './bench-error.ts';
import { whyNoMessage } from './board-messages.ts';
import { LineQuality } from './line-quality.ts';
import { findPort, openPort, type Port } from './port.ts';
import type { RigBoardConnection, RigConnectionEvents } from './rig-connection.ts';

const SERVE_MS = 20;
const DRAIN_MS = 500;
/** The longest time that a restarted board takes to answer. */
const BEGIN_MS = 5000;
/** A restarted board prints its name first. */
const GARBAGE_MS = 2500;
const GARBAGE_LIMIT = 200;
/** This computer did not serve the line for so long. */
const LATE_SERVE_MS = 120;
/** As much of a message as an error shows. */
const SHOWN = 60;

export class Link implements RigBoardConnection {
  readonly emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
  readonly line: Line;
  private port: Port | null = null;
  private timer: NodeJS.Timeout | null = null;
  private trouble: BenchError | null = null;
  /** The frame that is still arriving, and the last line that was none. */
  private heard = '';
  private garbage = '';
  private servedAtMs = 0;
  /** When the message was sent whose acknowledgement is measured; 0 without one. */
  private askedAtMs = 0;

  /** @param name the port as the person named it: a path, or `id:…` */
  constructor(
    readonly name: string,
    private readonly baudRate = 115200,
    /** Counts on when the same rig is opened again by another link. */
    readonly quality = new LineQuality(),
  ) {
    const write = (text: string): boolean => {
      const taken = this.port?.write(text) ?? false;
      if (!taken) return false;
      this.quality.send(text.trimEnd());
      this.emitter.emit('traffic', 'out', text);
      return true;
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
    this.heard = '';
    this.garbage = '';
    this.quality.begin();
    const path = await findPort(this.name);
    this.port = await openPort(path, this.baudRate, {
      data: (text) => this.receive(text),
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
    const fromMs = performance.now();
    while (!this.line.synced) {
      if (this.trouble !== null) throw this.trouble;
      const trouble = lineFaultOf(this.line);
      const mostMs = trouble === LineFault.Garbage ? GARBAGE_MS : BEGIN_MS;
      if (performance.now() - fromMs > mostMs) throw this.errorOf(trouble);
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
    if (this.line.queue.length === 0) this.askedAtMs = performance.now();
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
    const shown = message.slice(0, SHOWN).replace(/[^ -~]/g, '?');
    const what = `the board sent "${shown}", which is no message: ${why}`;
    this.fail(new BenchError(this.name, what, 'is the same build on the board?'));
  }

  private receive(text: string): void {
    this.emitter.emit('traffic', 'in', text);
    const restarts = this.line.restarts;
    this.line.bytesAtMs = performance.now();
    const frames = (this.heard + text).split('\n');
    this.heard = (frames.pop() ?? '').slice(-GARBAGE_LIMIT);
    for (const frame of frames) this.takeFrame(frame);
    if (this.line.restarts > restarts) {
      const what = 'the board has started again by itself, whatever ran on it is lost';
      this.fail(new BenchError(this.name, what, 'look at its supply and its watchdog'));
    }
    if (this.quality.isEcho) this.fail(echoOf(this.name));
  }

  private takeFrame(frame: string): void {
    const { line, quality } = this;
    const { badFrames, expected, first } = line;
    receive(line, `${frame}\n`);
    if (line.badFrames > badFrames) {
      if (frame.trim() !== '') this.garbage = frame.trim();
      if (line.synced) quality.flaw('damaged');
      return;
    }
    quality.receive(frame, expected);
    if (line.first !== first) this.tookAnswer();
  }

  /** The oldest message under way was acknowledged. */
  private tookAnswer(): void {
    if (this.askedAtMs > 0) this.quality.trip(performance.now() - this.askedAtMs);
    this.askedAtMs = 0;
  }

  private errorOf(trouble: LineFault): BenchError {
    return benchErrorOf(this.name, trouble, this.garbage.slice(0, SHOWN));
  }

  private serve(): void {
    const { line } = this;
    const nowMs = performance.now();
    const isPunctual = nowMs - this.servedAtMs < LATE_SERVE_MS;
    this.servedAtMs = nowMs;
    const { resends } = line;
    serveLine(line);
    // Where this computer was too busy to listen, an answer may wait unheard.
    if (line.resends > resends && isPunctual) this.quality.flaw('unanswered');
    const trouble = lineFaultOf(line);
    if (line.synced && trouble !== LineFault.None) this.fail(this.errorOf(trouble));
    const why = this.quality.whyBad;
    if (why !== '') this.fail(badLineOf(this.name, why, this.quality.isOnlyLate));
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
