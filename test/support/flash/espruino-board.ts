/**
 * A stand-in for Espruino's REPL: lines are really evaluated, with a Storage, a checksum and a print of
 * their own; a line that begins with 0x10 is not echoed; flash bits only fall until they are erased.
 */

import { crc32 } from 'node:zlib';
import type { Repl } from './stand-in.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

export class EspruinoBoard implements Repl {
  readonly files = new Map<string, string>();
  goneUntilMs = 0;
  reboots = 0;
  private out = '';
  private typed = '';
  private now = 0;

  constructor(private readonly version = '2v29') {}

  private readonly storage = {
    erase: (name: string): void => {
      this.files.delete(name);
    },
    write: (name: string, data: string, offset = 0, size = data.length): boolean => {
      const file =
        offset === 0 && !this.files.has(name) ? '\xff'.repeat(size) : this.files.get(name);
      if (file === undefined || offset + data.length > file.length) return false;
      const old = file.slice(offset, offset + data.length);
      const burnt = [...data].map((c, i) => c.charCodeAt(0) & old.charCodeAt(i));
      const middle = String.fromCharCode(...burnt);
      this.files.set(name, file.slice(0, offset) + middle + file.slice(offset + data.length));
      return true;
    },
    read: (name: string, offset = 0, length?: number): string | undefined => {
      const file = this.files.get(name);
      return file?.slice(offset, length === undefined ? undefined : offset + length);
    },
  };

  reset(): void {
    this.typed = '';
    this.out = '';
    this.goneUntilMs = this.now + 1500;
  }

  tick(nowMs: number): void {
    this.now = nowMs;
  }

  take(): string {
    const out = this.out;
    this.out = '';
    return out;
  }

  feed(byte: string): void {
    if (byte === '\x03') this.typed = '';
    else if (byte === '\n' || byte === '\r') this.run();
    else {
      this.typed += byte;
      if (!this.typed.startsWith('\x10')) this.out += byte;
    }
  }

  private run(): void {
    const isQuiet = this.typed.startsWith('\x10');
    const line = isQuiet ? this.typed.slice(1) : this.typed;
    this.typed = '';
    if (line !== '') this.evaluate(line);
    if (!isQuiet) this.out += '\r\n>';
  }

  private evaluate(line: string): void {
    const print = (text: unknown): void => {
      this.out += `${text}\r\n`;
    };
    const E = {
      CRC32: (data: string): number => crc32(latin(data)),
      reboot: (): void => {
        this.reboots++;
        this.reset();
      },
    };
    const globals = {
      print,
      E,
      require: () => this.storage,
      atob: (text: string): string => Buffer.from(text, 'base64').toString('latin1'),
      btoa: (text: string): string => latin(text).toString('base64'),
      process: { version: this.version, env: { BOARD: 'PICO_R1_3' } },
    };
    try {
      new Function(...Object.keys(globals), line)(...Object.values(globals));
    } catch (error) {
      this.out += `Uncaught ${(error as Error).name}\r\n`;
    }
  }
}
