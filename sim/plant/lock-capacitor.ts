/**
 * Lock capacitor: the stored energy behind the lock's bridge, as it is drawn (hil/wiring/lock-circuits.ts).
 *
 * Charged through a diode and a resistor while mains is there, drained by the actuator, leaking slowly otherwise:
 * dU/dt = (target − U) / τ − I / C. Between two changes the voltage is the closed solution of that, so that
 * the result does not depend on how often it is read or set again. A current lowers the voltage at its terminals
 * by what falls at its own resistance. The diode's blocking is left out: a source that falls takes the voltage along,
 * which is the worse case.
 */

import type { Clock } from '../clock.ts';

/** A Schottky diode at the end of the charge. */
export const DIODE_VOLTS = 0.3;
/** The rail's own smoothing, and the rail behind it. */
const SMOOTHING_FARADS = 0.0047;
const SMOOTHING_OHMS = 0.4;

export class LockCapacitor {
  capacitanceFarads = 0.82;
  /** In series while it is charged. */
  chargeOhms = 6.8;
  /** Across it: balancing, and the divider of its reading. */
  leakOhms = 11100;
  /** Its own, of six cells; in the cold about twice as much. */
  seriesOhms = 0.42;

  private sinceUs = 0;
  private volts = 0;
  private charging = false;
  private drainAmps = 0;
  private fromVolts = 12;

  constructor(private readonly clock: Clock) {}

  /** Time constant of its charge. */
  get chargeTauUs(): number {
    return (this.chargeOhms + this.seriesOhms) * this.capacitanceFarads * 1000000;
  }

  set chargeTauUs(us: number) {
    this.settle();
    const ohms = us / this.capacitanceFarads / 1000000;
    this.seriesOhms = Math.min(this.seriesOhms, ohms / 2);
    this.chargeOhms = ohms - this.seriesOhms;
  }

  /** Open-circuit voltage of the charging source. */
  get sourceVolts(): number {
    return this.fromVolts;
  }

  set sourceVolts(volts: number) {
    this.settle();
    this.fromVolts = volts;
  }

  /** What it comes to in the end. */
  get fullVolts(): number {
    return Math.max(0, this.sourceVolts - DIODE_VOLTS);
  }

  /** The voltage at its terminals now. */
  get nowVolts(): number {
    const stored = this.storedVolts;
    const outer = this.outerOhms;
    const source = this.charging ? this.fullVolts : 0;
    const share = this.seriesOhms / (outer + this.seriesOhms);
    return Math.max(0, stored + share * (source - stored - this.drainAmps * outer));
  }

  /** What stands between it and its source, or across it where there is none. */
  private get outerOhms(): number {
    return this.charging ? this.chargeOhms : this.leakOhms;
  }

  /** The voltage that is stored, behind its own resistance. */
  private get storedVolts(): number {
    const passedUs = this.clock.nowUs - this.sinceUs;
    if (passedUs === 0) return this.volts;
    const outer = this.outerOhms;
    const tauUs = (outer + this.seriesOhms) * this.capacitanceFarads * 1000000;
    const target = (this.charging ? this.fullVolts : 0) - this.drainAmps * outer;
    return Math.max(0, target + (this.volts - target) * Math.exp(-passedUs / tauUs));
  }

  /** Whether a converter that reads millivolts could still find another value than now. */
  get isRestless(): boolean {
    const isCharging = this.charging && Math.abs(this.fullVolts - this.storedVolts) > 0.0004;
    return this.drainAmps > 0 || isCharging || (!this.charging && this.nowVolts > 0.1);
  }

  private settle(): void {
    this.volts = this.storedVolts;
    this.sinceUs = this.clock.nowUs;
  }

  charge(on: boolean): void {
    this.settle();
    this.charging = on;
  }

  drain(amps: number): void {
    this.settle();
    this.drainAmps = amps;
  }

  /** No lock capacitor: what smooths the 12 V rail, and falls with it. */
  onlySmooth(leakTauUs: number): void {
    this.capacitanceFarads = SMOOTHING_FARADS;
    this.chargeOhms = SMOOTHING_OHMS;
    this.seriesOhms = 0;
    this.leakOhms = leakTauUs / SMOOTHING_FARADS / 1000000;
  }

  /** Sets the voltage: a capacitor that starts full, or was discharged by hand. */
  fill(volts: number): void {
    this.settle();
    this.volts = volts;
  }
}
