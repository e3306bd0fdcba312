/**
 * Profile store: the charging profiles that a back-end has set. They outlive the bridge; what they say now is a limit
 * of the charger, with the term after which they say something else.
 */

import type { Charger } from '../core/charger.ts';
import { NotDone } from '../core/charger-console.ts';
import type { Outcome } from '../core/limit-sources.ts';
import type { StartAnswer } from '../core/start.ts';
import {
  type ChargingProfile,
  compose,
  lasting,
  type Mains,
  type Place,
  type Purpose,
  placeOf,
  type Stretch,
} from './charging-profile.ts';
import { StartProfile } from './start-profile.ts';

/** So far ahead a change is looked for. What ends later has a term as well: it is renewed. */
const AHEAD_MS = 86400000;
/** At least so often: a computer without a clock of its own learns the date some time after its start. */
const AGAIN_MS = 60000;
/** What follows is said before the limit that it follows is over. */
const LATE_MS = 500;
export const MOST_PROFILES = 20;
export const HIGHEST_STACK = 10;
export const MOST_PERIODS = 100;
/** A schedule is told for so long at most, and in so many stretches: more is in no message. */
const MOST_TOLD_SECONDS = 7 * 86400;
const MOST_STRETCHES = 1000;

/** What is allowed, stretch by stretch, and for how long that is told. */
export interface Composite {
  /** A whole second, as its stretches are counted from it. */
  readonly startMs: number;
  readonly seconds: number;
  readonly stretches: readonly Stretch[];
}

export interface Choice {
  readonly id?: number | undefined;
  readonly purpose?: Purpose | undefined;
  readonly stack?: number | undefined;
  readonly place?: Place | undefined;
}

const NOT_TAKEN: StartAnswer = {
  isTaken: false,
  why: 'the limit that came with it is not taken: it asks too much, or the charger refuses it',
};

export class ProfileStore {
  private cancel: () => void = () => undefined;
  private transactionId: string | null = null;
  /** What the profiles allowed when they were looked at last. */
  private amps: number | null = null;

  private readonly startProfile: StartProfile;

  constructor(private readonly charger: Charger) {
    this.startProfile = new StartProfile(charger, (id) => this.settle(id));
    this.transactionId = charger.ledger.transaction?.id ?? null;
    charger.emitter.on('told', this.follow);
    // A transaction may have ended while nobody listened here.
    this.dropOthers();
    void this.apply();
  }

  private get all(): readonly ChargingProfile[] {
    return this.charger.journal.note<ChargingProfile[]>('profiles') ?? [];
  }

  private keep(profiles: readonly ChargingProfile[]): void {
    this.charger.journal.keep({ profiles });
  }

  private get mains(): Mains {
    return this.charger.energy.options;
  }

  private get beganMs(): number | null {
    return this.charger.ledger.beganMs;
  }

  private readonly follow = (): void => {
    this.startProfile.look();
    const id = this.charger.ledger.transaction?.id ?? null;
    if (id === this.transactionId) return;
    this.transactionId = id;
    this.dropOthers();
    void this.apply();
  };

  /** The profile that came with a start is for this transaction. @param transactionId null for none */
  private settle(transactionId: string | null): void {
    if (transactionId !== null) {
      const isWaiting = (one: ChargingProfile): boolean => one.transactionId === null;
      this.keep(this.all.map((one) => (isWaiting(one) ? { ...one, transactionId } : one)));
    } else this.dropOthers(false);
    void this.apply();
  }

  /**
   * A profile of a transaction ends with it.
   *
   * @param isAwaited one that came with a start waits for what comes of it
   */
  private dropOthers(isAwaited = this.startProfile.isAwaited): void {
    const id = this.charger.ledger.transaction?.id ?? null;
    const isOurs = ({ purpose, transactionId }: ChargingProfile): boolean => {
      if (purpose !== 'transaction') return true;
      // An older journal does not say whose it is.
      return transactionId === null ? isAwaited : id !== null && (transactionId ?? id) === id;
    };
    if (!this.all.every(isOurs)) this.keep(this.all.filter(isOurs));
  }

  /** Those that a new profile leaves. */
  private besides(profile: ChargingProfile): readonly ChargingProfile[] {
    const { id, stack, purpose } = profile;
    const isOther = (one: ChargingProfile): boolean =>
      one.stack !== stack || one.purpose !== purpose || placeOf(one) !== placeOf(profile);
    return this.all.filter((one) => one.id !== id && isOther(one));
  }

  /** @returns false where the profile has too much of something, or the charger takes no limit from here */
  async takes(profile: ChargingProfile): Promise<boolean> {
    if (this.besides(profile).length >= MOST_PROFILES || profile.stack > HIGHEST_STACK)
      return false;
    if (profile.periods.length === 0 || profile.periods.length > MOST_PERIODS) return false;
    return this.charger.mayLimit();
  }

