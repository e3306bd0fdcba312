/**
 * Own count: a meter that counts by itself, whoever listens. Its count is the truth: what it has grown by while this
 * bridge was away has flowed as well. A meter that was exchanged or reset counts from somewhere else, which is noticed by
 * its address, by a count that goes back, and by one that grows faster than any charger can take; then only what it
 * counts from now on is added.
 */

import type { Energy } from '../core/energy.ts';
import type { Time } from '../core/time.ts';

interface Reading {
  /** Which meter, by its address. */
  readonly meter: string;
  readonly wh: number;
  readonly dateMs: number;
}

const HOUR_MS = 3600000;
/** Three phases at 80 A: no charger of Holdfast takes more. */
const MOST_WATTS = 3 * 80 * 300;
/** A reading is late by an answer or two; over the end of a process the calendar may have been set. */
const SLACK_MS = 60000;
const SLACK_OF_CALENDAR_MS = HOUR_MS;

export class OwnCount {
  private last: Reading | null;
  /** On `Time.nowMs`; null where the last reading was taken before this process began. */
  private lastAtMs: number | null = null;

  /**
   * @param meter its address
   * @param stepWh the least that its register grows by
   */
  constructor(
    private readonly meter: string,
    private readonly stepWh: number,
    private readonly energy: Energy,
    private readonly time: Time,
  ) {
    this.last = energy.noteOf<Reading>('meter');
  }

  /** @returns what is to be told to a person; '' for nothing */
  read(wh: number): string {
    const { energy, last, meter, time } = this;
    const grownWh = last === null ? 0 : wh - last.wh;
    const isOther =
      last !== null && (last.meter !== meter || grownWh < 0 || !this.mayGrow(grownWh));
    this.lastAtMs = time.nowMs();
    const dateMs = time.dateMs();
    // An idle meter is no news, but that it still counts where it did is kept once an hour.
    if (last === null || isOther || grownWh > 0 || Math.abs(dateMs - last.dateMs) > HOUR_MS) {
      this.last = { meter, wh, dateMs };
      energy.add(isOther ? 0 : grownWh, { meter: this.last });
    }
    if (!isOther) return '';
    return `counts ${Math.round(wh)} Wh after ${Math.round(last.wh)} Wh: it was exchanged or reset; what it counts from now on is added`;
  }

  private mayGrow(wh: number): boolean {
    const { last, lastAtMs, stepWh, time } = this;
    const calendarMs = Math.max(time.dateMs() - (last?.dateMs ?? 0), 0) + SLACK_OF_CALENDAR_MS;
    const passedMs = lastAtMs === null ? calendarMs : time.nowMs() - lastAtMs + SLACK_MS;
    return wh <= stepWh + (MOST_WATTS * passedMs) / HOUR_MS;
  }
}
