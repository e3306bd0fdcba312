/**
 * A stand-in for Kaluma's REPL on the Pico, after its published source: echo, `.flash`, a YMODEM receiver
 * that counts refused packets, a program that ends at the first zero, and a watchdog that stays armed.
 */

import { Script } from 'node:vm';
import type { Repl } from './stand-in.ts';

const PAGE = 256;
const BITES_MS = 3000;
const BOOT_MS = 1200;
const ERASED = 4096 * 12;

function isProgram(code: string): boolean {
  try {
    new Script(code);
    return true;
  } catch {
    return false;
  }
}

function crc16(bytes: string): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte.charCodeAt(0) << 8;
    for (let i = 0; i < 8; i++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

export class KalumaBoard implements Repl {
  flash = '\xff'.repeat(ERASED);
  running = false;
  goneUntilMs = 0;
  /** Every program that was started, in order. */
  readonly started: string[] = [];
  private out = '';
  private typed = '';
  private now = 0;
  private bitesAtMs = Number.POSITIVE_INFINITY;
  private packet: string | null = null;
  private count = 0;
  private errors = 0;
  private left = 0;
  private written = '';
  private heardAtMs = 0;
  private transferring = false;
  private fileDone = false;

  constructor(private readonly version = '1.2.1') {}

  install(program: string): void {
    this.flash = program
      .padEnd(Math.ceil((program.length + 1) / PAGE) * PAGE, '\0')
      .padEnd(ERASED, '\xff');
    this.boot();
  }

  get program(): string {
    if (this.flash.startsWith('\xff')) return '';
    const end = this.flash.indexOf('\0');
    return this.flash.slice(0, end < 0 ? ERASED : end);
  }

  private boot(): void {
    this.running = this.program !== '';
    // What does not parse to its end does not run at all.
    if (this.running && isProgram(this.program)) this.started.push(this.program);
    this.bitesAtMs = Number.POSITIVE_INFINITY;
    this.transferring = false;
    this.typed = '';
  }

  reset(): void {
    this.goneUntilMs = this.now + BOOT_MS;
    this.out = '';
    this.boot();
  }

  take(): string {
    const out = this.out;
    this.out = '';
    return out;
  }

  tick(nowMs: number): void {
    this.now = nowMs;
    if (nowMs >= this.bitesAtMs) this.reset();
    if (this.transferring && nowMs - this.heardAtMs >= 1000) {
      this.heardAtMs = nowMs;
      this.packet = null;
      this.refuse();
    }
  }

  /** The receiver's reaction to anything that is not a whole packet. */
  private refuse(): void {
    if (this.count > 0) this.errors++;
    this.out += this.errors > 5 ? '\x18\x18' : 'C';
  }

  feed(byte: string): void {
    if (this.transferring) this.receive(byte);
    else this.type(byte);
  }

  private type(byte: string): void {
    if (byte === '\x03') {
      this.typed = '';
      return;
    }
    if (byte !== '\r') {
      this.typed += byte;
      this.out += byte;
      return;
    }
    this.out += '\r\n';
    const line = this.typed;
    this.typed = '';
    this.obey(line);
    if (!this.transferring) this.out += '\x1b[0m> ';
  }

  private obey(line: string): void {
    if (line === '.hi') this.out += `   _____/ . \\   Welcome to Kaluma v${this.version}\r\n`;
    else if (line === '.flash -e') {
      this.flash = '\xff'.repeat(ERASED);
      this.out += 'Flash has erased\r\n';
    } else if (line === '.flash -t') this.out += `${ERASED}\r\n`;
    else if (line === '.flash -s') this.out += `${this.program.length}\r\n`;
    else if (line === '.flash -r') this.out += `${this.program.replaceAll('\n', '\r\n')}\r\n`;
    else if (line === '.flash -w') {
      this.out += "Transfer a file via YMODEM... (press 'a' to abort)\r\n";
      this.transferring = true;
      this.fileDone = false;
      this.packet = null;
      this.count = 0;
      this.errors = 0;
      this.heardAtMs = this.now;
    } else if (line === '.load') this.boot();
    else if (line === '.reset') {
      // The program is gone, and nobody feeds its watchdog.
      if (this.running) this.bitesAtMs = this.now + BITES_MS;
      this.running = false;
    } else if (line.startsWith('.')) this.out += `Unknown command: ${line}\r\n`;
    else if (line !== '') this.out += '\x1b[31mReferenceError\x1b[0m\r\n';
  }

  private receive(byte: string): void {
    this.heardAtMs = this.now;
    if (this.packet !== null) {
      this.packet += byte;
      if (this.packet.length === 3 + 1024 + 2) this.take1k();
    } else if (byte === '\x02') this.packet = byte;
    else if (byte === '\x04') {
      this.out += '\x06';
      this.fileDone = true;
      this.count = 0;
    } else if (byte === 'a' || byte === 'A') this.end('\x18\x18\r\nAborted\r\n');
    else this.refuse();
  }

  private take1k(): void {
    const packet = this.packet ?? '';
    this.packet = null;
    const body = packet.slice(3, 1027);
    const crc = (packet.charCodeAt(1027) << 8) | packet.charCodeAt(1028);
    const number = packet.charCodeAt(1);
    if ((number ^ 0xff) !== packet.charCodeAt(2) || crc16(body) !== crc) {
      this.refuse();
      return;
    }
    this.errors = 0;
    if (number !== (this.count & 0xff)) this.out += '\x15';
    else if (this.count > 0) this.store(body);
    else if (body.startsWith('\0')) this.finish();
    else this.begin(body);
    this.count++;
  }

  private begin(body: string): void {
    this.left = Number.parseInt(body.slice(body.indexOf('\0') + 1), 10);
    this.written = '';
    this.out += '\x06C';
  }

  private store(body: string): void {
    const part = body.slice(0, this.left);
    this.left -= part.length;
    this.written += part;
    this.burn();
    this.out += '\x06';
  }

  /** Whole pages are written as they come; the last one when the session ends. */
  private burn(isLast = false): void {
    const whole = Math.floor(this.written.length / PAGE) * PAGE;
    const rest = this.written.slice(whole);
    const tail = isLast && rest !== '' ? rest.padEnd(PAGE, '\0') : '';
    this.flash = (this.written.slice(0, whole) + tail).padEnd(ERASED, '\xff');
  }

  private finish(): void {
    this.burn(true);
    this.end(this.fileDone ? '\x06\r\nDone\r\n' : '\r\nFailed to receive\r\n');
  }

  private end(words: string): void {
    this.out += words;
    this.transferring = false;
  }
}
