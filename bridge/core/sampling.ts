/**
 * Sampling: how often a reading of a transaction is told. A back-end may change that, and it is kept.
 */

import type { Journal } from './journal.ts';
import { every, secondsIn, type Time } from './time.ts';

/** Where nobody says anything of it. */
const SAMPLE_SECONDS = 60;

export class Sampling {
  private end: () => void = () => undefined;

  /** @param read tells a reading, where there is a transaction */
  constructor(
    private readonly journal: Journal,
    private readonly time: Time,
    private readonly read: () => void,
  ) {}

  /** Between two readings, in s; 0: none but those that are asked for. */
  get seconds(): number {
    return this.journal.note<number>('sampleSeconds') ?? SAMPLE_SECONDS;
  }

  begin(): void {
    this.end();
    if (this.seconds > 0) this.end = every(this.time, this.seconds * 1000, this.read);
  }

  /** @param text as a back-end writes it, in s @returns whether it can be that */
  change(text: string): boolean {
    const seconds = secondsIn(text, 0);
    if (seconds === null) return false;
    // Who writes the same more often than that would hear nothing.
    if (seconds === this.seconds) return true;
    this.journal.keep({ sampleSeconds: seconds });
    this.begin();
    return true;
  }

  close(): void {
    this.end();
  }
}
