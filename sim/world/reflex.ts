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
    filterUs: 24980,
    isBad: ({ line, comparatorCut }) =>
      comparatorCut === 'pilot' || line.heldHigh > LEFT_C_MILLIVOLTS,
  },
  {
    trip: Trip.Latch,
    filterUs: 6000,
    isBad: (plant, sense) =>
      plant.comparatorCut === 'latch' || plant.latchMillivolts(sense) > LATCH_COMPARED_MILLIVOLTS,
  },
];

/** Over a write to the flash, and how often that is given. */
const LONG_PATIENCE_MS = 60;
const LONG_FEED_EVERY_MS = 1000;

export class SimReflex implements Reflex {
  readonly patienceMs = 28;
  readonly watches: number;
  /** The contactor is closed, and may be opened from here. */
  private armed = false;
  private written = false;
  private tripped = Trip.None;
  private fedAtUs = 0;
  private announcedAtUs = -ms(LONG_FEED_EVERY_MS);
  /** When a line will have been bad for long enough, by watcher. */
  private readonly alarms: (Alarm | null)[] = watchers.map(() => null);
  /** When what is held of the pilot next follows it. */
  private follows: Alarm | null = null;

  constructor(
    private readonly plant: Plant,
    private readonly sense: SenseWindows,
    private readonly putOpen: () => void,
  ) {
    this.watches = watchers.reduce((bits, { trip }) => bits | (1 << trip), 1 << Trip.Loop);
    plant.watcher = () => this.changed();
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

  /** Within a tick no time passes here: what follows a write in it comes after the write. */
  feed(): void {
    this.fedAtUs = Math.max(this.fedAtUs, this.plant.clock.nowUs);
  }

  /** The processor is about to stand still for a write to the flash: a longer feed, once a second at most. */
  announce(): void {
    const { nowUs } = this.plant.clock;
    if (nowUs - this.announcedAtUs < ms(LONG_FEED_EVERY_MS)) return;
    this.announcedAtUs = nowUs;
    this.fedAtUs = nowUs + ms(LONG_PATIENCE_MS - this.patienceMs);
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

  /** Something that is watched has changed; a change of the pilot is held a little later. */
  private changed(): void {
    const { clock, line } = this.plant;
    this.look();
    clock.cancel(this.follows);
    const inUs = Math.max(1, line.followsHighInUs);
    this.follows = this.armed && inUs < NEVER_US ? clock.after(inUs, () => this.look()) : null;
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