  /**
   * @param given of a transaction, it is for the one that goes on
   * @returns false where it is not taken; what was there before stays
   */
  async add(given: ChargingProfile): Promise<boolean> {
    if (!(await this.takes(given))) return false;
    const isOwn = given.purpose === 'transaction';
    const transactionId = this.charger.ledger.transaction?.id ?? null;
    return (await this.put(isOwn ? { ...given, transactionId } : given)) !== null;
  }

  /** @returns takes it back, and brings back what it has replaced; null where the charger refuses it */
  private async put(profile: ChargingProfile): Promise<(() => void) | null> {
    const kept = this.besides(profile);
    const replaced = this.all.filter((one) => !kept.includes(one));
    const undo = (): void => {
      this.keep([...this.all.filter(({ id }) => id !== profile.id), ...replaced]);
      void this.apply();
    };
    this.keep([...kept, profile]);
    if ((await this.apply(true)) !== 'refused') return undo;
    undo();
    return null;
  }

  /**
   * Starts, with a profile for what is started alone.
   *
   * @param profile null where none came
   * @returns whether the charger has taken both, and why not
   */
  async start(
    profile: ChargingProfile | null,
    tag: string,
    requestId: number | null = null,
  ): Promise<StartAnswer> {
    const { charger, startProfile } = this;
    if (profile === null) return charger.start(tag, requestId);
    if (!(await this.takes(profile))) return NOT_TAKEN;
    // It must not limit who is served now: the start is refused.
    if (charger.whyNoStart !== '' || charger.ledger.transaction !== null) {
      return charger.start(tag, requestId);
    }
    // A car that waits takes what is offered in the moment of the start: the limit is there before.
    startProfile.expect(tag, requestId);
    const undo = await this.put({ ...profile, transactionId: null });
    const answer = undo === null ? NOT_TAKEN : await charger.start(tag, requestId);
    startProfile.hear(answer.isTaken);
    if (!answer.isTaken) undo?.();
    return answer;
  }

  /**
   * @returns whether there was any
   * @throws NotDone where the charger refuses to take its limit back: then it is still there
   */
  async clear({ id, purpose, stack, place }: Choice): Promise<boolean> {
    const isChosen = (profile: ChargingProfile): boolean =>
      (id === undefined || profile.id === id) &&
      (purpose === undefined || profile.purpose === purpose) &&
      (place === undefined || placeOf(profile) === place) &&
      (stack === undefined || profile.stack === stack);
    const chosen = this.all.filter(isChosen);
    if (chosen.length === 0) return false;
    this.keep(this.all.filter((profile) => !isChosen(profile)));
    if ((await this.apply(true)) !== 'refused') return true;
    this.keep([...this.all, ...chosen]);
    void this.apply();
    throw new NotDone(`the charger still has the limit: ${this.charger.missing || 'it refuses'}`);
  }

  /**
   * What is allowed from now on: where the charger refuses that, what it has confirmed.
   *
   * @param askedSeconds for so long; for what a message can hold, where that is more
   */
  tell(askedSeconds: number): Composite {
    const { limits, time } = this.charger;
    const seconds = Math.min(askedSeconds, MOST_TOLD_SECONDS);
    const startMs = Math.floor(time.dateMs() / 1000) * 1000;
    if (limits.isRefused('profile')) {
      const stretches = [{ fromMs: startMs, amps: limits.confirmedAmps }];
      return { startMs, seconds, stretches };
    }
    // What counts from a transaction is told as if one began now.
    const stretches = this.compose(startMs, seconds * 1000, this.beganMs ?? startMs);
    const left = stretches[MOST_STRETCHES];
    if (left === undefined) return { startMs, seconds, stretches };
    const toldSeconds = Math.floor((left.fromMs - startMs) / 1000);
    return { startMs, seconds: toldSeconds, stretches: stretches.slice(0, MOST_STRETCHES) };
  }

  private compose(fromMs: number, forMs: number, beganMs: number | null): Stretch[] {
    return compose(this.all, fromMs, fromMs + forMs, beganMs, this.mains);
  }

  /**
   * Makes a limit of what the profiles say now.
   *
   * @param isOrdered the back-end has just changed them
   */
  private apply(isOrdered = false): Promise<Outcome> {
    this.cancel();
    const { limits, time } = this.charger;
    const nowMs = time.dateMs();
    const [now, next] = this.compose(nowMs, AHEAD_MS, this.beganMs);
    const leftMs = next === undefined ? 2 * AHEAD_MS : next.fromMs - nowMs;
    this.cancel = time.after(Math.min(leftMs, AGAIN_MS), () => void this.apply());
    const amps = now?.amps ?? null;
    const thenAmps = lasting(this.all, nowMs, this.beganMs, this.mains);
    const isNews = amps !== this.amps;
    this.amps = amps;
    const term = { ms: amps === thenAmps ? null : leftMs + LATE_MS, thenAmps };
    if (isOrdered && isNews) return limits.order('profile', amps, term);
    return limits.set('profile', amps, term);
  }

  close(): void {
    this.cancel();
    this.charger.emitter.off('told', this.follow);
  }
}
