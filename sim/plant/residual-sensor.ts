/**
 * Residual-current sensor, simulated: it trips on a leak or on its own test current.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';

export class ResidualSensor {
  /** There is a leak; it leaks only while the outgoing side is live. */
  leaking = false;
  private live = false;
  private leakTripMs = 150;
  testing = false;
  /** A board without one sees no leak. */
  isFitted = true;
  /** The sensor no longer answers. */
  dead = false;
  tripped = false;
  private alarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  /** A leak of at least the rated residual current; `tripMs` is 300, 150 or 40 at 1, 2 or 5 times it. */
  leak(on: boolean, tripMs = 150): void {
    this.leaking = on;
    this.leakTripMs = tripMs;
    this.follow(tripMs);
  }

  feed(live: boolean): void {
    if (live === this.live) return;
    this.live = live;
    if (this.leaking) this.follow(this.leakTripMs);
  }

  test(on: boolean): void {
    if (this.testing === on) return;
    this.testing = on;
    this.follow(80);
  }

  private follow(tripMs: number): void {
    this.clock.cancel(this.alarm);
    const trips = ((this.leaking && this.live) || this.testing) && this.isFitted && !this.dead;
    this.alarm = this.clock.after(ms(trips ? tripMs : 200), () => {
      this.tripped = trips;
      this.changed();
    });
  }
}
