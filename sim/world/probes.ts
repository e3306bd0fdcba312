/**
 * Probes: what a probe would read of the plant, as events of the trace.
 *
 * A level that steps is noted when it steps. What moves between two events (a pin on its way, an outgoing
 * side that discharges, a capacitor) is looked at at intervals of its own for as long as it moves, and only
 * what differs enough to be drawn is noted. Nothing here reaches the firmware or the plant.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';
import type { Plant } from '../plant/plant.ts';

const PIN_BEAT_US = ms(20);
const CAPACITOR_BEAT_US = ms(100);
/** A discharge is drawn with this many points per time constant. */
const DECAY_POINTS = 3;
const CAPACITOR_STEP_MILLIVOLTS = 250;

export class Probes {
  private alarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly plant: Plant,
    /** Takes a value; one that has not changed is not recorded. */
    private readonly note: (name: string, value: string) => void,
  ) {}

  /** Reads everything, and comes back while something moves. */
  look(): void {
    const { line, contactor, pin, capacitor } = this.plant;
    const stored = Math.round((capacitor.nowVolts * 1000) / CAPACITOR_STEP_MILLIVOLTS);
    this.note('pilot-high', `${Math.round(line.highLevel)} mV`);
    this.note('pilot-low', `${Math.round(line.lowLevel)} mV`);
    this.note('outgoing', `${Math.round(contactor.outgoingVolts) * 1000} mV`);
    this.note('pin-position', `${Math.round(pin.nowPosition * 1000)} permille`);
    this.note('stored', `${stored * CAPACITOR_STEP_MILLIVOLTS} mV`);
    this.note('drawn', `${this.plant.milliamps} mA`);
    this.comeBack(this.intervalUs());
  }

  /** Time to the next look; infinite while nothing moves. */
  private intervalUs(): number {
    const { contactor, pin, capacitor } = this.plant;
    const pinUs = pin.moves ? PIN_BEAT_US : Number.POSITIVE_INFINITY;
    const decayUs = contactor.decays
      ? contactor.decayTauUs / DECAY_POINTS
      : Number.POSITIVE_INFINITY;
    const storedUs = capacitor.isRestless ? CAPACITOR_BEAT_US : Number.POSITIVE_INFINITY;
    return Math.min(pinUs, decayUs, storedUs);
  }

  private comeBack(us: number): void {
    this.clock.cancel(this.alarm);
    this.alarm = null;
    if (us !== Number.POSITIVE_INFINITY) this.alarm = this.clock.after(us, () => this.look());
  }
}
