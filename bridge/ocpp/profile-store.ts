/**
 * Profile store: the charging profiles that a back-end has set. They outlive the bridge; what they say now is a limit
 * of the charger, with the term after which they say something else.
 */

import type { Charger } from '../core/charger.ts';
import {
  type ChargingProfile,
  compose,
  type Mains,
  type Purpose,
  type Stretch,
} from './charging-profile.ts';

/** So far ahead a change is looked for. */
const AHEAD_MS = 86400000;
/** At least so often: a computer without a clock of its own learns the date some time after its start. */
const AGAIN_MS = 60000;
export const MOST_PROFILES = 20;
export const HIGHEST_STACK = 10;
export const MOST_PERIODS = 100;

export interface Choice {
  readonly id?: number | undefined;
  readonly purpose?: Purpose | undefined;
  readonly stack?: number | undefined;
}

export class ProfileStore {
  private cancel: () => void = () => undefined;
  private transactionId: string | null = null;

  constructor(private readonly charger: Charger) {
    this.transactionId = charger.ledger.transaction?.id ?? null;
    charger.emitter.on('told', () => this.follow());
    this.apply();
  }

  private get all(): readonly ChargingProfile[] {
    return this.charger.journal.note<ChargingProfile[]>('profiles') ?? [];
  }

  private get mains(): Mains {
    return this.charger.energy.options;
  }

  /** A profile of a transaction ends with it. */
  private follow(): void {
    const id = this.charger.ledger.transaction?.id ?? null;
    if (id === this.transactionId) return;
    const isOver = this.transactionId !== null;
    this.transactionId = id;
    if (isOver) this.clear({ purpose: 'transaction' });
    else this.apply();
  }

  /** @returns false where there are too many */
  add(profile: ChargingProfile): boolean {
    const kept = this.all.filter(
      ({ id, stack, purpose }) =>
        id !== profile.id && (stack !== profile.stack || purpose !== profile.purpose),
    );
    if (kept.length >= MOST_PROFILES || profile.stack > HIGHEST_STACK) return false;
    if (profile.periods.length === 0 || profile.periods.length > MOST_PERIODS) return false;
    this.charger.journal.keep({ profiles: [...kept, profile] });
    this.apply();
    return true;
  }

  /** @returns whether there was any */
  clear({ id, purpose, stack }: Choice): boolean {
    const isChosen = (profile: ChargingProfile): boolean =>
      (id === undefined || profile.id === id) &&
      (purpose === undefined || profile.purpose === purpose) &&
      (stack === undefined || profile.stack === stack);
    const kept = this.all.filter((profile) => !isChosen(profile));
    const isAny = kept.length < this.all.length;
    if (isAny) this.charger.journal.keep({ profiles: kept });
    this.apply();
    return isAny;
  }

  /** What is allowed from now on, for so long. */
  compose(forMs: number): Stretch[] {
    const nowMs = this.charger.time.dateMs();
    const began = this.charger.ledger.transaction?.beganMs ?? null;
    return compose(this.all, nowMs, nowMs + forMs, began, this.mains);
  }

  private apply(): void {
    this.cancel();
    const [now, next] = this.compose(AHEAD_MS);
    const leftMs = next === undefined ? null : next.fromMs - this.charger.time.dateMs();
    const amps = now?.amps ?? null;
    void this.charger.limits.set('profile', amps, amps === null ? null : leftMs);
    this.cancel = this.charger.time.after(Math.min(leftMs ?? AGAIN_MS, AGAIN_MS), () =>
      this.apply(),
    );
  }

  close(): void {
    this.cancel();
  }
}
