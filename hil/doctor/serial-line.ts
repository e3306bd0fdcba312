/**
 * A serial port, or a process in its place, as a line. When a board's USB disappears at a reset, it returns
 * under the same name: the port is opened again as soon as it exists.
 */

import { answerLine, type KeyRole } from '../../sim/challenge.ts';
import type { Port, PortEvents } from '../line/port.ts';
import type { ConsoleLine } from './examination.ts';

/** Longer input without an end of line is discarded. */
const LINE_LIMIT = 500;
const REOPEN_MS = 250;
/** A role that a key has opened lasts for 5 min. */
const IDENTIFY_MS = 240000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class SerialLine implements ConsoleLine {
  private port: Port | null = null;
  private typed = '';
  private readonly received: string[] = [];
  private wake: () => void = () => undefined;
  private isClosed = false;
  private identifyAtMs = 0;

  constructor(
    readonly name: string,
    private readonly openPort: (events: PortEvents) => Promise<Port>,
    private readonly keys: ReadonlyMap<KeyRole, string> = new Map(),
  ) {}

  /** @throws BenchError where the port cannot be opened */
  async open(): Promise<void> {
    this.port = await this.openPort({
      data: (text) => this.receive(text),
      gone: () => {
        this.port = null;
        this.identifyAtMs = 0;
        this.typed = '';
      },
    });
  }

  private receive(text: string): void {
    const lines = (this.typed + text).split('\n');
    this.typed = (lines.pop() ?? '').slice(-LINE_LIMIT);
    for (const line of lines) this.hear(line.replaceAll('\r', '').trim());
    if (lines.length > 0) this.wake();
  }

  private hear(line: string): void {
    this.received.push(line);
    const answer = answerLine(this.keys, line);
    if (answer !== null) this.port?.write(`${answer}\n`);
  }

  /** Asks for the installer's role, and in time again. Its key answers the challenge. */
  private identify(): void {
    if (!this.keys.has('installer') || this.nowMs() < this.identifyAtMs) return;
    this.identifyAtMs = this.nowMs() + IDENTIFY_MS;
    this.port?.write('role installer\n');
  }

  /** The port may have disappeared at a reset. */
  private async reopen(): Promise<void> {
    if (this.port !== null || this.isClosed) return;
    await this.open().catch(() => undefined);
  }

  async write(line: string): Promise<void> {
    await this.reopen();
    this.identify();
    this.port?.write(`${line}\n`);
  }

  async read(withinMs: number): Promise<string | null> {
    const untilMs = this.nowMs() + withinMs;
    while (this.received.length === 0) {
      const leftMs = untilMs - this.nowMs();
      if (leftMs <= 0) return null;
      await this.reopen();
      const received = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([received, sleep(Math.min(leftMs, REOPEN_MS))]);
    }
    return this.received.shift() ?? null;
  }

  nowMs(): number {
    return performance.now();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const port = this.port;
    this.port = null;
    await port?.close();
  }
}
