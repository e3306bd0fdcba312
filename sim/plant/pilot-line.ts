/**
 * Pilot line: source, resistors, diode and PWM, as peaks that a converter would find.
 *
 * ±12 V through 1 kΩ, in the vehicle a diode and a resistor to earth. The line is a list of segments in
 * time; a sample takes the extremes of the segments inside its window, with the PWM's phase: a level
 * that came up in the low half of the PWM is not seen before the next high half.
 */

import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../firmware/control/outputs.ts';
import type { Clock } from '../clock.ts';
import { noiseAt } from '../random.ts';

const PERIOD_US = 1000;
const SOURCE_OHMS = 1000;
const DIODE_MILLIVOLTS = 700;
export const OPEN_OHMS = Number.POSITIVE_INFINITY;

interface Segment {
  fromUs: number;
  highMillivolts: number;
  lowMillivolts: number;
  dutyPermille: number;
}

export class PilotLine {
  sourceMillivolts = 12000;
  /** The vehicle's resistance to earth; infinite without a vehicle. */
  vehicleOhms = OPEN_OHMS;
  /** The pilot contact of the socket: without a whole plug nothing of the vehicle is seen. */
  connected = false;
  hasDiode = true;
  shorted = false;
  /** The charger's own wire to the socket is cut, or touches earth. */
  wire: 'whole' | 'cut' | 'grounded' = 'whole';
  /** The source's negative half; null: as far below zero as the positive one is above. */
  negativeMillivolts: number | null = null;
  /** Amplitude of what power-line modems and cables add. */
  noiseMillivolts = 20;
  noiseSeed = 1;
  /** A sample sees the extremes of this much time before it. */
  windowUs = 1200;

  private dutyPermille = DUTY_STEADY;
  private powered = false;
  private spikeMillivolts: number | null = null;
  private segments: Segment[] = [
    { fromUs: 0, highMillivolts: 0, lowMillivolts: 0, dutyPermille: DUTY_STEADY },
  ];

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  setDuty(dutyPermille: number): void {
    if (dutyPermille === this.dutyPermille) return;
    this.dutyPermille = dutyPermille;
    this.reconsider();
  }

  power(on: boolean): void {
    if (on === this.powered) return;
    this.powered = on;
    this.reconsider();
  }

  connect(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    this.reconsider();
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
    const connected = this.connected && this.wire === 'whole';
    if (this.shorted && connected) return 0;
    const ohms = connected ? this.vehicleOhms : OPEN_OHMS;
    if (ohms === OPEN_OHMS) return source;
    const share = ohms / (ohms + SOURCE_OHMS);
    if (!this.hasDiode) return source * share;
    if (source <= DIODE_MILLIVOLTS) return source;
    return DIODE_MILLIVOLTS + (source - DIODE_MILLIVOLTS) * share;
  }

  /** Something has changed: a new segment from here. */
  reconsider(): void {
    const spike = this.spikeMillivolts;
    const segment: Segment = {
      fromUs: this.clock.nowUs,
      highMillivolts: spike ?? this.levelOf(this.sourceMillivolts),
      lowMillivolts: spike ?? this.levelOf(this.negativeMillivolts ?? -this.sourceMillivolts),
      dutyPermille: this.powered ? this.dutyPermille : DUTY_STEADY,
    };
    const keepFromUs = this.clock.nowUs - this.windowUs;
    let firstKept = 0;
    for (let i = 1; i < this.segments.length; i++) {
      if ((this.segments[i] as Segment).fromUs <= keepFromUs) firstKept = i;
    }
    if (firstKept > 0) this.segments = this.segments.slice(firstKept);
    const last = this.segments[this.segments.length - 1] as Segment;
    if (last.fromUs === segment.fromUs) this.segments.pop();
    this.segments.push(segment);
    this.changed();
  }

  /** The positive level that the wire shows now, in the high half. */
  get highNow(): number {
    return (this.segments[this.segments.length - 1] as Segment).highMillivolts;
  }

  /** The line's upper level now, without noise: the plateau that a scope shows. */
  get highLevel(): number {
    return this.settled(this.lastSegment, true);
  }

  /** The line's lower level now, without noise. */
  get lowLevel(): number {
    return this.settled(this.lastSegment, false);
  }

  /** Something else than source and vehicle sets the voltage. */
  get isForced(): boolean {
    return this.spikeMillivolts !== null;
  }

  private get lastSegment(): Segment {
    return this.segments[this.segments.length - 1] as Segment;
  }

  private noise(salt: number): number {
    if (this.noiseMillivolts === 0) return 0;
    return this.noiseMillivolts * noiseAt(this.noiseSeed + salt, this.clock.nowUs);
  }

  /** The positive peak in the window before now. */
  samplePeakHigh(): number {
    return Math.round(this.extreme(true) + this.noise(0));
  }

  /** The negative peak in the window before now. */
  samplePeakLow(): number {
    return Math.round(this.extreme(false) + this.noise(7919));
  }

  private extreme(isHigh: boolean): number {
    const toUs = this.clock.nowUs;
    const count = this.segments.length;
    const last = this.segments[count - 1] as Segment;
    let windowFromUs = toUs - this.windowUs;
    if (count === 1 || last.fromUs <= windowFromUs) return this.settled(last, isHigh);
    let found: number | null = null;
    // Without any half of the wanted sign in the window, look back further: a peak detector holds.
    while (found === null) {
      let endUs = toUs;
      for (let i = count - 1; i >= 0 && endUs > windowFromUs; i--) {
        const segment = this.segments[i] as Segment;
        const fromUs = Math.max(segment.fromUs, windowFromUs);
        const value = isHigh ? highIn(segment, fromUs, endUs) : lowIn(segment, fromUs, endUs);
        if (value !== null) {
          const isBeyond = found === null || (isHigh ? value > found : value < found);
          if (isBeyond) found = value;
        }
        endUs = segment.fromUs;
      }
      if (windowFromUs <= 0) return found ?? 0;
      windowFromUs -= PERIOD_US;
    }
    return found;
  }

  private settled(segment: Segment, isHigh: boolean): number {
    if (isHigh) {
      return segment.dutyPermille === DUTY_UNAVAILABLE
        ? segment.lowMillivolts
        : segment.highMillivolts;
    }
    return segment.dutyPermille === DUTY_STEADY ? segment.highMillivolts : segment.lowMillivolts;
  }
}

/** The high level, if the PWM was high at any time in the interval; steady −12 V counts as its level. */
function highIn(segment: Segment, fromUs: number, toUs: number): number | null {
  if (segment.dutyPermille === DUTY_UNAVAILABLE) return segment.lowMillivolts;
  if (segment.dutyPermille === DUTY_STEADY) return segment.highMillivolts;
  const phase = fromUs % PERIOD_US;
  const isHigh = phase < segment.dutyPermille || phase + (toUs - fromUs) > PERIOD_US;
  return isHigh ? segment.highMillivolts : null;
}

function lowIn(segment: Segment, fromUs: number, toUs: number): number | null {
  if (segment.dutyPermille === DUTY_UNAVAILABLE) return segment.lowMillivolts;
  if (segment.dutyPermille === DUTY_STEADY) return segment.highMillivolts;
  const phase = fromUs % PERIOD_US;
  const isLow = phase + (toUs - fromUs) > segment.dutyPermille;
  return isLow ? segment.lowMillivolts : null;
}
