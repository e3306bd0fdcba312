/**
 * Feeds: how long an emulated chip left its dead-man without a feed.
 */

import { ARM, FEED } from '../../firmware/platforms/pio-programs.ts';
import type { Pico } from './pico.ts';

const NANOS_PER_MS = 1e6;

/** The longest time from a feed to the next, in ms; 0 where there were no two. */
export interface Gaps {
  readonly ordinaryMs: number;
  /** From a feed that was announced to be a long one, over a write to the flash. */
  readonly announcedMs: number;
}

/** Listens from its construction on. */
export class Feeds {
  private fedAtNanos = 0;
  /** The last word; 0 while the contactor is open. */
  private word = 0;
  private ordinaryNanos = 0;
  private announcedNanos = 0;

  constructor(private readonly pico: Pico) {
    const deadMan = pico.mcu.pio[0]?.machines[0];
    if (deadMan === undefined) throw new Error('rp2040js has no PIO where the chip has one');
    const write = deadMan.writeFIFO.bind(deadMan);
    deadMan.writeFIFO = (word) => {
      if (word !== ARM) this.note(word);
      write(word);
    };
  }

  private note(word: number): void {
    const gapNanos = this.pico.nanos - this.fedAtNanos;
    if (this.word > FEED) this.announcedNanos = Math.max(this.announcedNanos, gapNanos);
    else if (this.word > 0) this.ordinaryNanos = Math.max(this.ordinaryNanos, gapNanos);
    this.fedAtNanos = this.pico.nanos;
    this.word = word;
  }

  /** What was longest since the last look. */
  take(): Gaps {
    const gaps = {
      ordinaryMs: this.ordinaryNanos / NANOS_PER_MS,
      announcedMs: this.announcedNanos / NANOS_PER_MS,
    };
    this.ordinaryNanos = 0;
    this.announcedNanos = 0;
    return gaps;
  }
}
