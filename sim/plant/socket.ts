/**
 * Socket: the plug in it, the cable's coding resistor, and the person at the handle.
 */

import { type Alarm, type Clock, ms } from '../clock.ts';
import { noiseAt } from '../random.ts';
import type { Pin } from './pin.ts';

export type PlugPlace = 'out' | 'half' | 'in';

const SENSE_MILLIVOLTS = 3300;
const PULL_UP_OHMS = 1000;
const OPEN = Number.POSITIVE_INFINITY;

export class Socket {
  plug: PlugPlace = 'out';
  cableOhms = 220;
  /** The proximity wire: whole, cut, shorted to earth, or loose. */
  wire: 'whole' | 'cut' | 'shorted' | 'loose' = 'whole';
  /** The person pulls and does not let go: the plug comes as soon as it can. */
  pulling = false;
  private pushAlarm: Alarm | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly pin: Pin,
    private readonly changed: () => void,
  ) {}

  /** The plug goes in, if the pin is out of its way. */
  insert(place: PlugPlace): boolean {
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

  private get ohms(): number {
    if (this.wire === 'cut') return OPEN;
    if (this.wire === 'shorted') return 0;
    if (this.wire === 'loose') return this.wanderingOhms;
    if (this.plug === 'out') return OPEN;
    if (this.plug === 'in') return this.cableOhms;
    return this.wanderingOhms;
  }

  /** Contact comes and goes, and the contact's own resistance adds to the coding. */
  private get wanderingOhms(): number {
    const wander = noiseAt(104729, Math.floor(this.clock.nowUs / ms(37)));
    return wander > 0 ? OPEN : this.cableOhms * (1.5 - 2 * wander);
  }

  get proximityMillivolts(): number {
    return proximityMillivolts(this.ohms);
  }
}

/** What the line reads with this much to earth. */
export function proximityMillivolts(ohms: number): number {
  if (ohms === OPEN) return SENSE_MILLIVOLTS;
  return Math.round((SENSE_MILLIVOLTS * ohms) / (ohms + PULL_UP_OHMS));
}
