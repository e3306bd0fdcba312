/**
 * Journal: what must outlive the bridge: events that wait for their receiver, in order, and notes. One file that is
 * only appended to, a line for each record; a line that a power cut has torn is no record, and whatever belongs
 * together stands in one line. So nothing is lost and nothing is there twice, whenever the process ends.
 */

import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { EnvironmentError } from '../../sim/errors.ts';

export interface Event<Kind extends string = string> {
  /** Counts on from event to event. */
  readonly number: number;
  /** The same whenever it is sent again, so that its receiver can recognise it. */
  readonly id: string;
  readonly dateMs: number;
  readonly kind: Kind;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Line {
  readonly events?: readonly Event[];
  readonly notes?: Readonly<Record<string, unknown>>;
  /** The event with this number has arrived. */
  readonly done?: number;
  /** The highest number that was given. */
  readonly last?: number;
}

/** The calendar of this language ends there. */
const LAST_DATE_MS = 8.64e15;
/** Lines in the file before it is written anew without what is done. */
const MOST_LINES = 2000;
/** Events that wait. Beyond it the oldest that may be left out is. */
const MOST_WAITING = 10000;

function isEvent(value: unknown): value is Event {
  const { number, id, dateMs, kind, data } = (value ?? {}) as Partial<Record<keyof Event, unknown>>;
  const isDated = typeof dateMs === 'number' && Math.abs(dateMs) <= LAST_DATE_MS;
  const isNamed = typeof id === 'string' && typeof kind === 'string';
  return isNamed && isDated && Number.isSafeInteger(number) && isObject(data);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** What can be read of a line; nothing of one that was torn, or that the disk has spoiled. */
function readLine(text: string): { readonly record: Line; readonly isWhole: boolean } {
  try {
    const value = JSON.parse(text) as Line;
    const { events = [], notes = {}, done = 0, last = 0 } = value;
    const read = Array.isArray(events) ? events.filter(isEvent) : [];
    const record: Line = {
      events: read,
      notes: isObject(notes) ? notes : {},
      done: isCount(done) ? done : 0,
      last: isCount(last) ? last : 0,
    };
    const isWhole = isObject(value) && isObject(notes) && isCount(done) && isCount(last);
    return { record, isWhole: isWhole && read.length === events.length };
  } catch {
    return { record: {}, isWhole: false };
  }
}

export class Journal {
  private readonly notes = new Map<string, unknown>();
  private queue: Event[] = [];
  private lines = 0;
  private isFull = false;
  private last = 0;
  /** Lines that cannot be read, and are not the torn end. */
  private damaged = 0;
  /** Null while the disk takes nothing: what happens is in memory then, and written when it takes something again. */
  private file: number | null = null;

  /**
   * @param path the file; its folder is created, for this user alone
   * @param isHeard somebody receives events; otherwise none are kept
   * @param mayDrop whether an event may be left out where far too many wait
   * @param complain takes a line for the person
   * @throws EnvironmentError where the folder cannot be made, or the file not be read
   */
  constructor(
    private readonly path: string,
    private readonly isHeard = true,
    private readonly mayDrop: (event: Event) => boolean = () => false,
    private readonly complain: (line: string) => void = () => undefined,
  ) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (existsSync(path)) this.read(readFileSync(path, 'utf8'));
      if (this.damaged > 0) this.setAside();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new EnvironmentError(
        `${path}: the journal cannot be kept here (${code}); "folder" in the config names another place`,
      );
    }
    this.tryToWrite(() => this.rewrite());
  }

  private read(text: string): void {
    const lines = text.split('\n');
    // The end of the file: the process was ended while it wrote this line, or the power while the disk did.
    const torn = lines.pop() ?? '';
    for (const line of lines) {
      const { record, isWhole } = readLine(line);
      this.take(record);
      if (!isWhole) this.damaged++;
    }
    this.take(readLine(torn).record);
  }

