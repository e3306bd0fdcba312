/**
 * Unlock: the answer to a request to let the plug go, from the sensed pin. It is never said to be free unless the pin
 * is seen withdrawn, and there is an answer within 8 s, with what is known by then: back-ends wait about 10 s.
 */

import { isStuck, type Said } from '../../sim/view/words/leaving.ts';
import { type ChargerConsole, NotDone } from './charger-console.ts';
import { isPinWithdrawn, isWhole } from './status.ts';
import { pause, type Time } from './time.ts';

export interface UnlockAnswer {
  readonly isFree: boolean;
  /** A word of the trace: what holds the plug; `silent` where the charger does not answer. */
  readonly why: string;
}

/** The console's own answer comes by 7.7 s. */
const MOST_MS = 7950;
const LOOK_MS = 20;
/** The line of the trace that shows the pin comes in the same round as the answer, or the next. */
const SHOWN_MS = 200;

export class Unlock {
  private running: Promise<UnlockAnswer> | null = null;
  private heard = '';

  constructor(
    private readonly console: ChargerConsole,
    private readonly said: Said,
    private readonly time: Time,
  ) {}

  /** A line of the console that is no answer to a command: `unlock free`, `unlock held stuck`. */
  hear(line: string): void {
    if (line.startsWith('unlock ')) this.heard = line;
  }

  /** Whoever asks while another one waits gets the same answer. */
  ask(): Promise<UnlockAnswer> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<UnlockAnswer> {
    const untilMs = this.time.nowMs() + MOST_MS;
    this.heard = '';
    if (!isWhole(this.said)) return { isFree: false, why: this.said('why') ?? 'silent' };
    try {
      await this.console.ask('unlock', /^ok unlock/);
    } catch (error) {
      if (error instanceof NotDone) return { isFree: false, why: 'silent' };
      throw error;
    }
    while (this.heard === '' && this.time.nowMs() < untilMs) await pause(this.time, LOOK_MS);
    return this.judge(this.heard, untilMs);
  }

  /** The pin is still being worked at when the console answers: what comes of it may be known in time. */
  private get isOpen(): boolean {
    return isWhole(this.said) && this.said('why') === 'releasing';
  }

  private async judge(heard: string, untilMs: number): Promise<UnlockAnswer> {
    const { said, time } = this;
    while (this.isOpen && time.nowMs() < untilMs) await pause(time, LOOK_MS);
    const shownMs = Math.min(untilMs, time.nowMs() + (heard === 'unlock free' ? SHOWN_MS : 0));
    // What a weld has left free must not be used: it is not told as free.
    const isFree = (): boolean => isWhole(said) && isPinWithdrawn(said) && said('why') === 'free';
    while (!isFree() && time.nowMs() < shownMs) await pause(time, LOOK_MS);
    if (isFree()) return { isFree: true, why: 'free' };
    if (!isWhole(said)) return { isFree: false, why: 'silent' };
    // Strokes have failed, before the charger calls it a fault.
    return { isFree: false, why: isStuck(said) ? 'stuck' : (said('why') ?? 'silent') };
  }
}
