/**
 * Pilot line: source, resistors, diode and PWM, and the front end between CP and the converter.
 *
 * ±12 V through 1 kΩ, in the vehicle a diode and a resistor to earth. The front end is the drawn one: a
 * track-and-hold for each half of the PWM, switched by the PWM output itself. It follows CP from a little
 * after the edge until the next one, and holds what it saw last until its half comes again: a level that
 * came up in the low half is not seen before the next high half, and a level that has gone is seen for as
 * long. Steady +12 V is always followed; its negative half is the one that was.
 */

import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../firmware/control/outputs.ts';
import type { Clock } from '../clock.ts';
import { noiseAt } from '../random.ts';
import { Drift } from './drift.ts';
import { PilotFaults } from './pilot-faults.ts';

const PERIOD_US = 1000;
/**
 * The switches close so long after the PWM's edge, when CP has settled (hil/wiring/pilot-circuit.ts): the drawn
 * one of the upper half some 18 µs later still.
 */
export const TRACKS_AFTER_US = 15;
export const OPEN_OHMS = Number.POSITIVE_INFINITY;

/** The line from an instant on, and what both track-and-holds held then. */
interface Segment {
  fromUs: number;
  highMillivolts: number;
  lowMillivolts: number;
  dutyPermille: number;
  heldHighMillivolts: number;
  heldLowMillivolts: number;
}

export class PilotLine {
  readonly faults = new PilotFaults();
  sourceMillivolts = 12000;
  sourceOhms = 1000;
  /** What the vehicle's diode drops. */
  diodeMillivolts = 700;
  /** The vehicle's resistance to earth; infinite without a vehicle. */
  vehicleOhms = OPEN_OHMS;
  /** The pilot contact of the socket: without a whole plug nothing of the vehicle is seen. */
  connected = false;
  hasDiode = true;
  shorted = false;
  /** The charger's own wire to the socket is cut, or touches earth. */
  wire: 'whole' | 'cut' | 'grounded' = 'whole';
  /** The charger's own switch in that wire is open. */
  broken = false;
  /** The source's negative half; null: as far below zero as the positive one is above. */
  negativeMillivolts: number | null = null;
  /** Amplitude of what power-line modems and cables add. */
  noiseMillivolts = 20;
  noiseSeed = 1;
  /** What is held falls towards 0 V with this time constant: a leak, or a detector that is no hold. */
  droopTauUs = Number.POSITIVE_INFINITY;

  private dutyPermille = DUTY_STEADY;
  private powered = false;
  private spikeMillivolts: number | null = null;
  private now: Segment = {
    fromUs: 0,
    highMillivolts: 0,
    lowMillivolts: 0,
    dutyPermille: DUTY_STEADY,
    heldHighMillivolts: 0,
    heldLowMillivolts: 0,
  };

  private readonly drifts: Drift;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {
    this.drifts = new Drift(clock, (millivolts) => {
      this.sourceMillivolts = millivolts;
      this.reconsider();
    });
  }

  /** The duty that was put out. */
  commandedPermille = DUTY_STEADY;

  setDuty(dutyPermille: number): void {
    this.commandedPermille = dutyPermille;
    const reached = this.faults.reached(dutyPermille);
    if (reached === this.dutyPermille) return;
    this.dutyPermille = reached;
    this.reconsider();
  }

  /** The duty that arrives at the socket. */
  get reachedPermille(): number {
    return this.dutyPermille;
  }

  power(on: boolean): void {
    if (on === this.powered) return;
    this.powered = on;
    this.reconsider();
  }

  /** @param proximityOhms from PP to earth: seen where CP and PP touch */
  connect(connected: boolean, proximityOhms = OPEN_OHMS): void {
    const { faults } = this;
    const isOther = faults.bridged && proximityOhms !== faults.proximityOhms;
    faults.proximityOhms = proximityOhms;
    if (connected === this.connected && !isOther) return;
    this.connected = connected;
    this.reconsider();
  }

  /** The source's voltage moves slowly, until it is there. */
  drift(toMillivolts: number, overUs: number): void {
    this.drifts.run(this.sourceMillivolts, toMillivolts, overUs);
  }

  /** A voltage is forced onto the line for a while. */
  spike(millivolts: number, forUs: number): void {
    this.spikeMillivolts = millivolts;
    this.reconsider();
    this.clock.after(forUs, () => {
      this.spikeMillivolts = null;
      this.reconsider();
    });
  }

  /** Level of one half of the PWM at the CP pin. */
  private levelOf(source: number): number {
    if (!this.powered || this.wire === 'grounded') return 0;
    const connected = this.connected && this.wire === 'whole' && !this.broken;
    if (this.shorted && connected) return 0;
    const isSeen = connected && !this.faults.earthLost;
    const ohms = isSeen ? this.vehicleOhms : OPEN_OHMS;
    if (this.faults.isPresent && this.wire === 'whole') {
      const { hasDiode, diodeMillivolts } = this;
      return this.faults.levelOf(source, this.sourceOhms, { ohms, hasDiode, diodeMillivolts });
    }
    if (ohms === OPEN_OHMS) return source;
    const share = ohms / (ohms + this.sourceOhms);
    if (!this.hasDiode) return source * share;
    if (source <= this.diodeMillivolts) return source;
    return this.diodeMillivolts + (source - this.diodeMillivolts) * share;
  }

