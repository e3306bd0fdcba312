/**
 * Contactor: coil, armature, one main contact for each pole, mirror contact, and what is sensed behind it.
 *
 * The mirror contact follows the armature and every pole that it covers: it cannot close while one of them is
 * closed. The sense of the outgoing voltage sees each pole that it names from its own side to the other
 * conductor in front of the contactor; drawn across line and neutral behind it, it sees their difference.
 */

import type { Pole as PoleName, Poles } from '../../firmware/drivers/poles.ts';
import { type Alarm, type Clock, ms } from '../clock.ts';
import { LIVE_VOLTS, Pole, phaseNames } from './pole.ts';
import type { Wire } from './wire.ts';

export const poleNames: readonly PoleName[] = ['L1', 'L2', 'L3', 'N'];

export class Contactor {
  /** From coil current to closed contacts, and from none to open ones. */
  pullInMs = 15;
  dropOutMs = 20;
  /** The contacts bounce for this long after closing. */
  bounceMs = 3;
  /** The coil never pulls in. */
  coilBroken = false;
  /** What is read of the main contacts by the mirror contact: the truth, or one answer for ever. */
  mirrorStuck: boolean | null = null;
  /** The mirror contact is normally closed: a cut wire reads as closed main contacts, a shorted one as open. */
  mirrorWire: Wire = 'whole';
  /** The sense of the outgoing voltage tells the truth, or sticks. */
  outgoingStuck: boolean | null = null;
  /** Poles that the mirror contact covers. */
  mirrored: ReadonlySet<PoleName> = new Set(poleNames);
  /** Poles that the sense of the outgoing voltage names; null where it is drawn across line and neutral. */
  sensed: ReadonlySet<PoleName> | null = new Set(phaseNames);

  /** What a rig's own sense of the outgoing side says, in place of the model; null for the model. */
  sensedLive: boolean | null = null;

  coilOn = false;
  /** Every conductor that is switched: one phase and the neutral, until more are fitted. */
  poles: readonly Pole[];
  private armatureIn = false;
  private bouncing = false;
  private mainsOn = false;
  private alarm: Alarm | null = null;
  private deadAlarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {
    this.poles = [new Pole('L1', clock), new Pole('N', clock)];
  }

  /** What is switched, and by which proof each pole is seen; before mains comes on. */
  fit(poles: Poles): void {
    this.poles = poles.switched.map((name) => new Pole(name, this.clock));
    this.mirrored = new Set(poles.mirror);
    this.sensed = new Set(poles.outgoing);
  }

  /** @throws Error where this contactor does not switch it */
  pole(name: string): Pole {
    const found = this.poles.find((one) => one.name === name);
    if (found === undefined) {
      const known = this.poles.map((one) => one.name).join(' ');
      throw new Error(`there is no pole ${name}, this contactor switches ${known}`);
    }
    return found;
  }

  get phases(): readonly Pole[] {
    return this.poles.filter(({ name }) => name !== 'N');
  }

  drive(coilOn: boolean): void {
    if (this.coilOn === coilOn) return;
    this.coilOn = coilOn;
    this.clock.cancel(this.alarm);
    const delayMs = coilOn ? this.pullInMs : this.dropOutMs;
    this.alarm = this.clock.after(ms(delayMs), () => this.move(coilOn));
    this.changed();
  }

  private move(close: boolean): void {
    if (close && this.coilBroken) return;
    this.armatureIn = close;
    for (const pole of this.poles) {
      if (close ? !pole.fails : !pole.welded) pole.closed = close;
    }
    this.feed(this.mainsOn);
    if (close && this.bounceMs > 0) this.bounce(ms(this.bounceMs) / 3);
  }

  /** Open again for a moment, twice. */
  private bounce(stepUs: number): void {
    const toggle = (left: number): void => {
      if (!this.coilOn || left === 0) return;
      this.bouncing = left % 2 === 0;
      this.changed();
      this.clock.after(stepUs, () => toggle(left - 1));
    };
    toggle(4);
    this.clock.after(5 * stepUs, () => {
      this.bouncing = false;
      this.changed();
    });
  }

