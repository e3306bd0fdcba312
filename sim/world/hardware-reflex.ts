/**
 * Hardware reflex: hardware beside the simulated processor that opens the contactor by itself. What arms it, feeds it
 * and opens is here; what it watches, and for how long, differs.
 */

import { type Reflex, Trip } from '../../firmware/hal.ts';
import type { Plant } from '../plant/plant.ts';

/** State machines beside the processor, or timers that interrupt its program. */
export type ReflexKind = 'none' | 'pio' | 'timers';

export abstract class HardwareReflex implements Reflex {
  abstract readonly patienceMs: number;
  abstract readonly watches: number;
  /** Unfed until then, it opens. */
  abstract readonly opensAtUs: number;
  /** The contactor is closed, and may be opened from here. */
  protected armed = false;
  private written = false;
  private tripped = Trip.None;
  protected fedAtUs = 0;

  constructor(
    protected readonly plant: Plant,
    private readonly putOpen: () => void,
  ) {}

  protected get works(): boolean {
    return this.plant.reflexHealth === 'works';
  }

  protected get nowUs(): number {
    return this.plant.clock.nowUs;
  }

  /** The contactor has just been closed. */
  protected abstract begin(): void;
  /** What is armed has changed: what is watched is looked at anew. */
  protected abstract watch(): void;
  abstract feed(): void;
  /** A write to the flash begins. */
  abstract announce(): void;

  /** The interpreter is in a call of its own until then, which no program of its own interrupts. */
  block(_untilUs: number): void {
    // State machines need no interpreter.
  }

  /** @returns the contactor's pin once this has been written */
  follow(on: boolean): boolean {
    if (on && !this.written) {
      this.armed = true;
      this.tripped = Trip.None;
      this.fedAtUs = this.nowUs;
      this.begin();
    }
    if (!on) this.armed = false;
    if (this.plant.reflexHealth === 'stops') this.open(Trip.Stopped);
    this.written = on;
    this.watch();
    return this.armed;
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

  /** Nobody may have fed it. */
  starve(): void {
    if (this.nowUs >= this.opensAtUs) this.open(Trip.Loop);
  }

  open(trip: Trip): void {
    if (!this.armed) return;
    this.armed = false;
    this.tripped = trip;
    this.watch();
    this.putOpen();
  }
}
