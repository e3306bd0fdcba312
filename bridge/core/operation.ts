/**
 * Operation: in and out of service. Out of service nothing is offered, and a plug is let go as always: it is a limit of
 * 0 A that the charger has confirmed, and is kept over the end of this process.
 */

import type { Ledger } from './ledger.ts';
import type { LimitSources } from './limit-sources.ts';

const SOURCE = 'availability';

export class Operation {
  constructor(
    private readonly ledger: Ledger,
    private readonly limits: LimitSources,
  ) {}

  begin(): void {
    if (!this.ledger.isOperative) void this.limits.set(SOURCE, 0);
  }

  /**
   * A charger that is away is told when it answers again.
   *
   * @returns false where the charger refuses it, and stays as it was
   */
  async set(isOperative: boolean): Promise<boolean> {
    const { ledger, limits } = this;
    const outcome = await limits.set(SOURCE, isOperative ? null : 0);
    if (outcome === 'refused') await limits.set(SOURCE, ledger.isOperative ? null : 0);
    else ledger.setOperative(isOperative);
    return outcome !== 'refused';
  }

  /** What was kept for it, and is refused now, has not come about: the charger serves, and that is told. */
  look(): void {
    const { ledger, limits } = this;
    const isServing = limits.isRefused(SOURCE) && limits.confirmedAmps !== 0;
    if (!isServing || ledger.isOperative) return;
    ledger.setOperative(true);
    void limits.set(SOURCE, null);
  }
}
