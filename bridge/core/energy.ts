/**
 * Energy: what has flowed, in Wh, from a meter beside the bridge, as an estimate from the offered current, or not at
 * all. No board of Holdfast has a meter: an estimate is the most that can have flowed, and is called one everywhere.
 */

import type { Said } from '../../sim/view/words/leaving.ts';
import type { Journal } from './journal.ts';
import { offeredMilliamps } from './status.ts';
import type { Time } from './time.ts';

export type EnergyKind = 'none' | 'estimate' | 'metered';

export interface EnergyOptions {
  readonly kind: EnergyKind;
  /** For the estimate, and for limits that are sent in watts. */
  readonly phases: number;
  readonly volts: number;
}

const HOUR_MS = 3600000;
/** What was counted is kept at least this often: so much is lost where this process ends, and no more. */
const KEPT_MS = 5000;

export class Energy {
  private totalWh: number;
  private isKept = true;
  private keptAtMs: number;
  /** What stands on disk with the total, in one record. */
  private beside: Record<string, unknown> = {};
  private countedAtMs: number;
  private flowingMilliamps = 0;

  constructor(
    readonly options: EnergyOptions,
    private readonly journal: Journal,
    private readonly time: Time,
  ) {
    this.totalWh = journal.note<number>('energyWh') ?? 0;
    this.countedAtMs = time.nowMs();
    this.keptAtMs = this.countedAtMs;
  }

  /** The register, in whole Wh. It never goes back. */
  get wh(): number {
    this.count();
    return Math.floor(this.totalWh);
  }

  /** The most that can flow now, in W; 0 without an estimate. */
  get watts(): number {
    return this.options.kind === 'estimate' ? this.powerOf(this.flowingMilliamps) : 0;
  }

  private powerOf(milliamps: number): number {
    return (milliamps / 1000) * this.options.volts * this.options.phases;
  }

  /** To be called whenever the trace has changed, and every few seconds. */
  follow(said: Said): void {
    this.count();
    if (this.time.nowMs() - this.keptAtMs >= KEPT_MS) this.keep();
    const flows = said('processor') === 'on' && said('contacts') === 'closed';
    this.flowingMilliamps = flows ? offeredMilliamps(said) : 0;
  }

  private count(): void {
    const nowMs = this.time.nowMs();
    const passedMs = nowMs - this.countedAtMs;
    this.countedAtMs = nowMs;
    if (this.options.kind !== 'estimate') return;
    this.add((this.powerOf(this.flowingMilliamps) * passedMs) / HOUR_MS);
  }

  /**
   * A meter has counted so much more.
   *
   * @param beside notes that belong to the new total: one is never kept without the other
   */
  add(wh: number, beside: Record<string, unknown> | null = null): void {
    if (wh > 0) this.totalWh += wh;
    else if (beside === null) return;
    this.beside = { ...this.beside, ...beside };
    this.isKept = false;
  }

  /** Reads a meter that can be asked, where that takes no longer than a moment. */
  refresh: () => Promise<void> = () => Promise.resolve();

  /** A note that was kept with the total. */
  noteOf<T>(name: string): T | null {
    return this.journal.note<T>(name);
  }

  /** What the journal is to keep of it. */
  get notes(): Record<string, unknown> {
    return { energyWh: this.totalWh, ...this.beside };
  }

  keep(): void {
    if (this.isKept) return;
    this.isKept = true;
    this.keptAtMs = this.time.nowMs();
    this.journal.keep(this.notes);
  }
}
