/**
 * Availability: in and out of service by a back-end's wish; while somebody charges, after that.
 */

import type { Charger } from '../core/charger.ts';

export class Availability {
  constructor(private readonly charger: Charger) {
    charger.emitter.on('told', this.follow);
  }

  /** @returns whether it has come about, or comes after the transaction; it is refused where the charger refuses it */
  async change(isOperative: boolean): Promise<'Accepted' | 'Scheduled' | 'Rejected'> {
    const { charger } = this;
    const isLater = !isOperative && charger.ledger.transaction !== null;
    if (!isOperative && !(await charger.mayLimit())) return 'Rejected';
    charger.journal.keep({ closesLater: isLater ? true : null });
    if (isLater) return 'Scheduled';
    return (await charger.setOperative(isOperative)) ? 'Accepted' : 'Rejected';
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
