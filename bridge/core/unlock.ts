/**
 * Unlock: the answer to a request to let the plug go, from the sensed pin. It is never said to be free unless the charger
 * itself answers so and the pin is seen withdrawn, in values that were told after the request; and there is an answer
 * within 8 s, with what is known by then: back-ends wait about 10 s.
 */

import { isStuck, type Said } from '../../sim/view/words/leaving.ts';
import { type ChargerConsole, NotDone } from './charger-console.ts';
import { OwnerAccess } from './owner-access.ts';
import { isPinWithdrawn } from './status.ts';
import type { Time } from './time.ts';

export interface UnlockAnswer {
  readonly isFree: boolean;
  /** A word of the trace: what holds the plug; `silent` where the charger does not answer. */
  readonly why: string;
}

/** The console's own answer comes by 7.7 s. */
const MOST_MS = 7950;
/** Everything is told anew within a few rounds of the request. */
const SHOWN_MS = 1000;
/** The console's own answer, and the reason where it knows more than that the plug is free. */
const ANSWERED = /^unlock (free|held)(?: (\S+))?$/;

export class Unlock {
  private running: Promise<UnlockAnswer> | null = null;
  /** The charger's own answer: whether the plug is free, and why. */
  private heard: UnlockAnswer | null = null;
  /** What the trace has told since the request: older values may be of a trace that has stopped. */
  private readonly told = new Map<string, string>();
  /** Called whenever something was heard. */
  private wake: () => void = () => undefined;

  constructor(
    private readonly console: ChargerConsole,
    private readonly said: Said,
    private readonly time: Time,
  ) {}

  /** A line of the console that is no answer to a command: `unlock free`, `unlock held stuck`. */
  hear(line: string): void {
    const answer = ANSWERED.exec(line);
    if (answer === null) return;
    const isFree = answer[1] === 'free';
    this.heard = { isFree, why: answer[2] ?? (isFree ? 'free' : 'silent') };
  }

  /** A line of the trace. */
  trace(line: string): void {
    const [, , name = '', ...value] = line.split(' ');
    this.told.set(name, value.join(' '));
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
    this.heard = null;
    try {
      await this.console.askAsOwner('unlock', /^ok unlock/, true);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return { isFree: false, why: OwnerAccess.isAskedFor(error.message) ? 'permanent' : 'silent' };
    }
    this.told.clear();
    // What does not change is told for the asking only.
    void this.console.ask('trace on', /^ok trace on/, true).catch(() => undefined);
    await this.until(() => this.heard !== null, untilMs);
    // The pin may still be worked at when the console answers: what comes of it is waited for.
    await this.until(() => !this.isOpen, untilMs);
    const shownMs = Math.min(untilMs, this.time.nowMs() + SHOWN_MS);
    await this.until(() => this.isFree || this.heard?.isFree !== true, shownMs);
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

  private readonly saidSince: Said = (name) =>
    name === 'processor' ? this.said(name) : this.told.get(name);

  private get isOpen(): boolean {
    return this.saidSince('processor') === 'on' && this.saidSince('why') === 'releasing';
  }

  /** What a weld has left free must not be used: it is not told as free. */
  private get isFree(): boolean {
    const { heard, saidSince } = this;
    if (heard?.isFree !== true || saidSince('processor') !== 'on') return false;
    return (
      isPinWithdrawn(saidSince) && saidSince('phase') !== undefined && saidSince('why') === 'free'
    );
  }

  private judge(): UnlockAnswer {
    const { heard, saidSince } = this;
    if (this.isFree) return { isFree: true, why: 'free' };
    if (saidSince('processor') !== 'on') return { isFree: false, why: 'silent' };
    // Strokes have failed, before the charger calls it a fault.
    if (isStuck(saidSince)) return { isFree: false, why: 'stuck' };
    const why = heard?.isFree === false ? heard.why : saidSince('why');
    // Free by one of the two alone is not known to be free.
    return { isFree: false, why: why === undefined || why === 'free' ? 'silent' : why };
  }
}
