/**
 * A stand-in board at the end of a wire, in virtual time: it loses bytes, answers late, resets.
 */

import type { Wire } from '../../../hil/flash/wire.ts';
import { createRandom } from '../../../sim/random.ts';

export interface Faults {
  /** One in so many bytes is lost, in each direction; 0 = none. */
  readonly losesOneIn?: number;
  /** Every answer comes this much later. */
  readonly lateMs?: number;
  /** Resets once after so many bytes were received. */
  readonly resetsAfter?: number;
  /** Takes nothing any more after so many bytes. */
  readonly diesAfter?: number;
}

/** A board's REPL: bytes in, bytes out, and time. */
export interface Repl {
  feed(byte: string): void;
  /** Time has passed. */
  tick(nowMs: number): void;
  reset(): void;
  /** What it has said since the last look. */
  take(): string;
  /** Gone from the bus until this time. */
  readonly goneUntilMs: number;
}

export class StandInWire implements Wire {
  readonly name = 'stand-in';
  private now = 0;
  private received = 0;
  private hasReset = false;
  private readonly random = createRandom(7);
  private readonly late: { atMs: number; text: string }[] = [];

  constructor(
    readonly repl: Repl,
    private readonly faults: Faults = {},
  ) {}

  private loses(): boolean {
    const oneIn = this.faults.losesOneIn ?? 0;
    return oneIn > 0 && this.random() * oneIn < 1;
  }

  private collect(): void {
    const { repl } = this;
    const text = [...repl.take()].filter(() => !this.loses()).join('');
    if (text !== '') this.late.push({ atMs: this.now + (this.faults.lateMs ?? 0), text });
  }

  async send(bytes: string): Promise<void> {
    for (const byte of bytes) {
      this.received++;
      const { resetsAfter = 0, diesAfter = 0 } = this.faults;
      if (resetsAfter > 0 && this.received >= resetsAfter && !this.hasReset) {
        this.hasReset = true;
        this.repl.reset();
      }
      const isDead = diesAfter > 0 && this.received >= diesAfter;
      if (!isDead && this.now >= this.repl.goneUntilMs && !this.loses()) this.repl.feed(byte);
    }
    this.collect();
  }

  async receive(withinMs: number): Promise<string> {
    const untilMs = this.now + withinMs;
    for (;;) {
      const first = this.late[0];
      if (first !== undefined && first.atMs <= this.now) {
        this.late.shift();
        return first.text;
      }
      if (this.now >= untilMs) return '';
      this.now += 10;
      this.repl.tick(this.now);
      this.collect();
    }
  }

  nowMs(): number {
    return this.now;
  }

  async reopen(withinMs: number): Promise<boolean> {
    await this.receive(Math.max(0, Math.min(withinMs, this.repl.goneUntilMs - this.now)));
    return this.now >= this.repl.goneUntilMs;
  }

  async close(): Promise<void> {}
}
