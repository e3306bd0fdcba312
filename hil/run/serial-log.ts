/**
 * Serial log: both directions of a rig's lines in a file. What is older than some megabytes is compressed into
 * numbered files beside it; the newest stays plain.
 */

import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A plain file of this size is closed; between one and two of them stay plain. */
const PART_BYTES = 2 * 1024 * 1024;
/** Longer input without an end of line is cut. */
const LINE_LIMIT = 200;
/** Lines wait in memory until there are so many characters, or so long. */
const FLUSH_CHARACTERS = 32768;
const FLUSH_MS = 200;
/** A rig that talks without end must not fill the disk: the oldest parts go first. */
const MOST_PARTS = 500;

export class SerialLog {
  private file: number | null;
  private waiting = '';
  private timer: NodeJS.Timeout | null = null;
  private bytes = 0;
  private parts = 0;
  private packing: Promise<unknown> = Promise.resolve();
  private readonly lines = { in: '', out: '' };
  private readonly fromMs = performance.now();

  constructor(
    private readonly folder: string,
    private readonly partBytes = PART_BYTES,
  ) {
    this.file = openSync(this.plain, 'w');
  }

  private get plain(): string {
    return join(this.folder, 'serial.log');
  }

  private older(part: number): string {
    return join(this.folder, `serial-${String(part).padStart(4, '0')}.log`);
  }

  /** One line of the log per line on the wire: seconds since the start, `>` to the board, `<` from it. */
  readonly record = (direction: 'in' | 'out', text: string): void => {
    // The reports are written before the rig is made safe, and the board may still send lines then.
    if (this.file === null) return;
    const lines = (this.lines[direction] + text).split('\n');
    this.lines[direction] = (lines.pop() ?? '').slice(-LINE_LIMIT);
    const seconds = ((performance.now() - this.fromMs) / 1000).toFixed(4).padStart(10);
    const arrow = direction === 'out' ? '>' : '<';
    for (const line of lines) this.write(`${seconds} ${arrow} ${line}\n`);
  };

  private write(line: string): void {
    this.waiting += line;
    this.bytes += line.length;
    if (this.bytes >= this.partBytes) this.turn();
    else if (this.waiting.length >= FLUSH_CHARACTERS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.file !== null && this.waiting !== '')
      writeSync(this.file, this.waiting, null, 'latin1');
    this.waiting = '';
  }

  /** Begins a new plain file; the one before stays plain, and the one before that is compressed. */
  private turn(): void {
    this.flush();
    this.bytes = 0;
    if (this.file !== null) closeSync(this.file);
    this.parts++;
    renameSync(this.plain, this.older(this.parts));
    this.file = openSync(this.plain, 'w');
    const part = this.parts - 1;
    if (part >= 1) this.packing = this.packing.then(() => this.pack(part));
  }

  private async pack(part: number): Promise<void> {
    const path = this.older(part);
    await pipeline(createReadStream(path), createGzip(), createWriteStream(`${path}.gz`));
    rmSync(path);
    if (part > MOST_PARTS) rmSync(`${this.older(part - MOST_PARTS)}.gz`, { force: true });
  }

  /** Waits until everything is on the disk; a second call does nothing. */
  async end(): Promise<void> {
    this.flush();
    if (this.file !== null) closeSync(this.file);
    this.file = null;
    await this.packing;
  }
}
