/**
 * Wire: bytes to and from a board's REPL, one character each. A serial port is a wire; a stand-in too.
 */

import { openPort, type Port } from '../line/port.ts';

export interface Wire {
  /** Its name in messages. */
  readonly name: string;
  send(bytes: string): Promise<void>;
  /** The received text; '' when nothing arrived in time. */
  receive(withinMs: number): Promise<string>;
  nowMs(): number;
  /** The port disappears and returns at a reset of the board: whether it is back. */
  reopen(withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

const BAUD = 115200;
/** Size of the pieces that a port accepts. */
const PIECE = 512;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class SerialWire implements Wire {
  private port: Port | null = null;
  private received = '';
  private wake: () => void = () => undefined;

  constructor(readonly name: string) {}

  /** @throws BenchError where the port cannot be opened */
  async open(): Promise<void> {
    this.port = await openPort(this.name, BAUD, {
      data: (text) => {
        this.received += text;
        this.wake();
      },
      gone: () => {
        this.port = null;
        this.wake();
      },
    });
  }

  async send(bytes: string): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.slice(at, at + PIECE);
      for (let waits = 0; this.port !== null && !this.port.write(piece); waits++) {
        if (waits > 200) return;
        await sleep(10);
      }
    }
  }

  async receive(withinMs: number): Promise<string> {
    if (this.received === '' && this.port !== null) {
      const arrived = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([arrived, sleep(withinMs)]);
    } else if (this.received === '') {
      await sleep(Math.min(withinMs, 100));
    }
    const received = this.received;
    this.received = '';
    return received;
  }

  nowMs(): number {
    return performance.now();
  }

  async reopen(withinMs: number): Promise<boolean> {
    const untilMs = this.nowMs() + withinMs;
    while (this.port === null && this.nowMs() < untilMs) {
      await this.open().catch(() => sleep(200));
    }
    return this.port !== null;
  }

  async close(): Promise<void> {
    const port = this.port;
    this.port = null;
    await port?.close();
  }
}
