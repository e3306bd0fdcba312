/**
 * Absence: the time in which nobody saw what the charger did, because this bridge had ended, or did not hear it. What
 * became of the transactions meanwhile is read from the charger's own events before anything else is written.
 */

import type { Energy } from './energy.ts';
import type { Ledger } from './ledger.ts';
import { sessionsIn, turnsIn } from './missed.ts';
import type { Remembered } from './remembered.ts';

export class Absence {
  /** A process that has just begun has seen nothing. */
  isUnderWay = true;
  /** The register when the charger was seen last. */
  private leftWh: number;

  constructor(
    private readonly ledger: Ledger,
    private readonly energy: Energy,
    private readonly remembered: Remembered,
  ) {
    this.leftWh = energy.wh;
  }

  begin(): void {
    if (!this.isUnderWay) this.leftWh = this.energy.wh;
    this.isUnderWay = true;
  }

  /**
   * Writes what was missed.
   *
   * @param isThere whether the charger still answers; otherwise the absence goes on
   * @param told called after every transaction that has begun or ended
   */
  async end(isThere: () => boolean, told: () => void): Promise<void> {
    const { ledger, remembered } = this;
    const { mark } = ledger;
    const memory = await (mark === null ? remembered.last() : remembered.since(mark));
    if (!isThere()) return;
    this.isUnderWay = false;
    if (memory === null) return;
    const turns = mark === null ? [] : turnsIn(memory, mark, remembered);
    const isSole = sessionsIn(turns, ledger.transaction !== null) <= 1;
    for (const turn of turns) {
      // What several sessions have taken nobody can divide: it is charged to none of them.
      const isBefore = isSole === (turn.over === null);
      ledger.takeTurn(turn, isBefore ? this.leftWh : this.energy.wh);
      told();
    }
    const last = remembered.markOf(memory);
    if (last !== null) ledger.keepMark(last);
  }
}
