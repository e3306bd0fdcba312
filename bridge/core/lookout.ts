/**
 * Lookout: when what the trace says is written down. What belongs together is waited for; where a transaction begins or
 * ends the charger is asked for its events before, and after an absence for what was missed.
 */

import type { Said } from '../../sim/view/words/leaving.ts';
import { Absence } from './absence.ts';
import type { ChargerConsole } from './charger-console.ts';
import type { Energy } from './energy.ts';
import type { Ledger } from './ledger.ts';
import { stopperIn } from './missed.ts';
import { OutOfService } from './out-of-service.ts';
import { Remembered } from './remembered.ts';
import { statusOf } from './status.ts';
import type { Time } from './time.ts';

/** Of one charger. */
export interface LookoutParts {
  readonly console: ChargerConsole;
  readonly said: Said;
  readonly energy: Energy;
  readonly ledger: Ledger;
  readonly time: Time;
}

export interface LookoutEvents {
  /** Something that can be shown may have changed. */
  changed(): void;
  /** Events wait in the journal. */
  told(): void;
}

/** What belongs together comes within this time, over the slowest line. */
const SETTLE_MS = 100;

export class Lookout {
  private readonly remembered: Remembered;
  private readonly absence: Absence;
  private readonly outOfService: OutOfService;
  private isLooking = false;
  private isClosed = false;

  constructor(
    private readonly parts: LookoutParts,
    private readonly events: LookoutEvents,
  ) {
    const { console, energy, ledger, time } = parts;
    this.remembered = new Remembered(console, time);
    this.absence = new Absence(ledger, energy, this.remembered);
    this.outOfService = new OutOfService(console, time);
  }

  /** Any line of the charger. */
  hear(line: string): void {
    this.remembered.hear(line);
  }

  /** The charger has started again, or does not answer: what it does now nobody sees. */
  lose(): void {
    this.absence.begin();
  }

  /** Nothing that was missed is still to be written. */
  get isCaughtUp(): boolean {
    return !this.absence.isUnderWay;
  }

  /** Something can be said about the charger: it has started, and the car does not just leave. */
  private readonly isSure = (): boolean => {
    const { ledger, said } = this.parts;
    return statusOf(said, ledger.isServing) !== null;
  };

  lookSoon(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    this.parts.time.after(SETTLE_MS, () => void this.lookClosely());
  }

  private async lookClosely(): Promise<void> {
    const { absence, parts, events } = this;
    if (absence.isUnderWay && this.isSure()) await absence.end(this.isSure, () => events.told());
    const isTurning = !absence.isUnderWay && parts.ledger.isTurning(parts.said);
    if (isTurning) await this.askForTurn();
    this.isLooking = false;
    this.look(isTurning);
  }

  private async askForTurn(): Promise<void> {
    const { energy, ledger, said } = this.parts;
    const [memory] = await Promise.all([this.remembered.last(), energy.refresh()]);
    if (said('session') === 'stopped') ledger.noteStop(stopperIn(memory));
    ledger.noteMark(this.remembered.markOf(memory));
  }

  /** What has happened up to now belongs to no session that comes. */
  async keepMark(): Promise<void> {
    this.parts.ledger.keepMark(this.remembered.markOf(await this.remembered.last()));
  }

  /** @param isAsked the charger was asked for its events, for what begins or ends now */
  look(isAsked = false): void {
    if (this.isClosed) return;
    const { ledger, said } = this.parts;
    if (this.absence.isUnderWay || (!isAsked && ledger.isTurning(said))) {
      if (this.isSure()) this.lookSoon();
    } else {
      ledger.look(said);
      if (!ledger.isServing) void this.outOfService.turnAway(said);
    }
    this.events.changed();
    this.events.told();
  }

  /** Nothing is written any more. */
  close(): void {
    this.isClosed = true;
  }
}