  /** The file as it was is kept: what cannot be read here may be of use to a person. */
  private setAside(): void {
    let copy = `${this.path}.damaged`;
    for (let i = 2; existsSync(copy); i++) copy = `${this.path}.damaged-${i}`;
    let place = `the file as it was is kept as ${copy}`;
    try {
      copyFileSync(this.path, copy);
      chmodSync(copy, 0o600);
    } catch (error) {
      place = `and it cannot be kept as ${copy} (${(error as NodeJS.ErrnoException).code})`;
    }
    const lines = this.damaged === 1 ? 'one line' : `${this.damaged} lines`;
    this.complain(
      `journal: ${lines} of ${this.path} cannot be read, and what stood there is not known: ${place}`,
    );
  }

  private take({ events = [], notes = {}, done = 0, last = 0 }: Line): void {
    for (const [name, value] of Object.entries(notes)) {
      if (value === null) this.notes.delete(name);
      else this.notes.set(name, value);
    }
    this.queue.push(...events);
    this.last = Math.max(this.last, last, ...events.map(({ number }) => number));
    if (done > 0) this.queue = this.queue.filter(({ number }) => number !== done);
  }

  /**
   * Writes everything that still counts into a new file, and replaces the old one by it in one step. Each has a line of
   * its own: where the disk spoils one, the others can be read.
   */
  private rewrite(): void {
    const notes = [...this.notes].map(([name, value]): Line => ({ notes: { [name]: value } }));
    const events = this.queue.map((event): Line => ({ events: [event] }));
    const kept: Line[] = [{ last: this.last }, ...notes, ...events];
    const fresh = `${this.path}.new`;
    const text = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(fresh, text, { mode: 0o600, flush: true });
    renameSync(fresh, this.path);
    const before = this.file;
    this.file = openSync(this.path, 'a', 0o600);
    this.lines = 1;
    if (before !== null) closeSync(before);
  }

  private append(record: Line): void {
    this.take(record);
    this.tryToWrite(() => {
      // A line that the disk took only in part stands at the end of the old file: a new one begins without it.
      if (this.file === null || this.lines >= MOST_LINES) this.rewrite();
      else {
        const line = Buffer.from(`${JSON.stringify(record)}\n`);
        if (writeSync(this.file, line) < line.length) throw new Error('the disk is full');
        fdatasyncSync(this.file);
        this.lines++;
      }
    });
  }

  /** The charger goes on, and so does the link, where the disk takes nothing. */
  private tryToWrite(write: () => void): void {
    const wasFull = this.isFull;
    try {
      write();
      this.isFull = false;
      if (wasFull) this.complain('journal: it is written again, and whole');
    } catch (error) {
      this.isFull = true;
      this.close();
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      if (wasFull) return;
      this.complain(
        `journal: ${this.path} cannot be written (${why}): until it can, what happens is lost where this process ends`,
      );
    }
  }

  /** Appends events and changes notes, in one step. The number of each event is given here. */
  add(events: readonly Omit<Event, 'number'>[], notes: Record<string, unknown> = {}): void {
    const heard = this.isHeard ? events : [];
    const numbered = heard.map((event, i) => ({ ...event, number: this.last + 1 + i }));
    this.append({ events: numbered, notes });
    while (this.queue.length > MOST_WAITING) {
      const oldest = this.queue.find(this.mayDrop);
      if (oldest === undefined) return;
      this.settle(oldest);
    }
  }

  /** The oldest event that waits. */
  get next(): Event | null {
    return this.queue[0] ?? null;
  }

  get waiting(): readonly Event[] {
    return this.queue;
  }

  /** An event has arrived. @param notes what its receiver has answered, to be kept */
  settle(event: Event, notes: Record<string, unknown> = {}): void {
    this.append({ done: event.number, notes });
  }

  note<T>(name: string): T | null {
    return (this.notes.get(name) as T | undefined) ?? null;
  }

  /** @param notes null deletes one */
  keep(notes: Record<string, unknown>): void {
    this.append({ notes });
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }
}
