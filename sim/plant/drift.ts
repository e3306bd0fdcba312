/**
 * Drift: a quantity that moves slowly to another value, in steps of a tenth of a second.
 */

import { type Clock, ms } from '../clock.ts';

const STEP_US = ms(100);

export class Drift {
  private drifts = 0;

  /** @param move takes the quantity's next value */
  constructor(
    private readonly clock: Clock,
    private readonly move: (value: number) => void,
  ) {}

  /** From one value to another; one that is still under way ends where it is. */
  run(from: number, to: number, overUs: number): void {
    const steps = Math.max(1, Math.round(overUs / STEP_US));
    this.drifts++;
    const own = this.drifts;
    const go = (step: number): void => {
      if (own !== this.drifts) return;
      this.move(from + ((to - from) * step) / steps);
      if (step < steps) this.clock.after(STEP_US, () => go(step + 1));
    };
    go(1);
  }
}
