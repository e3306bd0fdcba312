/**
 * Out of service: the charger itself knows no such state. Without authorisation it begins a session for every plug, and
 * holds it, though nothing is offered. So the bridge stops what begins there: the plug is free again, and the driver is
 * told.
 */

import type { DriverDisplay } from '../../sim/view/driver-display.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import { type ChargerConsole, NotDone } from './charger-console.ts';
import type { Time } from './time.ts';

/** A charger that has not taken the stop is told again after this long. */
const AGAIN_MS = 5000;

export class OutOfService {
  private nextAtMs = 0;

  constructor(
    private readonly console: ChargerConsole,
    private readonly time: Time,
  ) {}

  /** To be called whenever the trace has changed, while nobody is served. */
  async turnAway(said: Said): Promise<void> {
    const session = said('session');
    const nowMs = this.time.nowMs();
    if ((session !== 'permitted' && session !== 'waiting') || nowMs < this.nextAtMs) return;
    this.nextAtMs = nowMs + AGAIN_MS;
    try {
      await this.console.ask('stop', /^ok stop/);
      // Whoever comes next is turned away at once.
      this.nextAtMs = 0;
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
    }
  }
}

/** What a driver is told instead of an invitation to plug in; how to leave stays. */
export function outOfServiceDisplay(display: DriverDisplay, said: Said): DriverDisplay {
  const isOwners = said('lock-policy') === 'permanent';
  const plug = isOwners ? '' : ' A plug that is put in is let go.';
  const detail = `This charger was taken out of service: nothing is charged here.${plug}`;
  return { ...display, headline: 'Out of service', detail, steps: [] };
}
