/**
 * Unwanted: a transaction that the back-end does not permit is stopped, and again until the charger has done so: it may not
 * hear, and this process may end meanwhile.
 */

import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import type { Time } from './time.ts';

/** A charger that has not taken the stop is told again after this long. */
const AGAIN_MS = 5000;

export class Unwanted {
  private nextAtMs = 0;

  /** @param stop asks the charger */
  constructor(
    private readonly journal: Journal,
    private readonly ledger: Ledger,
    private readonly time: Time,
    private readonly stop: () => Promise<unknown>,
  ) {}

  /** @param transactionId whose it is; nothing comes of one that is over */
  refuse(transactionId: string): void {
    if (this.ledger.transaction?.id !== transactionId) return;
    this.journal.keep({ unwanted: transactionId });
    this.tell();
  }

  /** To be called while the charger answers, and what was missed of it is written. */
  look(): void {
    const unwanted = this.journal.note<string>('unwanted');
    if (unwanted === null) return;
    if (this.ledger.transaction?.id !== unwanted) this.journal.keep({ unwanted: null });
    else if (this.time.nowMs() >= this.nextAtMs) this.tell();
  }

  private tell(): void {
    this.nextAtMs = this.time.nowMs() + AGAIN_MS;
    void this.stop();
  }
}
