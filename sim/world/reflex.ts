/**
 * Reflex: hardware beside the simulated processor that opens the contactor by itself, as a PIO does on the
 * Pico. Its watchers and its patience are those of `firmware/platforms/pio-programs.ts`.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { type Reflex, Trip } from '../../firmware/hal.ts';
import { type Alarm, ms, NEVER_US } from '../clock.ts';
import type { Plant } from '../plant/plant.ts';
import { LATCH_COMPARED_MILLIVOLTS, LEFT_C_MILLIVOLTS } from './comparators.ts';

interface Watcher {
  readonly trip: Trip;
  readonly filterUs: number;
  readonly isBad: (plant: Plant, sense: SenseWindows) => boolean;
}

const watchers: readonly Watcher[] = [
  { trip: Trip.EmergencyStop, filterUs: 1500, isBad: ({ asserted }) => asserted.has('eStop') },
  { trip: Trip.Residual, filterUs: 1500, isBad: ({ residual }) => residual.tripped },
  {
    trip: Trip.Pilot,
    filterUs: 24500,
    isBad: ({ line }) => line.highLevel > LEFT_C_MILLIVOLTS,
  },
  {
    trip: Trip.Latch,
    filterUs: 6000,
    isBad: (plant, sense) => {
      const millivolts = plant.latchMillivolts(sense);
      return millivolts < sense.lockedFromMillivolts || millivolts > sense.lockedToMillivolts;
    },
  },
];

export class SimReflex implements Reflex {
  readonly patienceMs = 28;
  readonly watches: number;
  /** The contactor is closed, and may be opened from here. */
  private armed = false;
  private written = false;
  private tripped = Trip.None;
  private fedAtUs = 0;
  /** When a line will have been bad for long enough, by watcher. */
  private readonly alarms: (Alarm | null)[] = watchers.map(() => null);

  constructor(
    private readonly plant: Plant,
    private readonly sense: SenseWindows,
    private readonly putOpen: () => void,
  ) {
    this.watches = watchers.reduce((bits, { trip }) => bits | (1 << trip), 1 << Trip.Loop);
    plant.watcher = () => this.look();
  }

  private get works(): boolean {
    return this.plant.reflexHealth === 'works';
  }

  /** @returns the contactor's pin once this has been written */
  follow(on: boolean): boolean {
    if (on && !this.written) {
      this.armed = true;
      this.tripped = Trip.None;
      this.fedAtUs = this.plant.clock.nowUs;
    }
    if (!on) this.armed = false;
    if (this.plant.reflexHealth === 'stops') this.open(Trip.Stopped);
    this.written = on;
    this.look();
    return this.armed;
  }

  feed(): void {
    this.fedAtUs = this.plant.clock.nowUs;
  }

  /** Quiet ticks that were skipped have fed it. */
  passTime(us: number): void {
    this.fedAtUs += us;
  }

  trip(): Trip {
    // Whoever finds it standing still takes the pin back.
    if (this.plant.reflexHealth === 'stops') this.open(Trip.Stopped);
    return this.tripped;
  }

  /** Unfed until then, it opens. */
  get opensAtUs(): number {
    return this.armed && this.works ? this.fedAtUs + ms(this.patienceMs) : NEVER_US;
  }

  /** Nobody may have fed it. */
  starve(): void {
    if (this.plant.clock.nowUs >= this.opensAtUs) this.open(Trip.Loop);
  }

  open(trip: Trip): void {
    if (!this.armed) return;
    this.armed = false;
    this.tripped = trip;
    this.look();
    this.putOpen();
  }

  /** Looks at every line that is watched: after a change of one, or of what is armed. */
  private look(): void {
    const { clock } = this.plant;
    watchers.forEach(({ trip, filterUs, isBad }, i) => {
      const alarm = this.alarms[i] ?? null;
      if (this.armed && this.works && isBad(this.plant, this.sense)) {
        this.alarms[i] = alarm ?? clock.after(filterUs, () => this.open(trip));
      } else if (alarm !== null) {
        clock.cancel(alarm);
        this.alarms[i] = null;
      }
    });
  }
}
