/**
 * Start profile: the profile of a transaction that came with a start from afar is for that transaction alone. Where the
 * start ends without one, or somebody else's begins, the profile has no transaction, and never will have.
 */

import type { Charger } from '../core/charger.ts';

/** Whose start has brought a profile. */
interface Awaited {
  readonly tag: string;
  readonly requestId: number | null;
}

export class StartProfile {
  /** The charger is being asked for the start. */
  private isStarting = false;

  /** @param settle the profile is for this transaction; for none where its id is null */
  constructor(
    private readonly charger: Charger,
    private readonly settle: (transactionId: string | null) => void,
  ) {}

  private get awaited(): Awaited | null {
    return this.charger.journal.note<Awaited>('startProfile');
  }

  get isAwaited(): boolean {
    return this.awaited !== null;
  }

  /** The charger is asked for the start next. */
  expect(tag: string, requestId: number | null): void {
    this.isStarting = true;
    this.charger.journal.keep({ startProfile: { tag, requestId } });
  }

  /** @param isTaken the charger has taken the start */
  hear(isTaken: boolean): void {
    this.isStarting = false;
    if (!isTaken) this.charger.journal.keep({ startProfile: null });
  }

  /** To be called whenever the session may have changed. */
  look(): void {
    const { awaited, charger } = this;
    if (awaited === null || this.isStarting || !charger.isKnown) return;
    const { transaction, permission } = charger.ledger;
    if (transaction === null && permission.isOpen) return;
    const isTheirs =
      transaction?.tag === awaited.tag && transaction.requestId === awaited.requestId;
    this.settle(isTheirs ? transaction.id : null);
    charger.journal.keep({ startProfile: null });
  }
}
