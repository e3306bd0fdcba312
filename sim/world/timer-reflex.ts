/**
 * Timer reflex: Espruino's timers beside the simulated processor, as `firmware/platforms/timer-reflex.ts` sets
 * them: looks every 5 ms at the samples themselves, and a dead-man.
 */

import { LEFT_C_MILLIVOLTS } from '../../firmware/drivers/control-pilot.ts';
import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { Trip } from '../../firmware/hal.ts';
import {
  LEFT_C_FOR_S,
  LOOK_EVERY_MS,
  UNLATCHED_FOR_S,
} from '../../firmware/platforms/timer-look.ts';
import { DEAD_MAN_MS, TICK_WITHIN_MS } from '../../firmware/platforms/timer-reflex.ts';
import { type Alarm, ms, NEVER_US } from '../clock.ts';
import type { Plant } from '../plant/plant.ts';
import { HardwareReflex } from './hardware-reflex.ts';

const LOOK_US = ms(LOOK_EVERY_MS);
/** The dead-man is put off, and the latch looked at, in one look of three. */
const ROUND_US = 3 * LOOK_US;
const DEAD_MAN_US = ms(DEAD_MAN_MS);
const TICK_WITHIN_US = ms(TICK_WITHIN_MS);
const LEFT_C_FOR_US = LEFT_C_FOR_S * 1e6;
const UNLATCHED_FOR_US = UNLATCHED_FOR_S * 1e6;

const trips = [Trip.Loop, Trip.EmergencyStop, Trip.Residual, Trip.Pilot, Trip.Latch];

/** What of the schematic the looks depend on. */
interface FittedTimers {
  readonly sense: SenseWindows;
  /** From the instant of a look to the contactor's pin. */
  readonly lookTakesUs: number;
}

export class TimerReflex extends HardwareReflex {
  readonly patienceMs = (TICK_WITHIN_US + DEAD_MAN_US) / 1000;
  readonly watches = trips.reduce((bits, trip) => bits | (1 << trip), 0);
  /** The instant of a look; the others are whole periods from it. */
  private lookedAtUs = 0;
  private alarm: Alarm | null = null;
  private badLines = 0;
  private leftAtUs = NEVER_US;
  private unlatchedAtUs = NEVER_US;
  /** Until then the interpreter is in a call of its own, which nothing interrupts. */
  private blockedUntilUs = 0;

  constructor(
    plant: Plant,
    private readonly fitted: FittedTimers,
    putOpen: () => void,
  ) {
    super(plant, putOpen);
    plant.watcher = () => this.expect();
  }

  protected begin(): void {
    this.lookedAtUs = this.nowUs;
    this.forget();
  }

  protected watch(): void {
    if (this.armed) this.expect();
    else this.cancel();
  }

  feed(): void {
    this.fedAtUs = this.nowUs;
  }

  announce(): void {
    // The dead-man outlasts a write.
  }

  /** No look before then: a collection, or a write. */
  override block(untilUs: number): void {
    this.blockedUntilUs = untilUs;
  }

  /** The dead-man was last put off in the last round that begins in time. */
  get opensAtUs(): number {
    if (!this.armed || !this.works) return NEVER_US;
    const firstUs = this.lookedAtUs + LOOK_US;
    const rounds = Math.floor((this.fedAtUs + TICK_WITHIN_US - firstUs) / ROUND_US);
    return firstUs + rounds * ROUND_US + DEAD_MAN_US;
  }

  private cancel(): void {
    this.plant.clock.cancel(this.alarm);
    this.alarm = null;
  }

  private forget(): void {
    this.badLines = 0;
    this.leftAtUs = NEVER_US;
    this.unlatchedAtUs = NEVER_US;
  }

  private get areLinesBad(): boolean {
    return this.plant.asserted.has('eStop') || this.plant.residual.tripped;
  }

  private get hasLeft(): boolean {
    return this.plant.line.sampleHigh() > LEFT_C_MILLIVOLTS;
  }

  private get isUnlatched(): boolean {
    const millivolts = this.plant.latchMillivolts(this.fitted.sense);
    const { lockedFromMillivolts, lockedToMillivolts } = this.fitted.sense;
    return millivolts < lockedFromMillivolts || millivolts > lockedToMillivolts;
  }

  /** Looks that find all well have no effect: they are left out. */
  private expect(): void {
    if (this.alarm !== null || !this.armed || !this.works) return;
    const isBad =
      this.areLinesBad || this.plant.line.highLevel > LEFT_C_MILLIVOLTS || this.isUnlatched;
    if (isBad || this.isDoubted) this.schedule();
  }

  private get isDoubted(): boolean {
    return this.badLines > 0 || this.leftAtUs !== NEVER_US || this.unlatchedAtUs !== NEVER_US;
  }

  private schedule(): void {
    const looks = Math.floor((this.nowUs - this.lookedAtUs) / LOOK_US) + 1;
    const atUs = Math.max(this.lookedAtUs + looks * LOOK_US, this.blockedUntilUs);
    this.alarm = this.plant.clock.at(atUs, () => this.look());
  }

  private look(): void {
    this.alarm = null;
    if (!this.armed || !this.works) return;
    const trip = this.judge();
    if (trip === Trip.None) this.expect();
    else this.alarm = this.plant.clock.after(this.fitted.lookTakesUs, () => this.open(trip));
  }

  private judge(): Trip {
    const nowUs = this.nowUs;
    this.badLines = this.areLinesBad ? this.badLines + 1 : 0;
    if (this.badLines > 1) {
      return this.plant.asserted.has('eStop') ? Trip.EmergencyStop : Trip.Residual;
    }
    if (!this.hasLeft) this.leftAtUs = NEVER_US;
    else this.leftAtUs = Math.min(this.leftAtUs, nowUs);
    if (nowUs - this.leftAtUs > LEFT_C_FOR_US) return Trip.Pilot;
    const isLatchTurn = Math.floor((nowUs - this.lookedAtUs) / LOOK_US) % 3 === 2;
    if (!this.isUnlatched) this.unlatchedAtUs = NEVER_US;
    else if (isLatchTurn) this.unlatchedAtUs = Math.min(this.unlatchedAtUs, nowUs);
    return nowUs - this.unlatchedAtUs > UNLATCHED_FOR_US ? Trip.Latch : Trip.None;
  }
}
