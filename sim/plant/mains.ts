/**
 * Mains: the grid, the upstream breaker and the isolator, up to the charger's terminals.
 */

import type { Clock } from '../clock.ts';

export class Mains {
  gridOn = true;
  isolatorClosed = true;
  breakerClosed = true;
  /** Supply voltage, in tenths of a volt. */
  decivolts = 2300;
  /** How far the charger's own load pulls the supply down, in tenths of a volt. */
  dropUnderLoadDecivolts = 0;
  private tripping = false;
  /** Protective earth against the reference, in tenths of a volt. */
  earthDecivolts = 0;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get present(): boolean {
    return this.gridOn && this.isolatorClosed && this.breakerClosed;
  }

  set(what: 'gridOn' | 'isolatorClosed' | 'breakerClosed', on: boolean): void {
    if (this[what] === on) return;
    this[what] = on;
    this.changed();
  }

  /** The grid fails for a while. */
  dip(forUs: number): void {
    this.set('gridOn', false);
    this.clock.after(forUs, () => this.set('gridOn', true));
  }

  /** The trip coil opens the upstream breaker; a person closes it again. */
  trip(on: boolean): void {
    if (on === this.tripping) return;
    this.tripping = on;
    this.clock.after(50000, () => {
      if (this.tripping) this.set('breakerClosed', false);
    });
  }
}
