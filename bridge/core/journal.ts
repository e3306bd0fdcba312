/**
 * Journal: what must outlive the bridge: events that wait for their receiver, in order, and notes. One file that is
 * only appended to, a line for each record; a line that a power cut has torn is no record, and whatever belongs
 * together stands in one line. So nothing is lost and nothing is there twice, whenever the process ends.
 */

import {
  closeSync,
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

/** Lines in the file before it is written anew without what is done. */
const MOST_LINES = 2000;
/** Events that wait. Beyond it the oldest that may be left out is. */
const MOST_WAITING = 10000;

export class Journal {
  private readonly notes = new Map<string, unknown>();
  private queue: Event[] = [];
  private lines = 0;
  private last = 0;
  private file: number;

  /**
   * @param path the file; its folder is created
   * @param isHeard somebody receives events; otherwise none are kept
   * @param mayDrop whether an event may be left out where far too many wait
   */
  constructor(
    private readonly path: string,
    private readonly isHeard = true,
    private readonly mayDrop: (event: Event) => boolean = () => false,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) this.read(readFileSync(path, 'utf8'));
    this.file = this.rewrite();
  }

  private read(text: string): void {
    for (const line of text.split('\n')) {
      try {
        this.take(JSON.parse(line) as Line);
      } catch {
        // The end of the file: the process was ended while it wrote this line.
      }
    }
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

  /** Writes everything that still counts into a new file, and replaces the old one by it in one step. */
  private rewrite(): number {
    const notes = Object.fromEntries(this.notes);
    const kept: Line = { notes, events: this.queue, last: this.last };
    const fresh = `${this.path}.new`;
    writeFileSync(fresh, `${JSON.stringify(kept)}\n`, { mode: 0o600, flush: true });
    renameSync(fresh, this.path);
    this.lines = 1;
    return openSync(this.path, 'a', 0o600);
  }

  private append(record: Line): void {
    this.take(record);
    writeSync(this.file, `${JSON.stringify(record)}\n`);
    fdatasyncSync(this.file);
    this.lines++;
    if (this.lines < MOST_LINES) return;
    closeSync(this.file);
    this.file = this.rewrite();
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
    closeSync(this.file);
  }
}
