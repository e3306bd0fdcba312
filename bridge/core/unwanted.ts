/**
 * Unwanted: what nobody permits is stopped, and again until the charger has taken that: it may not hear, and this process
 * may end meanwhile. It is a transaction that the back-end refuses, or what may have begun by a start that was answered
 * as refused.
 */

import { type ChargerConsole, NotDone } from './charger-console.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import type { Time } from './time.ts';

/** A charger that has not taken the stop is told again after this long. */
const AGAIN_MS = 5000;

export class Unwanted {
  private nextAtMs = 0;

  constructor(
    private readonly console: ChargerConsole,
    private readonly journal: Journal,
    private readonly ledger: Ledger,
    private readonly time: Time,
  ) {}

  /** A start may have been taken, and nobody is to be served by it. */
  get isStart(): boolean {
    return this.journal.note<boolean>('unwantedStart') === true;
  }

  /** The charger has not answered a start. */
  refuseStart(): Promise<void> {
    this.journal.keep({ unwantedStart: true });
    return this.stop();
  }

  /** @param transactionId whose it is; nothing comes of one that is over */
  refuse(transactionId: string): void {
    if (this.ledger.transaction?.id !== transactionId) return;
    this.journal.keep({ unwanted: transactionId });
    void this.stop();
  }

  /** To be called while the charger answers, and what was missed of it is written. */
  look(): void {
    const unwanted = this.journal.note<string>('unwanted');
    const isOver = unwanted !== null && this.ledger.transaction?.id !== unwanted;
    if (isOver) this.journal.keep({ unwanted: null });
    const isDue = this.isStart || (unwanted !== null && !isOver);
    if (isDue && this.time.nowMs() >= this.nextAtMs) void this.stop();
  }

  private async stop(): Promise<void> {
    this.nextAtMs = this.time.nowMs() + AGAIN_MS;
    this.ledger.expectEnd('not-authorised');
    try {
      await this.console.ask('stop', /^ok stop$/, true);
      if (this.isStart) this.journal.keep({ unwantedStart: null });
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
    }
  }
}
