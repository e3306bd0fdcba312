/**
 * Limit sources: brings what everybody wants to the charger: the least of all that stands, and the least of all that has
 * a term, with its term, so that the charger falls back where nobody renews it. What is answered is what the charger
 * has confirmed.
 */

import { type ChargerConsole, NotDone } from './charger-console.ts';
import { HeldLimit, LONGEST_SECONDS, roundAmps } from './held-limit.ts';
import type { Journal } from './journal.ts';
import { isStandingDue, isTermDue, RENEW_SECONDS } from './limit-due.ts';
import type { Time } from './time.ts';
import { isBelow, type Wanted, WantedLimits, type Wish } from './wanted-limits.ts';

export interface LimitOptions {
  /** What happens when the back-end or this bridge is gone: the last limit stays, or the safe one comes. */
  readonly whenLost: 'go-on' | 'safe-limit';
  /** 0, or from 6 A. */
  readonly safeAmps: number;
  /** After so long without a back-end it counts as gone, in s. */
  readonly termSeconds: number;
}

/** What has come of a limit: confirmed; refused; or kept for a charger that does not answer now. */
export type Outcome = 'taken' | 'refused' | 'away';

export interface LimitTerm {
  /** Null for no end. */
  readonly ms: number | null;
  /** What the same source wants without a term, once this one is over; null for nothing. */
  readonly thenAmps?: number | null;
}

const ENDLESS: LimitTerm = { ms: null };

/** A charger that has not answered is told again after this long. */
const AGAIN_MS = 5000;
/** One that has refused: it may want a key, and wrong ones cost everybody a pause. */
const REFUSED_AGAIN_MS = 60000;
/** The charger's term ends so much later than ours, in s, so that it does not fall in between. */
const SLACK_SECONDS = 5;

export class LimitSources {
  private readonly wanted = new WantedLimits();
  private readonly held: HeldLimit;
  /** Called whenever something has come of what is wanted. */
  changed: () => void = () => undefined;
  private last: Outcome = 'taken';
  private sending: Promise<Outcome> | null = null;
  private nextSending: Promise<Outcome> | null = null;
  /** A person or a manager orders it: it is told to the charger even where nothing changes on this side. */
  private isOrdered = false;
  /** Everybody has said what they want: what nobody wants any more is taken back from now on. */
  private isComplete = false;
  private isEnded = false;
  private cancel: () => void = () => undefined;
  /** The charger takes no limit without a term: its setting `master` is `required`. */
  private needsTerms = false;

  constructor(
    console: ChargerConsole,
    readonly options: LimitOptions,
    private readonly time: Time,
    journal: Journal,
  ) {
    this.held = new HeldLimit(console, journal, time);
  }

  /** What the charger has confirmed, in A; null where it limits nothing. */
  get confirmedAmps(): number | null {
    return this.held.amps;
  }

  /** The least that anybody wants now; null where nobody wants less than there is. */
  get amps(): number | null {
    return this.wanted.at(this.time.nowMs()).amps;
  }

  /** The charger has refused what this source wants; it is told again in a while. */
  isRefused(source: string): boolean {
    return this.last === 'refused' && this.wanted.get(source)?.isTaken === false;
  }

  /**
   * What a source wants from now on; it is told again until the charger has taken it.
   *
   * @param source each has one limit
   * @param amps null takes it back
   */
  set(source: string, amps: number | null, term = ENDLESS): Promise<Outcome> {
    this.put(source, amps, term);
    return this.send();
  }

  /**
   * The same for a person or a manager who orders it now: what the charger was told by others meanwhile, or before this
   * process began, is replaced. What it refuses is not wanted later either: that is the answer.
   */
  async order(source: string, amps: number | null, term = ENDLESS): Promise<Outcome> {
    const before = this.wanted.get(source);
    this.isOrdered = true;
    const wanted = this.put(source, amps, term);
    const outcome = await this.send();
    // Of several in one instant the last is wanted, and takes all of them back.
    if (outcome === 'refused' && this.wanted.get(source) === wanted) {
      this.wanted.put(source, before?.isTaken === true ? before : undefined);
    }
    return outcome;
  }

