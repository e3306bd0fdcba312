/**
 * Unlock: the answer to a request to let the plug go, from the sensed pin. It is never said to be free unless the pin
 * is seen withdrawn, and there is an answer within 8 s, with what is known by then: back-ends wait about 10 s.
 */

import { isStuck, type Said } from '../../sim/view/words/leaving.ts';
import { type ChargerConsole, NotDone } from './charger-console.ts';
import { OwnerAccess } from './owner-access.ts';
import { isPinWithdrawn, isWhole } from './status.ts';
import type { Time } from './time.ts';

export interface UnlockAnswer {
  readonly isFree: boolean;
  /** A word of the trace: what holds the plug; `silent` where the charger does not answer. */
  readonly why: string;
}

/** The console's own answer comes by 7.7 s. */
const MOST_MS = 7950;
/** The line of the trace that shows the pin comes in the same round as the answer, or the next. */
const SHOWN_MS = 200;

export class Unlock {
  private running: Promise<UnlockAnswer> | null = null;
  private heard = '';
  /** Called whenever something was heard. */
  private wake: () => void = () => undefined;

  constructor(
    private readonly console: ChargerConsole,
    private readonly said: Said,
    private readonly time: Time,
  ) {}

  /** A line of the console that is no answer to a command: `unlock free`, `unlock held stuck`. */
  hear(line: string): void {
    if (line.startsWith('unlock ')) this.heard = line;
  }

  /** The trace has changed, or the console has answered. */
  look(): void {
    this.wake();
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
      await this.console.askAsOwner('unlock', /^ok unlock/, true);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return { isFree: false, why: OwnerAccess.isAskedFor(error.message) ? 'permanent' : 'silent' };
    }
    await this.until(() => this.heard !== '', untilMs);
    // The pin may still be worked at when the console answers: what comes of it is waited for.
    await this.until(() => !this.isOpen, untilMs);
    if (this.heard === 'unlock free') {
      await this.until(() => this.isFree, Math.min(untilMs, this.time.nowMs() + SHOWN_MS));
    }
    return this.judge();
  }

  private until(isSo: () => boolean, untilMs: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const cancel = this.time.after(Math.max(untilMs - this.time.nowMs(), 0), end);
      function end(): void {
        cancel();
        resolve();
      }
      this.wake = () => {
        if (isSo()) end();
      };
      this.wake();
    }).then(() => {
      this.wake = () => undefined;
    });
  }

  private get isOpen(): boolean {
    return isWhole(this.said) && this.said('why') === 'releasing';
  }

  /** What a weld has left free must not be used: it is not told as free. */
  private get isFree(): boolean {
    const { said } = this;
    return isWhole(said) && isPinWithdrawn(said) && said('why') === 'free';
  }

  private judge(): UnlockAnswer {
    const { said } = this;
    if (this.isFree) return { isFree: true, why: 'free' };
    if (!isWhole(said)) return { isFree: false, why: 'silent' };
    // Strokes have failed, before the charger calls it a fault.
    return { isFree: false, why: isStuck(said) ? 'stuck' : (said('why') ?? 'silent') };
  }
}