  /** Something has changed: from here on the line is another. */
  reconsider(): void {
    const spike = this.spikeMillivolts;
    this.now = {
      heldHighMillivolts: this.held(true),
      heldLowMillivolts: this.held(false),
      fromUs: this.clock.nowUs,
      highMillivolts: spike ?? this.levelOf(this.sourceMillivolts),
      lowMillivolts: spike ?? this.levelOf(this.negativeMillivolts ?? -this.sourceMillivolts),
      dutyPermille: this.powered ? this.dutyPermille : DUTY_STEADY,
    };
    this.changed();
  }

  /** The positive level that the wire shows now, in the high half. */
  get highNow(): number {
    return this.now.highMillivolts;
  }

  /** What the upper track-and-hold comes to, without noise: the plateau that a scope shows. */
  get highLevel(): number {
    const { dutyPermille, highMillivolts, lowMillivolts } = this.now;
    return dutyPermille === DUTY_UNAVAILABLE ? lowMillivolts : highMillivolts;
  }

  /** What the lower one comes to, without noise. */
  get lowLevel(): number {
    const { dutyPermille, highMillivolts, lowMillivolts } = this.now;
    return dutyPermille === DUTY_STEADY ? highMillivolts : lowMillivolts;
  }

  /** The mean over one period of the PWM. */
  get meanMillivolts(): number {
    const { highMillivolts, lowMillivolts, dutyPermille } = this.now;
    return (highMillivolts * dutyPermille + lowMillivolts * (1000 - dutyPermille)) / 1000;
  }

  /** Something else than source and vehicle sets the voltage. */
  get isForced(): boolean {
    return this.spikeMillivolts !== null;
  }

  private noise(salt: number): number {
    if (this.noiseMillivolts === 0) return 0;
    return this.noiseMillivolts * noiseAt(this.noiseSeed + salt, this.clock.nowUs);
  }

  /** What the upper track-and-hold gives the converter. */
  sampleHigh(): number {
    return Math.round(this.held(true) + this.noise(0));
  }

  /** What the lower one gives. */
  sampleLow(): number {
    return Math.round(this.held(false) + this.noise(7919));
  }

  /** The upper track-and-hold without noise, and when it next follows the line, in µs from now; 0 while it does. */
  get heldHigh(): number {
    return this.held(true);
  }

  get followsHighInUs(): number {
    const { dutyPermille } = this.now;
    if (dutyPermille >= PERIOD_US) return 0;
    if (dutyPermille <= TRACKS_AFTER_US) return Number.POSITIVE_INFINITY;
    const phaseUs = this.clock.nowUs % PERIOD_US;
    if (phaseUs >= TRACKS_AFTER_US && phaseUs <= dutyPermille) return 0;
    return (TRACKS_AFTER_US - phaseUs + PERIOD_US) % PERIOD_US;
  }

  private held(isHigh: boolean): number {
    const { fromUs, dutyPermille, highMillivolts, lowMillivolts } = this.now;
    const seenUs = isHigh
      ? lastTrackedUs(this.clock.nowUs, 0, dutyPermille)
      : lastTrackedUs(this.clock.nowUs, dutyPermille, PERIOD_US - dutyPermille);
    const isSeen = seenUs > fromUs;
    const level = isHigh ? highMillivolts : lowMillivolts;
    const before = isHigh ? this.now.heldHighMillivolts : this.now.heldLowMillivolts;
    const forUs = this.clock.nowUs - (isSeen ? seenUs : fromUs);
    const ringing = isSeen ? this.ringing(isHigh, seenUs, dutyPermille) : 0;
    return (isSeen ? level + ringing : before) * Math.exp(-forUs / this.droopTauUs);
  }

  /** What the last edge before an instant still adds to a half that was followed then. */
  private ringing(isHigh: boolean, seenUs: number, dutyPermille: number): number {
    const isPwm = dutyPermille > DUTY_UNAVAILABLE && dutyPermille < DUTY_STEADY;
    if (!isPwm) return 0;
    const startUs = isHigh ? 0 : dutyPermille;
    const us = this.faults.ringAt((seenUs - startUs + PERIOD_US) % PERIOD_US);
    return isHigh ? us : -us;
  }
}

/**
 * The last instant at which a half was followed.
 *
 * @param startUs where in the period the half begins, and how long it lasts
 * @returns −∞ for a half that there is not
 */
function lastTrackedUs(nowUs: number, startUs: number, lengthUs: number): number {
  if (lengthUs >= PERIOD_US) return nowUs;
  if (lengthUs <= TRACKS_AFTER_US) return Number.NEGATIVE_INFINITY;
  const phaseUs = (nowUs - startUs + PERIOD_US) % PERIOD_US;
  if (phaseUs > lengthUs) return nowUs - phaseUs + lengthUs;
  return phaseUs >= TRACKS_AFTER_US ? nowUs : nowUs - phaseUs - PERIOD_US + lengthUs;
}