  private put(source: string, amps: number | null, { ms, thenAmps = null }: LimitTerm): Wanted {
    const value = roundAmps(amps);
    const after = roundAmps(thenAmps);
    // What limits nothing has a term only where a limit follows it.
    const isEndless = ms === null || (value === null && after === null);
    const untilMs = isEndless ? Infinity : this.time.nowMs() + ms;
    const then = isEndless ? value : after;
    const wanted: Wanted = { amps: value, untilMs, thenAmps: then, isTaken: false };
    this.wanted.put(source, wanted);
    return wanted;
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

  /** A charger that was not spoken to yet, has started again, or answers again: it says what it holds. */
  begin(): void {
    this.held.isKnown = false;
    void this.send();
  }

  /** Everybody who has kept a limit has said so by now. */
  complete(): void {
    this.isComplete = true;
    void this.send();
  }

  /** What the charger has said to a person beside the bridge. */
  hear(line: string): void {
    if (!/^ok limit (?!now)/.test(line)) return;
    this.held.hear(line);
    void this.send();
  }

  /** Every limit has a term and is renewed in time, so that the charger notices the end of this bridge. */
  private get isWatched(): boolean {
    return this.needsTerms || this.options.whenLost === 'safe-limit';
  }

  /** Whoever asks while a limit is sent waits for the next one, together with everybody else. */
  private send(): Promise<Outcome> {
    if (this.isEnded) return Promise.resolve('away');
    if (this.sending === null) {
      this.sending = this.sendNow().finally(() => {
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

  private async sendNow(): Promise<Outcome> {
    let isOrdered = false;
    try {
      const isEnded = (await this.ask()) && this.held.safeAmps !== null;
      const wish = this.wanted.at(this.time.nowMs());
      isOrdered = this.isOrdered;
      this.isOrdered = false;
      await this.tell(wish, isOrdered || isEnded);
      this.wanted.take(wish);
      this.last = 'taken';
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      this.last = error.message.startsWith('error') ? 'refused' : 'away';
      this.isOrdered = this.last === 'away' && (this.isOrdered || isOrdered);
    }
    this.plan();
    this.changed();
    return this.last;
  }

  /** @returns whether a term of ours was running when the charger was asked before */
  private async ask(): Promise<boolean> {
    const { held } = this;
    const wasOurs = held.term?.isOurs === true;
    held.expire();
    if (!held.isKnown) await held.ask();
    return wasOurs;
  }

  /** @throws NotDone where the charger does not take it */
  private async tell(wish: Wish, isOrdered: boolean): Promise<void> {
    const { held, isComplete } = this;
    const how = { isOrdered, isComplete };
    try {
      if (!this.isWatched && isStandingDue(held, wish, how)) await held.stand(wish.standingAmps);
    } catch (error) {
      const isTermMissing = error instanceof NotDone && /a master is required/.test(error.message);
      if (!isTermMissing) throw error;
      this.needsTerms = true;
    }
    const leftSeconds = (wish.endMs - this.time.nowMs()) / 1000;
    const seconds = this.isWatched ? this.options.termSeconds : Math.ceil(leftSeconds);
    if (!Number.isFinite(seconds)) return;
    const term = Math.min(seconds + SLACK_SECONDS, LONGEST_SECONDS);
    const isNeeded = isOrdered || this.isWatched;
    // Not more than there is before everybody has said what they want.
    if (!isComplete && !isOrdered && !isBelow(wish.amps, held.amps)) return;
    if (isTermDue(held, wish, term, isNeeded)) await held.bind(wish.amps, term);
  }

  /** When to look again: at the end of a term, to renew one, or after a refusal. */
  private plan(): void {
    this.cancel();
    if (this.isEnded) return;
    const { last, isWatched, options } = this;
    const nowMs = this.time.nowMs();
    const { changeMs, endMs } = this.wanted.at(nowMs);
    const soon = [changeMs - nowMs, (this.held.term?.untilMs ?? Infinity) - nowMs];
    if (last !== 'taken') soon.push(last === 'away' ? AGAIN_MS : REFUSED_AGAIN_MS);
    if (isWatched) soon.push((options.termSeconds * 1000) / 3);
    if (Number.isFinite(endMs)) soon.push(RENEW_SECONDS * 1000);
    // A term that the charger counts is over there a moment later than here.
    const soonMs = last === 'taken' ? Math.min(...soon) : Math.max(Math.min(...soon), AGAIN_MS);
    if (!Number.isFinite(soonMs)) return;
    this.cancel = this.time.after(Math.max(soonMs, 0), () => void this.send());
  }

  stop(): void {
    this.isEnded = true;
    this.cancel();
    this.cancelLoss();
  }
}
