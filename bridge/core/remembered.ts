/**
 * Remembered: the charger's own memory of what happened (`events`). It outlives this bridge, and knows what the trace
 * does not: who has stopped a session, and whether one has ended and another one has begun while nobody looked.
 */

import type { MemoryEvent } from '../../hil/line/charger-memory.ts';
import { type ChargerConsole, NotDone } from './charger-console.ts';
import type { Time } from './time.ts';

export interface Memory {
  /** The number of the start that lasts. */
  readonly start: number;
  /** The oldest first. */
  readonly events: readonly MemoryEvent[];
}

/** The last event that this bridge has taken into account. */
export interface Mark extends MemoryEvent {
  /** When it happened, by this computer's calendar. */
  readonly dateMs: number;
}

const END = /^ok events \d+, start (\d+)$/;
const EVENT = /^ok event (\d+) (\d+) (.+)$/;
/** A line of the trace, and the answer to `health`: the uptime in ms. */
const UP = /^(?:~|ok up) (\d+) /;
/** So many are said at once: a stop is followed by a fault, or an opening, in the same second at most. */
const AT_ONCE = 4;
/** More of them are a line a round, and the charger hears nothing meanwhile: not all 32, an unlock waits for them. */
const PORTIONS: readonly number[] = [AT_ONCE, 12, 28];
/** The charger's uptime goes back by so much when it gets there. */
const UP_WRAPS_MS = 100000000;

function isSame(one: MemoryEvent, other: MemoryEvent): boolean {
  return one.start === other.start && one.second === other.second && one.what === other.what;
}

function isLater(one: MemoryEvent, other: MemoryEvent): boolean {
  return one.start > other.start || (one.start === other.start && one.second > other.second);
}

/** What came after the mark; where the charger has lost or dropped it, what is later than it. */
function after({ start, events }: Memory, mark: Mark): Memory {
  const at = events.map((event) => isSame(event, mark)).lastIndexOf(true);
  const later = at < 0 ? events.filter((event) => isLater(event, mark)) : events.slice(at + 1);
  return { start, events: later };
}

export class Remembered {
  private heard: MemoryEvent[] = [];
  private upMs = 0;
  private upAtMs: number;

  constructor(
    private readonly console: ChargerConsole,
    private readonly time: Time,
  ) {
    this.upAtMs = time.nowMs();
  }

  /** Any line of the charger. */
  hear(line: string): void {
    const up = UP.exec(line)?.[1];
    if (up !== undefined) {
      this.upMs = Number(up);
      this.upAtMs = this.time.nowMs();
    }
    const [, start, second, what] = EVENT.exec(line) ?? [];
    if (what !== undefined) this.heard.push({ start: Number(start), second: Number(second), what });
    // The end of a list that a service person has asked for: ours ends with an answer, which is not heard here.
    else if (END.test(line)) this.heard = [];
  }

  /** @returns the last events; null where the charger does not say, or has not recalled them yet */
  async last(count = AT_ONCE): Promise<Memory | null> {
    try {
      const end = await this.console.ask(`events ${count}`, END, true);
      const start = Number(END.exec(end)?.[1]);
      return start === 0 ? null : { start, events: this.heard };
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return null;
    } finally {
      this.heard = [];
    }
  }

  /** @returns what came after the mark; null as above */
  async since(mark: Mark): Promise<Memory | null> {
    let memory: Memory | null = null;
    for (const count of PORTIONS) {
      memory = await this.last(count);
      if (memory === null) return null;
      const { events } = memory;
      const isWhole = events.length < count || events.some((event) => !isLater(event, mark));
      if (isWhole) break;
    }
    return memory === null ? null : after(memory, mark);
  }

  /**
   * When something happened, as near as it can be known: the charger counts seconds, and has no calendar.
   *
   * @param mark what happened before it
   */
  dateOf(event: MemoryEvent, { start }: Memory, mark: Mark | null): number {
    const dateMs = this.time.dateMs();
    const upMs = this.upMs + this.time.nowMs() - this.upAtMs;
    const agoMs = (upMs - 1000 * event.second) % UP_WRAPS_MS;
    const startedMs = dateMs - upMs;
    let atMs = dateMs - (agoMs < 0 ? agoMs + UP_WRAPS_MS : agoMs);
    // In a start before this one: how long the charger was without power nobody knows.
    if (event.start !== start) {
      const isOfMark = event.start === mark?.start;
      const sinceMs = isOfMark ? mark.dateMs + 1000 * (event.second - mark.second) : startedMs;
      atMs = Math.min(sinceMs, startedMs);
    }
    return Math.min(Math.max(atMs, mark?.dateMs ?? 0), dateMs);
  }

  /** The last of the events, to be kept; null where none is known. */
  markOf(memory: Memory | null): Mark | null {
    const event = memory?.events.at(-1);
    if (memory === null || event === undefined) return null;
    return { ...event, dateMs: this.dateOf(event, memory, null) };
  }
}