  /** Any pole is closed; set, all are. */
  get closed(): boolean {
    return this.poles.some((pole) => pole.closed);
  }

  set closed(closed: boolean) {
    this.armatureIn = closed;
    for (const pole of this.poles) pole.closed = closed;
  }

  /** Any pole has fused; set, all have. */
  get welded(): boolean {
    return this.poles.some((pole) => pole.welded);
  }

  set welded(welded: boolean) {
    for (const pole of this.poles) pole.welded = welded;
  }

  /** Every weld gives way, or the drop-out that was too slow comes at last. */
  unweld(): void {
    for (const pole of this.poles) this.giveWay(pole);
    if (!this.coilOn) this.armatureIn = false;
    this.feed(this.mainsOn);
  }

  private giveWay(pole: Pole): void {
    pole.welded = false;
    if (!this.coilOn) pole.closed = false;
  }

  /** One main contact is as it should be again. */
  mend(pole: Pole): void {
    pole.fails = false;
    this.giveWay(pole);
    this.feed(this.mainsOn);
  }

  /** Mains on the line side. */
  feed(mainsOn: boolean): void {
    this.mainsOn = mainsOn;
    let isCut = false;
    for (const pole of this.poles) if (pole.feed(mainsOn)) isCut = true;
    if (isCut) {
      this.clock.cancel(this.deadAlarm);
      this.deadAlarm = this.clock.after(this.untilDeadUs, () => this.changed());
    }
    this.changed();
  }

  /** A conductor in front of the contactor is lost, or comes back. */
  supply(name: string, on: boolean): void {
    this.pole(name).supplied = on;
    this.feed(this.mainsOn);
  }

  /** Discharge of the outgoing side. */
  get decayTauUs(): number {
    return Math.max(...this.phases.map(({ decayTauUs }) => decayTauUs));
  }

  set decayTauUs(tauUs: number) {
    for (const pole of this.poles) pole.decayTauUs = tauUs;
  }

  private get untilDeadUs(): number {
    return Math.max(...this.phases.map(({ untilDeadUs }) => untilDeadUs));
  }

  /** First line and neutral reach the charger. */
  get isWhole(): boolean {
    return this.pole('L1').supplied && this.pole('N').supplied;
  }

  /** Peak voltage to earth at the socket, of the phase that has most. */
  get outgoingVolts(): number {
    return Math.max(...this.phases.map(({ volts }) => volts));
  }

  /** The outgoing side is cut off and still discharges. */
  get decays(): boolean {
    return this.phases.some((pole) => pole.isCut && pole.volts >= 0.5);
  }

  /** A phase at the socket is live. A neutral that is closed alone makes nothing so. */
  get live(): boolean {
    return this.sensedLive ?? this.outgoingVolts > LIVE_VOLTS;
  }

  /** The socket is live, or was so this short a time ago. */
  liveWithin(us: number): boolean {
    return this.live || this.phases.some((pole) => pole.cutWithin(us));
  }

  /** What the mirror contact says of the main contacts. */
  get mirrorClosed(): boolean {
    if (this.mirrorWire !== 'whole') return this.mirrorWire === 'cut';
    if (this.mirrorStuck !== null) return this.mirrorStuck;
    const isHeld = this.poles.some(({ name, closed }) => closed && this.mirrored.has(name));
    return (this.armatureIn || isHeld) && !this.bouncing;
  }

  /** What the sense of the outgoing voltage says. */
  get outgoingSensed(): boolean {
    if (this.outgoingStuck !== null) return this.outgoingStuck;
    if (this.sensedLive !== null) return this.sensedLive;
    const sensed = this.sensed;
    if (sensed === null) return this.live && (this.decays || this.pole('N').closed);
    return this.poles.some((pole) => sensed.has(pole.name) && this.isSensed(pole));
  }

  /** A line is measured against the neutral in front, the neutral against a line in front. */
  private isSensed(pole: Pole): boolean {
    if (pole.name !== 'N') return pole.live && this.pole('N').supplied;
    const isLineThere = this.mainsOn && this.phases.some(({ supplied }) => supplied);
    return isLineThere && pole.closed;
  }
}
