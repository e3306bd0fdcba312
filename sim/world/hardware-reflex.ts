/**
 * Hardware reflex: what the simulated board and its processor ask of hardware that opens the contactor by itself.
 */

import type { Reflex, Trip } from '../../firmware/hal.ts';

/** State machines beside the processor, or timers that interrupt its program. */
export type ReflexKind = 'none' | 'pio' | 'timers';

export interface HardwareReflex extends Reflex {
  /** @returns the contactor's pin once this has been written */
  follow(on: boolean): boolean;
  /** Unfed until then, it opens. */
  readonly opensAtUs: number;
  /** Nobody may have fed it. */
  starve(): void;
  open(trip: Trip): void;
  /** Quiet ticks that were skipped have fed it. */
  passTime(us: number): void;
  /** A write to the flash begins. */
  announce(): void;
}
