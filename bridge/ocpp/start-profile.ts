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

/** The trace shows a permission this long after the answer, at most. */
const SHOWN_MS = 3000;

export class StartProfile {
  /** The permission was seen: where it is no more, it has ended. */
  private isSeen = true;

  /** @param drop forgets the profiles of a transaction */
  constructor(
    private readonly charger: Charger,
    private readonly drop: () => void,
  ) {}

  private get awaited(): Awaited | null {
    return this.charger.journal.note<Awaited>('startProfile');
  }

  /** The charger has taken the start. */
  expect(tag: string, requestId: number | null): void {
    const { charger } = this;
    charger.journal.keep({ startProfile: { tag, requestId } });
    this.isSeen = false;
    charger.time.after(SHOWN_MS, () => {
      this.isSeen = true;
      this.look();
    });
  }

  /** To be called whenever the session may have changed. */
  look(): void {
    const { awaited, charger } = this;
    if (awaited === null || !charger.isKnown) return;
    const { transaction } = charger.ledger;
    const isPermitted = charger.said('session') === 'permitted';
    if (transaction === null && isPermitted) this.isSeen = true;
    if (transaction === null && (isPermitted || !this.isSeen)) return;
    charger.journal.keep({ startProfile: null });
    const isTheirs =
      transaction?.tag === awaited.tag && transaction.requestId === awaited.requestId;
    if (!isTheirs) this.drop();
  }
}
