/**
 * Car: the other end of the cable. Its switch S2 decides between B and C.
 */

import { DUTY_STEADY, DUTY_UNAVAILABLE } from '../../firmware/control/outputs.ts';
import { type Alarm, type Clock, ms } from '../clock.ts';
import { OPEN_OHMS, type PilotLine } from './pilot-line.ts';

/** What a vehicle's resistors come to behind its diode, in each state. */
const USUAL_OHMS = { B: 2740, C: 882, D: 246 };

/** How the car reacts to a stop, a withdrawn offer. */
export type CarManner =
  /** Opens S2 within a tenth of a second. */
  | 'cooperative'
  /** Opens S2 just inside its 3 s. */
  | 'slow'
  /** Continues to draw current. */
  | 'ignoring'
  /** Does not read the PWM at all: S2 is closed from plug-in on. */
  | 'simplified'
  /** Does not notice the offer before it has seen F. */
  | 'sleepy';

export class Car {
  manner: CarManner = 'cooperative';
  plugged = false;
  /** The battery wants energy. */
  wants = true;
  needsVentilation = false;
  /** The car's own inlet lock holds the vehicle connector while an offer is on. */
  holdsOwnLock = false;
  reactMs = 100;
  /** Without an offer for this long it falls asleep, in µs; null: never. */
  sleepsAfterUs: number | null = null;
  /** How many times F must be shown until it wakes. */
  wakesAtTry = 1;
  /** F does not wake it: its pilot must be interrupted. */
  wakesByBreak = false;
  /** Its own resistors, behind its diode. */
  readonly ohms = { ...USUAL_OHMS };
  /** From a change of the duty until its current follows. */
  followsAfterMs = 0;
  /** Offers withdrawn while it draws, after which it refuses for the rest of its stay; null: never. */
  refusesAfter: number | null = null;
  private interruptions = 0;
  private dutyPermille = DUTY_STEADY;
  private offered = false;
  private awake = true;
  private tries = 0;
  private s2Closed = false;
  private forced: 'A' | 'B' | 'C' | 'D' | null = null;
  private alarm: Alarm | null = null;
  private sleepAlarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly line: PilotLine,
    private readonly changed: () => void,
  ) {}

  /** The cable is put into the car, or taken out. */
  plug(inserted: boolean): void {
    this.plugged = inserted;
    this.interruptions = 0;
    this.forced = null;
    this.clock.cancel(this.sleepAlarm);
    if (this.manner === 'sleepy') this.fallAsleep();
    else this.awake = true;
    this.setS2(inserted && this.manner === 'simplified' && this.wants);
    if (inserted) this.decide();
  }

  /** A person, or the battery, decides: charge, or stop (from the dashboard, or full). */
  want(wants: boolean): void {
    this.wants = wants;
    this.forced = null;
    this.decide();
  }

  /** Holds the pilot at a state whatever the charger shows: a test box instead of a car. */
  force(state: 'A' | 'B' | 'C' | 'D'): void {
    this.plugged = state !== 'A';
    this.forced = state;
    this.apply();
  }

  /** The duty on the pilot, as the car reads it. */
  see(dutyPermille: number): void {
    const offered = currentRead(dutyPermille) > 0;
    if (dutyPermille === this.dutyPermille) return;
    this.dutyPermille = dutyPermille;
    if (dutyPermille === DUTY_UNAVAILABLE && this.plugged) this.hearWakeUp();
    if (offered === this.offered) return;
    if (!offered && this.s2Closed && this.wants) this.interruptions++;
    this.offered = offered;
    this.clock.cancel(this.sleepAlarm);
    if (!offered && this.sleepsAfterUs !== null) {
      this.sleepAlarm = this.clock.after(this.sleepsAfterUs, () => this.fallAsleep());
    }
    this.decide();
  }

  private fallAsleep(): void {
    this.awake = false;
    this.tries = 0;
  }

  private hearWakeUp(): void {
    this.tries++;
    if (this.tries >= this.wakesAtTry && !this.wakesByBreak) this.awake = true;
  }

  /** The pilot's wire is interrupted by the charger. */
  hearBreak(): void {
    if (this.plugged) this.awake = true;
  }

  get holdsConnector(): boolean {
    return this.holdsOwnLock && this.offered && this.plugged;
  }

  get draws(): boolean {
    return this.plugged && (this.forced === null ? this.s2Closed : this.forced >= 'C');
  }

  private decide(): void {
    this.clock.cancel(this.alarm);
    this.alarm = null;
    if (!this.plugged) return;
    if (this.manner === 'simplified') {
      this.setS2(this.wants);
      return;
    }
    const closes = this.offered && this.wants && this.awake && !this.refuses;
    if (closes === this.s2Closed) return;
    if (!closes && !this.offered && this.wants && this.manner === 'ignoring') return;
    const isSlow = !closes && this.manner === 'slow';
    this.alarm = this.clock.after(ms(isSlow ? 2900 : this.reactMs), () => this.setS2(closes));
  }

  private get refuses(): boolean {
    return this.refusesAfter !== null && this.interruptions >= this.refusesAfter;
  }

  private setS2(closed: boolean): void {
    this.s2Closed = closed;
    this.apply();
  }

  private apply(): void {
    const state = this.forced ?? (!this.plugged ? 'A' : this.s2Closed ? this.energyState : 'B');
    this.line.vehicleOhms = state === 'A' ? OPEN_OHMS : this.ohms[state];
    this.line.reconsider();
    this.changed();
  }

  private get energyState(): 'C' | 'D' {
    return this.needsVentilation ? 'D' : 'C';
  }
}

/** The current that a car reads from a duty, in mA; 0 where it reads no offer. */
export function currentRead(dutyPermille: number): number {
  if (dutyPermille < 80 || dutyPermille > 970) return 0;
  if (dutyPermille < 100) return 6000;
  if (dutyPermille > 960) return 80000;
  return dutyPermille <= 850 ? dutyPermille * 60 : (dutyPermille - 640) * 250;
}
