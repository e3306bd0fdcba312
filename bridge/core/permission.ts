/**
 * Permission: whom the back-end has asked to be served next. It stands for as long as the charger's own permission does,
 * which was given ahead and ends by a stop, an unlock or its own time, and not a moment longer: whoever plugs in after
 * that is somebody else.
 */

import type { Said } from '../../sim/view/words/leaving.ts';
import type { Journal } from './journal.ts';
import type { Time } from './time.ts';

export interface Started {
  readonly tag: string;
  /** The number of the back-end's request. */
  readonly requestId: number | null;
  readonly dateMs: number;
  /** The charger was seen to permit it. */
  readonly isGiven: boolean;
}

/** The trace shows a start within a round of its answer; what shows later is another one. */
const GIVEN_MS = 5000;

export class Permission {
  /** On `Time.nowMs`; null where the start was asked for before this process began. */
  private startedAtMs: number | null = null;

  constructor(
    private readonly journal: Journal,
    private readonly time: Time,
  ) {}

  private get started(): Started | null {
    return this.journal.note<Started>('started');
  }

  /** Who is served now; null where nobody was asked for. */
  get now(): Started | null {
    const { started } = this;
    return started?.isGiven === true ? started : null;
  }

  /** The charger has taken a start, and neither has it ended since nor a transaction come of it. */
  get isOpen(): boolean {
    return this.started !== null;
  }

  /** The charger has taken a start. */
  expect(tag: string, requestId: number | null, said: Said): void {
    this.startedAtMs = this.time.nowMs();
    this.keep({ tag, requestId, dateMs: this.time.dateMs(), isGiven: false });
    if (said('session') === 'permitted') this.follow(said);
  }

  /** To be called with every line of the trace: a session that ends may be followed by another one at once. */
  follow(said: Said): void {
    const { started } = this;
    const session = said('session');
    if (started === null || session === undefined) return;
    const isPermitted = session === 'permitted';
    if (started.isGiven ? isPermitted : !isPermitted && this.isFresh(started)) return;
    if (isPermitted && this.isFresh(started)) this.keep({ ...started, isGiven: true });
    else this.end();
  }

  /** The calendar may be set meanwhile: it counts only where a process has ended in between. */
  private isFresh({ dateMs }: Started): boolean {
    const { startedAtMs, time } = this;
    if (startedAtMs !== null) return time.nowMs() - startedAtMs < GIVEN_MS;
    return Math.abs(time.dateMs() - dateMs) < GIVEN_MS;
  }

  end(): void {
    if (this.started !== null) this.keep(null);
  }

  private keep(started: Started | null): void {
    this.journal.keep({ started });
  }
}
