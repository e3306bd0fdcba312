/**
 * Product console: the console of a board with the firmware that ships, without a protocol: lines of text
 * without numbers or checksums. Input and output from before this connection are ignored.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import { BenchError } from './bench-error.ts';
import { findPort, openPort, type Port } from './port.ts';
import type { RigConnectionEvents } from './rig-connection.ts';

/** Longer input without an end of line is discarded. */
const LINE_LIMIT = 200;
const ANSWER_MS = 2000;

export class ProductConsole {
  /** A message is a whole line. */
  readonly emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
  private port: Port | null = null;
  private trouble: BenchError | null = null;
  private received = '';

  /** @param name the port as the person named it: a path, or `id:…` */
  constructor(
    readonly name: string,
    private readonly baudRate = 115200,
  ) {}

  /** The failure; null while the line is up. */
  get down(): BenchError | null {
    return this.trouble;
  }

  /** @throws BenchError where the port cannot be opened */
  async open(): Promise<void> {
    await this.close();
    this.trouble = null;
    this.received = '';
    this.port = await openPort(await findPort(this.name), this.baudRate, {
      data: (text) => this.receive(text),
      gone: (error) => this.fail(error),
    });
    // A half-typed line from an earlier user is ended here, so that it does not become the beginning of our
    // first line.
    this.port.write('\n');
  }

  private receive(text: string): void {
    this.emitter.emit('traffic', 'in', text);
    const lines = (this.received + text).split('\n');
    this.received = (lines.pop() ?? '').slice(-LINE_LIMIT);
    for (const line of lines) {
      const said = line
        .replaceAll('\r', '')
        .replace(/[^ -~]/g, '?')
        .trim();
      if (said !== '') this.emitter.emit('message', said);
    }
  }

  /** Ends the use of the console; called by whoever finds that it cannot be used. */
  fail(error: BenchError): void {
    if (this.trouble !== null) return;
    this.trouble = error;
    this.emitter.emit('down', error);
    void this.close();
  }

  /** @throws BenchError while the line is down, or where no more input is accepted */
  type(line: string): void {
    if (this.trouble !== null) throw this.trouble;
    const text = `${line}\n`;
    if (this.port?.write(text) !== true) {
      throw new BenchError(this.name, 'the console takes nothing', 'plug its adapter in again');
    }
    this.emitter.emit('traffic', 'out', text);
  }

  /**
   * Types a line and waits until the given number of lines have arrived that begin as an answer does.
   *
   * @throws BenchError where they do not come in time
   */
  async ask(line: string, begins: readonly string[], count = 1): Promise<string[]> {
    const answers: string[] = [];
    const take = (said: string): void => {
      if (begins.some((begin) => said.startsWith(begin))) answers.push(said);
    };
    this.emitter.on('message', take);
    const untilMs = performance.now() + ANSWER_MS;
    try {
      this.type(line);
      while (answers.length < count) {
        if (this.trouble !== null) throw this.trouble;
        if (performance.now() > untilMs) {
          const what = `no answer to "${line}" within ${ANSWER_MS / 1000} s`;
          const todo =
            'is the firmware that ships on this board, is it powered, and is this its console?';
          throw new BenchError(this.name, what, todo, true);
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    } finally {
      this.emitter.off('message', take);
    }
    return answers;
  }

  /** A second call does nothing. */
  async close(): Promise<void> {
    const port = this.port;
    this.port = null;
    await port?.close();
  }
}
