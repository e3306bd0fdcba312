/**
 * Limit sources: who wants how much current, and for how long. The least of them is sent to the charger, with its
 * term, so that the charger falls to its own safe limit where nobody renews it.
 */

import { type ChargerConsole, NotDone } from './charger-console.ts';
import type { Time } from './time.ts';

export interface LimitOptions {
  /** What happens when the back-end or this bridge is gone: the last limit stays, or the safe one comes. */
  readonly whenLost: 'go-on' | 'safe-limit';
  /** 0, or from 6 A. */
  readonly safeAmps: number;
  /** After so long without a back-end it counts as gone, in s. */
  readonly termSeconds: number;
}

interface Wanted {
  readonly amps: number;
  /** On `Time.nowMs`; for ever without an end. */
  readonly untilMs: number;
}

/** The most that the console takes: no limit of ours. */
const MOST_AMPS = 80;
/** A charger that has not taken the limit is told again after this long. */
const AGAIN_MS = 5000;
/** The charger's term ends so much later than ours, in s, so that it does not fall in between. */
const SLACK_SECONDS = 5;
/** The longest term that is sent, in s. */
const LONGEST_SECONDS = 86400;

export class LimitSources {
  private readonly wanted = new Map<string, Wanted>();
  /** What the charger holds of ours; '' where that is not known. */
  private sent = '';
  private sending: Promise<boolean> | null = null;
  private nextSending: Promise<boolean> | null = null;
  /** A person or a manager orders it: it is told to the charger even where nothing changes on this side. */
  private isOrdered = false;
  private cancel: () => void = () => undefined;
  /** The charger takes no limit without a term: its setting `master` is `required`. */
  private needsTerms = false;
  /** What the charger has confirmed, in A; null where it limits nothing. */
  confirmedAmps: number | null = null;

  constructor(
    private readonly console: ChargerConsole,
    readonly options: LimitOptions,
    private readonly time: Time,
  ) {}

  /**
   * @param source each has one limit
   * @param amps null takes it back
   * @param termMs null for no end
   */
  set(source: string, amps: number | null, termMs: number | null = null): Promise<boolean> {
    const untilMs = termMs === null ? Number.POSITIVE_INFINITY : this.time.nowMs() + termMs;
    if (amps === null) this.wanted.delete(source);
    else this.wanted.set(source, { amps: Math.min(Math.max(amps, 0), MOST_AMPS), untilMs });
    return this.send();
  }

  /**
   * The same for a person or a manager who orders it now: what the charger was told by others meanwhile, or before this
   * process began, is replaced.
   */
  order(source: string, amps: number | null, termMs: number | null = null): Promise<boolean> {
    this.isOrdered = true;
    return this.set(source, amps, termMs);
  }

  /** The back-end is there, or not: without it the safe limit comes after the term, where the owner wants that. */
  setLinked(isLinked: boolean): void {
    if (this.options.whenLost !== 'safe-limit') return;
    this.cancelLoss();
    if (isLinked) void this.set('link', null);
    else {
      const act = (): void => void this.set('link', this.options.safeAmps);
      this.cancelLoss = this.time.after(this.options.termSeconds * 1000, act);
    }
  }

  private cancelLoss: () => void = () => undefined;

  /** The least that anybody wants now; null where nobody wants less than there is. */
  get amps(): number | null {
    const nowMs = this.time.nowMs();
    for (const [source, { untilMs }] of this.wanted) {
      if (untilMs <= nowMs) this.wanted.delete(source);
    }
    const all = [...this.wanted.values()].map(({ amps }) => amps);
    return all.length === 0 ? null : Math.min(...all);
  }

  /** A charger that was not spoken to yet, or has started again: it knows no limit of ours. */
  begin(): void {
    this.sent = '';
    this.confirmedAmps = null;
    void this.send();
  }

  /** When the limit changes by itself, in ms from now. */
  private get leftMs(): number {
    const nowMs = this.time.nowMs();
    return Math.min(...[...this.wanted.values()].map(({ untilMs }) => untilMs)) - nowMs;
  }

  /** Every limit has a term and is renewed in time, so that the charger notices the end of this bridge. */
  private get isWatched(): boolean {
    return this.needsTerms || this.options.whenLost === 'safe-limit';
  }

  private get line(): string {
    const { amps, leftMs, isWatched } = this;
    if (amps === null && !isWatched) return 'limit off';
    const value = `limit ${Math.floor((amps ?? MOST_AMPS) * 10) / 10} A`;
    const seconds = isWatched ? this.options.termSeconds : Math.ceil(leftMs / 1000);
    if (!Number.isFinite(seconds)) return value;
    return `${value} for ${Math.min(seconds + SLACK_SECONDS, LONGEST_SECONDS)} s`;
  }

  /** Nothing but the rest of a term has changed. */
  private isSame(line: string): boolean {
    return line.split(' for ')[0] === this.sent.split(' for ')[0];
  }

  /** Whoever asks while a limit is sent waits for the next one, together with everybody else. */
  private send(isRenewal = false): Promise<boolean> {
    if (this.sending === null) {
      this.sending = this.sendNow(isRenewal).finally(() => {
        this.sending = null;
      });
      return this.sending;
    }
    this.nextSending ??= this.sending.then(() => {
      this.nextSending = null;
      return this.send();
    });
    return this.nextSending;
  }

  /** @returns whether the charger has confirmed what is wanted now */
  private async sendNow(isRenewal: boolean): Promise<boolean> {
    const { line, isOrdered } = this;
    if (!isOrdered) {
      if (this.isSame(line) && !isRenewal && !line.includes(' for ')) return true;
      if (this.sent === '' && line === 'limit off') return true;
    }
    this.isOrdered = false;
    try {
      await this.tell(line);
      return true;
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return false;
    } finally {
      this.plan();
    }
  }

  /** @throws NotDone where the charger does not take it */
  private async tell(line: string): Promise<void> {
    try {
      await this.console.askAsOwner(line, /^ok limit/);
    } catch (error) {
      const isTermMissing = error instanceof NotDone && /a master is required/.test(error.message);
      if (!isTermMissing || this.needsTerms) throw error;
      this.needsTerms = true;
      return this.tell(this.line);
    }
    this.sent = line;
    this.confirmedAmps = line === 'limit off' ? null : Number(line.split(' ')[1]);
  }

  /** When to look again: at the end of a term, to renew one, or after a refusal. */
  private plan(): void {
    this.cancel();
    const { line, leftMs } = this;
    const isTaken = this.isSame(line);
    const renewMs = this.isWatched ? (this.options.termSeconds * 1000) / 3 : Infinity;
    const soonMs = Math.min(isTaken ? Infinity : AGAIN_MS, Math.max(leftMs, 0), renewMs);
    if (!Number.isFinite(soonMs)) return;
    this.cancel = this.time.after(soonMs, () => void this.send(soonMs === renewMs));
  }

  stop(): void {
    this.cancel();
    this.cancelLoss();
  }
}
