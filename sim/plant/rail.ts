/**
 * Rail: the controller's own supply, with the hold-up of its power supply or its backup.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';

export class Rail {
  on = false;
  /** The rail lasts for this long without mains. */
  holdUpMs = 4000;
  /** From mains to a rail that the processor starts on. */
  riseMs = 200;
  /** What flows to the car pulls the rail down after this long; null: the supply bears the load. */
  failsUnderLoadAfterMs: number | null = null;
  private alarm: Alarm | null = null;
  private mainsOn = false;
  private loaded = false;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  follow(mainsOn: boolean): void {
    if (mainsOn === this.mainsOn) return;
    this.mainsOn = mainsOn;
    this.clock.cancel(this.alarm);
    this.alarm = null;
    if (mainsOn === this.on) return;
    const delayUs = ms(mainsOn ? this.riseMs : this.holdUpMs);
    this.alarm = this.clock.after(delayUs, () => this.set(mainsOn));
  }

  /** Current flows to the car, or no longer does. */
  load(loaded: boolean): void {
    if (loaded === this.loaded || this.failsUnderLoadAfterMs === null) return;
    this.loaded = loaded;
    this.clock.cancel(this.alarm);
    const delayUs = ms(loaded ? this.failsUnderLoadAfterMs : this.riseMs);
    this.alarm = this.clock.after(delayUs, () => this.set(!loaded && this.mainsOn));
  }

  /** Cuts or returns the rail at once: a brown-out of the controller alone. */
  set(on: boolean): void {
    if (this.on === on) return;
    this.on = on;
    this.changed();
  }
}
