/**
 * Pin: the piece of metal that holds the plug, and the actuator that moves it.
 *
 * Position 0 is withdrawn, 1 is fully extended. The actuator moves it at a speed set by voltage and
 * friction; cable tension, a jam or a plug in the way stop it. A bistable pin stays where it is without
 * drive; a spring brings a hold-to-lock pin back as soon as nothing holds or blocks it.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import { type Alarm, type Clock, ms } from '../clock.ts';
import type { LockCapacitor } from './lock-capacitor.ts';

/** The plug is held from here on, and the sense says locked. */
export const ENGAGED = 0.85;
/** The plug is free up to here, and the sense says unlocked. */
export const WITHDRAWN = 0.15;
/** A pin that is withdrawn this far no longer holds. */
export const HOLDS_FROM = 0.5;
/** Below this the actuator has no force. */
const LEAST_VOLTS = 8.5;
/** `travelMs` is at this voltage. */
const RATED_VOLTS = 12;
/** A voltage that sags within a stroke is looked at again after so long. */
const SAG_STEP_US = 10000;
const RUN_AMPS = 0.25;
const STALL_AMPS = 1;

export class Pin {
  position = 0;
  /** Full travel of a warm, rested actuator at 12 V. */
  travelMs = 250;
  /** Stretches the travel: cold seals, dirt. */
  friction = 1;
  /** It moves as fast as its voltage lets it, instead of as fast as at 12 V for as long as it moves at all. */
  slowsWithVoltage = false;
  /** The actuator does not move at all. */
  seized = false;
  /** Something keeps the pin from extending: the plug is in the way, or the mechanics jam open. */
  blocksExtend = false;
  jammedOpen = false;
  /** Something keeps the pin from withdrawing: the cable pulls, or the mechanics jam. */
  tension = false;
  jammed = false;
  /** The person pushes the plug in: that takes the tension off. */
  pushed = false;
  /** The two wires of the actuator are swapped. */
  swapped = false;
  /** A spring pulls the pin back unless the coil holds it (hold-to-lock). */
  spring = false;
  /** Fraction of full coil current, 0…1. */
  coil = 0;

  drive: Drive = Drive.Off;
  driveSinceUs = 0;
  private velocity = 0;
  private sinceUs = 0;
  private alarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly capacitor: LockCapacitor,
    private readonly changed: () => void,
  ) {}

  private settle(): void {
    this.position = this.nowPosition;
    this.sinceUs = this.clock.nowUs;
  }

  /** Where the pin is at this very instant, on its way too. */
  get nowPosition(): number {
    const passedUs = this.clock.nowUs - this.sinceUs;
    return Math.min(1, Math.max(0, this.position + this.velocity * passedUs));
  }

  get moves(): boolean {
    return this.velocity !== 0;
  }

  get engaged(): boolean {
    return this.position >= ENGAGED;
  }

  get withdrawn(): boolean {
    return this.position <= WITHDRAWN;
  }

  /** What the bridge does from now on. */
  setDrive(drive: Drive): void {
    if (this.drive === drive) return;
    this.drive = drive;
    this.driveSinceUs = this.clock.nowUs;
    this.reconsider();
  }

  setCoil(fraction: number): void {
    if (this.coil === fraction) return;
    this.coil = fraction;
    this.reconsider();
  }

  /** Direction the actuator, or the spring, pushes the pin: −1, 0, 1. */
  private get push(): number {
    if (this.spring) {
      // Full current pulls in; a fraction only holds what is in already.
      const holds = this.coil >= 0.2 && this.position >= ENGAGED;
      return this.coil >= 0.8 ? 1 : holds ? 0 : -1;
    }
    const direction = this.drive === Drive.Extend ? 1 : this.drive === Drive.Retract ? -1 : 0;
    return this.swapped ? -direction : direction;
  }

  private get isBlocked(): boolean {
    const push = this.push;
    if (this.seized) return true;
    if (push > 0) return this.blocksExtend && this.position < ENGAGED;
    const isHeld = this.jammed || (this.tension && !this.pushed);
    return isHeld && this.position > WITHDRAWN;
  }

  /** Something about the forces has changed: a new speed from here, and an alarm where it ends. */
  reconsider(): void {
    this.settle();
    this.clock.cancel(this.alarm);
    this.alarm = null;
    this.velocity = 0;
    const push = this.push;
    const volts = this.capacitor.nowVolts;
    const isDriven = this.drive === Drive.Extend || this.drive === Drive.Retract;
    const hasForce = this.spring || volts >= LEAST_VOLTS;
    const atEnd = push > 0 ? this.position >= 1 : this.position <= 0;
    if (push !== 0 && hasForce && !this.isBlocked && !atEnd) {
      const share = this.slowsWithVoltage ? volts / RATED_VOLTS : 1;
      this.velocity = (push * share) / ms(this.travelMs * this.friction);
      const mostUs = this.slowsWithVoltage ? SAG_STEP_US : Number.POSITIVE_INFINITY;
      const nextUs = Math.min(this.untilNextMark(), mostUs);
      this.alarm = this.clock.after(nextUs, () => this.reconsider());
    }
    const amps = this.velocity !== 0 ? RUN_AMPS : STALL_AMPS;
    this.capacitor.drain(isDriven && hasForce ? amps : 0);
    this.changed();
  }

  /** Time to the next visible position: an end, or an edge of the sense. */
  private untilNextMark(): number {
    const marks = [0, WITHDRAWN, HOLDS_FROM, ENGAGED, 1];
    let leastUs = Number.POSITIVE_INFINITY;
    for (const mark of marks) {
      const us = (mark - this.position) / this.velocity;
      if (us > 0.5 && us < leastUs) leastUs = us;
    }
    // One microsecond past the mark: on it, the pin would still count as on the side it came from.
    return Math.ceil(leastUs) + 1;
  }

  /** Puts the pin somewhere by hand: a world that begins with a locked plug. */
  place(position: number): void {
    this.settle();
    this.position = position;
    this.reconsider();
  }
}
