/**
 * Contactor: coil, main contacts, mirror contact, and what is left on the outgoing side.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';
import type { Wire } from './wire.ts';

/** Above this the outgoing side counts as live: extra-low voltage ends here. */
const LIVE_VOLTS = 60;
const PEAK_VOLTS = 325;

export class Contactor {
  /** From coil current to closed contacts, and from none to open ones. */
  pullInMs = 15;
  dropOutMs = 20;
  /** The contacts bounce for this long after closing. */
  bounceMs = 3;
  /** The contacts have fused: they stay closed once they are. */
  welded = false;
  /** The coil never pulls in. */
  coilBroken = false;
  /** What is read of the main contacts by the mirror contact: the truth, or one answer for ever. */
  mirrorStuck: boolean | null = null;
  /** The mirror contact is normally closed: a cut wire reads as closed main contacts, a shorted one as open. */
  mirrorWire: Wire = 'whole';
  /** The sense of the outgoing voltage tells the truth, or sticks. */
  outgoingStuck: boolean | null = null;
  /** Discharge of the outgoing side. */
  decayTauUs = 12000;

  /** What a rig's own sense of the outgoing side says, in place of the model; null for the model. */
  sensedLive: boolean | null = null;

  coilOn = false;
  closed = false;
  private bouncing = false;
  private mainsOn = false;
  private alarm: Alarm | null = null;
  private deadAlarm: Alarm | null = null;
  /** When the outgoing side was cut off; negative while it is connected or was never live. */
  private cutAtUs = -1;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  drive(coilOn: boolean): void {
    if (this.coilOn === coilOn) return;
    this.coilOn = coilOn;
    this.clock.cancel(this.alarm);
    const delayMs = coilOn ? this.pullInMs : this.dropOutMs;
    this.alarm = this.clock.after(ms(delayMs), () => this.move(coilOn));
    this.changed();
  }

  private move(close: boolean): void {
    if (close ? this.coilBroken : this.welded) return;
    this.setClosed(close);
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

  private setClosed(closed: boolean): void {
    if (this.closed === closed) return;
    this.closed = closed;
    this.feed(this.mainsOn);
  }

  /** The weld gives way, or the drop-out that was too slow comes at last. */
  unweld(): void {
    this.welded = false;
    if (!this.coilOn) this.setClosed(false);
  }

  /** Mains on the line side. */
  feed(mainsOn: boolean): void {
    const wasLive = this.mainsOn && this.wasClosed;
    this.mainsOn = mainsOn;
    this.wasClosed = this.closed;
    const isFed = mainsOn && this.closed;
    if (isFed) this.cutAtUs = -1;
    else if (wasLive) {
      this.cutAtUs = this.clock.nowUs;
      this.clock.cancel(this.deadAlarm);
      const untilDeadUs = this.decayTauUs * Math.log(PEAK_VOLTS / LIVE_VOLTS) + 1;
      this.deadAlarm = this.clock.after(Math.ceil(untilDeadUs), () => this.changed());
    }
    this.changed();
  }

  private wasClosed = false;

  get outgoingVolts(): number {
    if (this.mainsOn && this.closed) return PEAK_VOLTS;
    if (this.cutAtUs < 0) return 0;
    return PEAK_VOLTS * Math.exp(-(this.clock.nowUs - this.cutAtUs) / this.decayTauUs);
  }

  /** The outgoing side is cut off and still discharges. */
  get decays(): boolean {
    return this.cutAtUs >= 0 && this.outgoingVolts >= 0.5;
  }

  /** The socket is live. */
  get live(): boolean {
    return this.sensedLive ?? this.outgoingVolts > LIVE_VOLTS;
  }

  /** The socket is live, or was so this short a time ago. */
  liveWithin(us: number): boolean {
    return this.live || (this.cutAtUs >= 0 && this.clock.nowUs - this.cutAtUs < us);
  }

  /** What the mirror contact says. */
  get mirrorClosed(): boolean {
    if (this.mirrorWire !== 'whole') return this.mirrorWire === 'cut';
    if (this.mirrorStuck !== null) return this.mirrorStuck;
    return this.closed && !this.bouncing;
  }

  /** What the sense of the outgoing voltage says. */
  get outgoingSensed(): boolean {
    return this.outgoingStuck !== null ? this.outgoingStuck : this.live;
  }
}
