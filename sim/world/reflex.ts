/**
 * Reflex: hardware beside the simulated processor that opens the contactor by itself, as a PIO does on the
 * Pico. Its watchers and its patience are those of `firmware/platforms/pio-programs.ts`.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { Trip } from '../../firmware/hal.ts';
import { type Alarm, ms, NEVER_US } from '../clock.ts';
import type { Plant } from '../plant/plant.ts';
import { LATCH_COMPARED_MILLIVOLTS, LEFT_C_MILLIVOLTS } from './comparators.ts';
import { HardwareReflex } from './hardware-reflex.ts';

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

export class SimReflex extends HardwareReflex {
  readonly patienceMs = 28;
  readonly watches = watchers.reduce((bits, { trip }) => bits | (1 << trip), 1 << Trip.Loop);
  private announcedAtUs = -ms(LONG_FEED_EVERY_MS);
  /** When a line will have been bad for long enough, by watcher. */
  private readonly alarms: (Alarm | null)[] = watchers.map(() => null);
  /** When what is held of the pilot next follows it. */
  private follows: Alarm | null = null;

  constructor(
    plant: Plant,
    private readonly sense: SenseWindows,
    putOpen: () => void,
  ) {
    super(plant, putOpen);
    plant.watcher = () => this.changed();
  }

  protected begin(): void {
    // Nothing but the feed begins anew.
  }

  /** Within a tick no time passes here: what follows a write in it comes after the write. */
  feed(): void {
    this.fedAtUs = Math.max(this.fedAtUs, this.nowUs);
  }

  /** The processor is about to stand still for a write to the flash: a longer feed, once a second at most. */
  announce(): void {
    if (this.nowUs - this.announcedAtUs < ms(LONG_FEED_EVERY_MS)) return;
    this.announcedAtUs = this.nowUs;
    this.fedAtUs = this.nowUs + ms(LONG_PATIENCE_MS - this.patienceMs);
  }

  get opensAtUs(): number {
    return this.armed && this.works ? this.fedAtUs + ms(this.patienceMs) : NEVER_US;
  }

  /** Something that is watched has changed; a change of the pilot is held a little later. */
  private changed(): void {
    const { clock, line } = this.plant;
    this.watch();
    clock.cancel(this.follows);
    const inUs = Math.max(1, line.followsHighInUs);
    this.follows = this.armed && inUs < NEVER_US ? clock.after(inUs, () => this.watch()) : null;
  }

  /** Looks at every line that is watched: after a change of one, or of what is armed. */
  protected watch(): void {
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
