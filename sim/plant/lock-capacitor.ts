/**
 * Lock capacitor: the stored energy behind the lock's bridge.
 *
 * Charged through a resistor while mains is there, drained by the actuator, leaking slowly otherwise:
 * dU/dt = (target − U) / τ − I / C. Between two changes the voltage is the closed solution of that, so that
 * the result does not depend on how often it is read or set again.
 */

import type { Clock } from '../clock.ts';

export class LockCapacitor {
  chargeTauUs = 300000;
  leakTauUs = 120000000;
  capacitanceFarads = 0.33;

  private sinceUs = 0;
  private volts = 0;
  private charging = false;
  private drainAmps = 0;
  private fromVolts = 12;

  constructor(private readonly clock: Clock) {}

  /** Open-circuit voltage of the charging source. */
  get sourceVolts(): number {
    return this.fromVolts;
  }

  set sourceVolts(volts: number) {
    this.settle();
    this.fromVolts = volts;
  }

  /** The voltage now. */
  get nowVolts(): number {
    const passedUs = this.clock.nowUs - this.sinceUs;
    if (passedUs === 0) return this.volts;
    const tauUs = this.charging ? this.chargeTauUs : this.leakTauUs;
    const dropVolts = (this.drainAmps * tauUs) / 1000000 / this.capacitanceFarads;
    const target = (this.charging ? this.sourceVolts : 0) - dropVolts;
    return Math.max(0, target + (this.volts - target) * Math.exp(-passedUs / tauUs));
  }

  /** Whether a converter that reads millivolts could still find another value than now. */
  get isRestless(): boolean {
    const isCharging = this.charging && Math.abs(this.sourceVolts - this.nowVolts) > 0.0004;
    return this.drainAmps > 0 || isCharging || (!this.charging && this.nowVolts > 0.1);
  }

  private settle(): void {
    this.volts = this.nowVolts;
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

  /** Sets the voltage: a capacitor that starts full, or was discharged by hand. */
  fill(volts: number): void {
    this.settle();
    this.volts = volts;
  }
}
