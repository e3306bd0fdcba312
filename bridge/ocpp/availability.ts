/**
 * Availability: in and out of service by a back-end's wish; while somebody charges, after that.
 */

import type { Charger } from '../core/charger.ts';

export class Availability {
  constructor(private readonly charger: Charger) {
    charger.emitter.on('told', this.follow);
  }

  /** @returns whether it comes later, after the transaction */
  async change(isOperative: boolean): Promise<boolean> {
    const isLater = !isOperative && this.charger.ledger.transaction !== null;
    this.charger.journal.keep({ closesLater: isLater ? true : null });
    if (!isLater) await this.charger.setOperative(isOperative);
    return isLater;
  }

  private readonly follow = (): void => {
    const { journal, ledger } = this.charger;
    if (journal.note('closesLater') !== true || ledger.transaction !== null) return;
    journal.keep({ closesLater: null });
    void this.charger.setOperative(false);
  };

  close(): void {
    this.charger.emitter.off('told', this.follow);
  }
}
