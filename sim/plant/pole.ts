/**
 * Pole: one main contact, the conductor in front of it, and what is left behind it.
 */

import type { Pole as PoleName } from '../../firmware/drivers/poles.ts';
import type { Clock } from '../clock.ts';

/** Above this a conductor counts as live: extra-low voltage ends here. */
export const LIVE_VOLTS = 60;
const PEAK_VOLTS = 325;

export const phaseNames = ['L1', 'L2', 'L3'] as const;

export class Pole {
  /** It has fused: it stays closed once it is. */
  welded = false;
  /** It never closes: burnt away, or a wire that has come off. */
  fails = false;
  /** Mains reaches it. */
  supplied = true;
  /** What the car draws in this phase beyond the others, in mA. */
  excessMilliamps = 0;
  closed = false;
  /** Discharge of what is behind it. */
  decayTauUs = 12000;

  private wasFed = false;
  /** When it was cut off; negative while it is connected or was never live. */
  private cutAtUs = -1;

  constructor(
    readonly name: PoleName,
    private readonly clock: Clock,
  ) {}

  /**
   * Mains is there, or has gone.
   *
   * @returns whether it has just been cut off
   */
  feed(mainsOn: boolean): boolean {
    const isFed = mainsOn && this.supplied && this.closed;
    const wasFed = this.wasFed;
    this.wasFed = isFed;
    if (isFed) this.cutAtUs = -1;
    else if (wasFed) this.cutAtUs = this.clock.nowUs;
    return wasFed && !isFed;
  }

  /** Peak voltage to earth behind the contact. The neutral is at earth, closed or open. */
  get volts(): number {
    if (this.name === 'N') return 0;
    if (this.wasFed) return PEAK_VOLTS;
    if (this.cutAtUs < 0) return 0;
    return PEAK_VOLTS * Math.exp(-(this.clock.nowUs - this.cutAtUs) / this.decayTauUs);
  }

  get live(): boolean {
    return this.volts > LIVE_VOLTS;
  }

  /** It was cut off no longer ago than this. */
  cutWithin(us: number): boolean {
    return this.cutAtUs >= 0 && this.clock.nowUs - this.cutAtUs < us;
  }

  /** It is cut off, and may still discharge. */
  get isCut(): boolean {
    return this.cutAtUs >= 0;
  }

  /** From the peak down to extra-low voltage. */
  get untilDeadUs(): number {
    return Math.ceil(this.decayTauUs * Math.log(PEAK_VOLTS / LIVE_VOLTS) + 1);
  }
}
