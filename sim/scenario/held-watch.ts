/**
 * Held watch: L3 over a trace. A plug that is held behind a dead socket for longer than a bound has a fault, or
 * a reason that is true.
 *
 * That it is held, and that the socket is dead, is the world's truth; the reason is what the firmware tells. A
 * reason is false where what was put out, or what else is told, contradicts it. Where a trace has no world, as
 * at a bench, nothing is judged.
 */

import { ms } from '../clock.ts';
import type { Trace, TraceEvent } from '../trace.ts';

/** From the socket's death, or from the last change of the reason, to one that is true. [D] */
const BOUND_US = ms(10000);
/**
 * A release without a fault: the owner's delay of up to 10 s and a rest come before the first stroke, and a jam is
 * told within 8 s of it. [D]
 */
const RELEASE_BOUND_US = ms(25000);

/** What a reason asks for besides itself; null where it contradicts nothing that a trace has. */
type Evidence = (value: (name: string) => string, wasExtended: boolean) => boolean;

const hasFault: Evidence = (value) => value('fault') !== 'none';

const evidence: Readonly<Record<string, Evidence>> = {
  free: (_value, wasExtended) => !wasExtended,
  charging: (value) => value('contactor') === 'closed',
  stopping: (value) => value('contactor') === 'closed',
  'proving-dead': hasFault,
  releasing: hasFault,
  restarting: hasFault,
  'fault-holds': hasFault,
  'power-lost': (value) => value('fault') === 'power-loss',
  'sense-unproven': (value) => value('fault') === 'latch-unproven',
  welded: (value) => value('fault') === 'welded',
  unauthorized: (value) => value('session') === 'waiting',
  finished: (value) => value('pilot') === 'B',
  'waiting-for-vehicle': (value) => value('offer') !== '0 mA',
};

export class HeldWatch {
  private seen = 0;
  /** The last stroke that began was one towards locked, or the coil has current. */
  private wasExtended = false;
  private reason = '';
  private sinceUs = 0;

  constructor(private readonly trace: Trace) {}

  /**
   * Looks at what the trace has taken up, and at what has stood until now.
   *
   * @returns the reason that was false for too long, in words; or ''
   */
  look(nowUs: number): string {
    const events = this.trace.events;
    for (; this.seen < events.length; this.seen++) this.follow(events[this.seen] as TraceEvent);
    const reason = this.falseReason();
    if (reason !== this.reason) {
      this.reason = reason;
      this.sinceUs = nowUs;
    }
    const isRelease = reason === 'releasing' || reason === 'restarting';
    const boundUs = isRelease ? RELEASE_BOUND_US : BOUND_US;
    if (reason === '' || nowUs - this.sinceUs <= boundUs) return '';
    return `L3: the plug is held for long, and the reason that is told is not true: ${reason}`;
  }

  private follow({ name, value }: TraceEvent): void {
    if (name === 'drive' && (value === 'extend' || value === 'retract')) {
      this.wasExtended = value === 'extend';
    } else if (name === 'coil') {
      this.wasExtended = !value.startsWith('0 ');
    }
  }

  /** The reason that is told now for a plug that is held behind a dead socket, and is not true; or ''. */
  private falseReason(): string {
    const value = (name: string): string => this.trace.valueOf(name) ?? '';
    const isHeld = value('plug') === 'in' && value('pin') === 'extended';
    if (!isHeld || value('socket') !== 'dead' || value('processor') !== 'on') return '';
    const reason = value('why');
    const isTrue = evidence[reason];
    return isTrue === undefined || isTrue(value, this.wasExtended) ? '' : reason;
  }
}
