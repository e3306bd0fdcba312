/**
 * Socket: the plug in it, the cable's coding resistor, and the person at the handle.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';
import { noiseAt } from '../random.ts';
import { Drift } from './drift.ts';
import type { Pin } from './pin.ts';

export type PlugPlace = 'out' | 'half' | 'in';

const SENSE_MILLIVOLTS = 3300;
const PULL_UP_OHMS = 1000;
const OPEN = Number.POSITIVE_INFINITY;

export class Socket {
  plug: PlugPlace = 'out';
  cableOhms = 220;
  /** A half plug whose pilot contacts touch all the same: the pin is in front of it. */
  half: 'loose' | 'touching' = 'loose';
  /** From PP to earth: moisture in the socket. */
  moistureOhms = OPEN;
  /** In series with the coding resistor: a PP contact that corrodes. */
  contactOhms = 0;
  /** The proximity wire: whole, cut, shorted to earth, or loose. */
  wire: 'whole' | 'cut' | 'shorted' | 'loose' = 'whole';
  /** The person pulls and does not let go: the plug comes as soon as it can. */
  pulling = false;
  private pushAlarm: Alarm | null = null;
  private readonly contactDrift: Drift;

  constructor(
    private readonly clock: Clock,
    private readonly pin: Pin,
    private readonly changed: () => void,
  ) {
    this.contactDrift = new Drift(clock, (ohms) => {
      this.contactOhms = ohms;
      this.changed();
    });
  }

  /** The resistance of the PP contact moves slowly, until it is there. */
  driftContact(toOhms: number, overUs: number): void {
    this.contactDrift.run(this.contactOhms, toOhms, overUs);
  }

  /** The plug goes in, if the pin is out of its way. */
  insert(place: PlugPlace, half: 'loose' | 'touching' = 'loose'): boolean {
    if (half === 'touching' && !this.pin.withdrawn) {
      // Against the pin: it goes no further, and touches.
      if (this.plug === 'in') return false;
      this.half = half;
      this.plug = 'half';
      // A pin that was withdrawn would meet the plug's body.
      this.pin.blocksExtend = true;
      this.pin.reconsider();
      this.changed();
      return true;
    }
    this.half = half;
    const isMove = this.plug !== place;
    if (isMove && !this.pin.withdrawn) return false;
    this.plug = place;
    this.pin.blocksExtend = place === 'half' || this.pin.jammedOpen;
    this.pin.reconsider();
    this.changed();
    return true;
  }

  /** One pull: the plug comes if the pin lets it. */
  pull(): boolean {
    if (this.plug === 'out') return true;
    const isHeld = this.plug === 'in' && !this.pin.withdrawn;
    if (isHeld) return false;
    this.plug = 'out';
    this.pin.blocksExtend = this.pin.jammedOpen;
    this.pin.reconsider();
    this.changed();
    return true;
  }

  /** The person keeps pulling: tension on the pin until it gives way. */
  setPulling(pulling: boolean): void {
    this.pulling = pulling;
    this.pin.tension = pulling;
    this.pin.reconsider();
    this.tryPulling();
  }

  /** Called when the pin has moved. */
  tryPulling(): void {
    if (this.pulling && this.plug !== 'out') this.pull();
  }

  /** The person pushes the plug in for a while: that takes every load off the pin. */
  push(forUs: number): void {
    this.pin.pushed = true;
    this.pin.reconsider();
    this.clock.cancel(this.pushAlarm);
    this.pushAlarm = this.clock.after(forUs, () => {
      this.pin.pushed = false;
      this.pin.reconsider();
    });
  }

  /** The pilot contacts of plug and socket touch. */
  get touches(): boolean {
    return this.plug === 'in' || (this.plug === 'half' && this.half === 'touching');
  }

  /** From PP to earth. */
  get ohms(): number {
    const ohms = this.codingOhms;
    if (this.moistureOhms === OPEN) return ohms;
    return ohms === OPEN ? this.moistureOhms : 1 / (1 / ohms + 1 / this.moistureOhms);
  }

  private get codingOhms(): number {
    if (this.wire === 'cut') return OPEN;
    if (this.wire === 'shorted') return 0;
    if (this.wire === 'loose') return this.wanderingOhms;
    if (this.plug === 'out') return OPEN;
    if (this.touches) return this.cableOhms + this.contactOhms;
    return this.wanderingOhms;
  }

  /** Contact comes and goes, and the contact's own resistance adds to the coding. */
  private get wanderingOhms(): number {
    const wander = noiseAt(104729, Math.floor(this.clock.nowUs / ms(37)));
    return wander > 0 ? OPEN : this.cableOhms * (1.5 - 2 * wander);
  }
}

/** What the line reads with this much to earth. */
export function proximityMillivolts(ohms: number): number {
  if (ohms === OPEN) return SENSE_MILLIVOLTS;
  return Math.round((SENSE_MILLIVOLTS * ohms) / (ohms + PULL_UP_OHMS));
}
